"""How long it will take, told from the log."""

from datetime import date, timedelta

from training.domain.forecast import binding, guesses, together
from training.domain.program import MinimumMinutes, MinimumMonths
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


# ------------------------------------------------------------------ how the hours came together


def test_hours_come_together_month_by_month_from_the_beginning_until_today():
    entries = [
        Entry(on=date(2026, 4, 20), minutes=300, activity="session", signed_on=date(2026, 4, 30)),
        Entry(on=date(2026, 8, 2), minutes=200, activity="session", signed_on=date(2026, 8, 30)),
    ]

    found = together([MINUTES, MONTHS], entries, STANDING)

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

    assert together([MINUTES], entries, STANDING)[-1] == (TODAY, 1800)
    assert together([MINUTES], entries[1:], STANDING)[-1] == (TODAY, 0)
