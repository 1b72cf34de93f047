"""How long it will take, told from the log."""

from dataclasses import replace
from datetime import date, timedelta

from training.domain.forecast import binding, forecast, guesses, what_if
from training.domain.forecast.way import together
from training.domain.program.rules import (
    Cap,
    ClosedCases,
    Consensus,
    Counting,
    CumulativeShare,
    DistinctWeeks,
    MinimumEntries,
    MinimumMinutes,
    MinimumMonths,
    SignBy,
)
from training.domain.requirements import Entry, Standing, progress

TODAY = date(2026, 10, 15)
MINUTES = MinimumMinutes(
    id="sessions", label="Sessions", source="test", minutes=1800, activities=("session",)
)
MONTHS = MinimumMonths(id="time", label="Time", source="test", months=24)
STANDING = Standing(on=TODAY, started_on=date(2026, 4, 15))


def guessed(*rules, entries=()):
    return guesses(rules, progress(rules, entries, STANDING), entries, STANDING)


def session(days_ago, minutes, *, signed=True):
    on = TODAY - timedelta(days=days_ago)
    return Entry(on=on, minutes=minutes, activity="session", signed_on=on if signed else None)


def test_minutes_go_by_the_work_of_the_last_three_months():
    (guess,) = guessed(MINUTES, entries=[session(10, 600), session(40, 300)])

    # 900 of 1800 in three months: 900 more take three months, 91.3 days on average.
    assert guess.on == TODAY + timedelta(days=92)


def test_what_waits_for_a_signature_need_not_be_worked_again():
    (guess,) = guessed(MINUTES, entries=[session(10, 600), session(40, 300, signed=False)])

    assert guess.on == TODAY + timedelta(days=92)


def test_without_any_recent_work_there_is_no_telling():
    (guess,) = guessed(MINUTES, entries=[session(150, 600)])

    assert (guess.on, guess.is_met) == (None, False)
    assert binding([guess]) is None


def test_what_is_met_has_no_day():
    (guess,) = guessed(MINUTES, entries=[session(10, 1800)])

    assert (guess.on, guess.is_met) == (None, True)


def test_binding_is_what_takes_longest():
    found = guessed(MINUTES, MONTHS, entries=[session(10, 600), session(40, 300)])

    longest = binding(found)

    assert longest is not None
    assert (longest.id, longest.on) == ("time", TODAY + timedelta(days=548))


# ------------------------------------------------------------------ the range


def test_range_is_the_slowest_and_the_fastest_three_months_of_the_last_year():
    # Begun a year ago: 90 minutes in each of nine months, then 30 in each of the last three.
    standing = Standing(on=TODAY, started_on=date(2025, 10, 15))
    quiet = [session(days, 30) for days in (15, 45, 75)]
    busy = [session(days, 90) for days in range(105, 360, 30)]
    log = [*quiet, *busy]
    (guess,) = guesses([MINUTES], progress([MINUTES], log, standing), log, standing)

    # 900 of 1800 minutes are there. 900 at 30 a month take 30 months, at 90 ten.
    assert (guess.on, guess.late) == (TODAY + timedelta(days=914), TODAY + timedelta(days=914))
    assert guess.early == TODAY + timedelta(days=305)


def test_slowest_months_without_any_work_have_no_end():
    (guess,) = guessed(MINUTES, entries=[session(10, 600), session(40, 300)])

    assert (guess.early, guess.late) == (guess.on, None)


def test_hours_that_keep_being_lost_do_not_speed_anything_up():
    rule = SignBy(id="signed", label="Signed", source="test", months=1)
    late = Entry(on=date(2026, 8, 1), minutes=900, activity="session", signed_on=date(2026, 10, 1))
    log = [session(10, 900), late]
    (guess,) = guesses([rule, MINUTES], progress([rule, MINUTES], log, STANDING), log, STANDING)

    # 1,800 logged in three months, half of it lost: 300 a month; 900 more take three months.
    assert guess.on == TODAY + timedelta(days=92)


def test_what_is_counted_one_by_one_has_the_range_of_a_count():
    rule = ClosedCases(id="closed", label="Closed", source="test", cases=8)
    standing = replace(STANDING, closed_cases=frozenset("ABCD"))
    (guess,) = guesses([rule], progress([rule], [], standing), [], standing)

    # Four in 183 days; 4 more. Four, give or take two: two or six in the same time.
    assert (guess.early, guess.on, guess.late) == (
        TODAY + timedelta(days=122),
        TODAY + timedelta(days=183),
        TODAY + timedelta(days=366),
    )


def test_time_passes_by_itself_and_has_no_range():
    (guess,) = guessed(MONTHS)

    assert guess.early == guess.on == guess.late


def test_sessions_and_weeks_go_by_the_log():
    sessions = MinimumEntries(id="held", label="Held", source="test", entries=6)
    weeks = DistinctWeeks(id="weeks", label="Weeks", source="test", weeks=4)
    found = guessed(sessions, weeks, entries=[session(10, 60), session(10, 60), session(40, 60)])

    # Three sessions in three months, three more: three months. Two weeks in three months, two more: the same.
    assert [guess.on for guess in found] == [TODAY + timedelta(days=92)] * 2


def test_share_grows_only_by_more_than_its_share():
    rule = CumulativeShare(id="open", label="Open", source="test", percent=50, tags=("open",))
    closed, opened = session(200, 600), replace(session(10, 300), tags=frozenset({"open"}))
    standing = replace(STANDING, started_on=date(2026, 1, 1))
    log = [closed, opened]
    (guess,) = guesses([rule], progress([rule], log, standing), log, standing)

    # 300 of 900 are open, 450 are needed: 150 short. 300 open minutes in three months gain 50 a month.
    assert guess.on == TODAY + timedelta(days=92)


# ------------------------------------------------------------------ what to do first

SIGN_BY = SignBy(id="signed", label="Signed", source="test", months=1)


def first(*rules, entries=(), standing=STANDING):
    return forecast(rules, entries, standing, Counting()).first_step


def test_signatures_that_run_out_come_first():
    log = [session(20, 60, signed=False), session(3, 60, signed=False)]
    assert first(SIGN_BY, MINUTES, entries=log) == (
        "Ask for signatures first: 2 h wait, and the oldest of them count only if signed by 31 October 2026."
    )


def test_signatures_with_time_left_can_wait():
    log = [session(3, 60, signed=False), session(40, 60)]
    assert first(SIGN_BY, MINUTES, entries=log).startswith("Plan “Sessions” first")


def test_what_does_not_move_comes_next():
    closed = ClosedCases(id="closed", label="Closed cases", source="test", cases=1)
    assert first(MINUTES, closed, entries=[session(10, 600)]) == (
        "Begin with “Closed cases”: nothing has moved there lately."
    )


def test_what_takes_longest_is_planned():
    assert first(MINUTES, entries=[session(10, 600)]) == (
        "Plan “Sessions” first: it takes longest, and 20 h are missing."
    )


def test_time_cannot_be_hurried():
    assert first(MONTHS, MINUTES, entries=[session(10, 1800)]) == (
        "“Time” takes longest, and only time helps there: keep your pace in the rest."
    )


def test_in_the_end_only_the_word_of_everyone_is_missing():
    consensus = Consensus(id="consensus", label="Everyone agrees", source="test")
    done = [session(10, 1800)]
    assert first(MINUTES, consensus, entries=done) == "Still open: Everyone agrees."
    assert first(MINUTES, entries=done) == "Every requirement is met."


# ------------------------------------------------------------------ what if


def test_planned_minutes_of_next_month_are_answered_at_its_end():
    log = [session(10, 600), session(3, 60, signed=False)]
    before = list(log)
    found = what_if([SIGN_BY, MINUTES], log, STANDING, Counting(), {"session": 401, "study": 30})

    # 600 are signed, 60 wait and are taken as signed, 401 are planned; study is no session.
    assert found.on == date(2026, 11, 30)
    assert found.progress.answer("sessions").countable == 1061
    assert found.progress.raw == 1091
    assert log == before


def test_plan_is_worked_like_the_last_entry_of_its_kind():
    cap = Cap(id="cap", label="Cap", source="test", minutes=100, tags=("live",))
    log = [replace(session(10, 60), tags=frozenset({"live"})), session(20, 60)]
    found = what_if([cap, MINUTES], log, STANDING, Counting(), {"session": 400})

    assert found.progress.answer("sessions").countable == 120 + 100


def test_plan_of_nothing_changes_nothing_but_the_day():
    log = [session(10, 600)]
    found = what_if([MINUTES], log, STANDING, Counting(), {"session": 0})

    assert found.progress == progress([MINUTES], log, replace(STANDING, on=date(2026, 11, 30)))


# ------------------------------------------------------------------ how the hours came together


def test_hours_come_together_month_by_month_from_the_beginning_until_today():
    entries = [
        Entry(on=date(2026, 4, 20), minutes=300, activity="session", signed_on=date(2026, 4, 30)),
        Entry(on=date(2026, 8, 2), minutes=200, activity="session", signed_on=date(2026, 8, 30)),
    ]

    found = together([MINUTES, MONTHS], entries, STANDING, Counting())

    assert found == [
        (date(2026, 4, 15), 0),
        (date(2026, 4, 30), 300),
        (date(2026, 5, 31), 300),
        (date(2026, 6, 30), 300),
        (date(2026, 7, 31), 300),
        (date(2026, 8, 31), 500),
        (date(2026, 9, 30), 500),
        (TODAY, 500),
    ]


def test_no_rule_counts_more_than_it_asks_and_nothing_that_waits():
    entries = [session(2, 5000), session(1, 400, signed=False)]

    assert together([MINUTES], entries, STANDING, Counting())[-1] == (TODAY, 1800)
    assert together([MINUTES], entries[1:], STANDING, Counting())[-1] == (TODAY, 0)
