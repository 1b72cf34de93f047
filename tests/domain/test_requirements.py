from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.program import read
from training.domain.program.rules import (
    ClosedCases,
    Consensus,
    DistinctCases,
    EvaluationRounds,
    MinimumMinutes,
    MinimumMonths,
    SignBy,
)
from training.domain.requirements import Entry, Standing, Uncounted, Unit, progress

STARTED = date(2025, 5, 1)
TODAY = date(2026, 11, 23)
STANDING = Standing(on=TODAY, started_on=STARTED)

SIGN_BY = SignBy(id="signed", label="Signed in time", source="-", months=1)
SESSIONS = MinimumMinutes(id="sessions", label="Sessions", source="-", minutes=600, activities=("session",))
CLIENTS = DistinctCases(id="clients", label="Clients", source="-", cases=2, activities=("session",))
CLOSED = ClosedCases(id="closed", label="Closed", source="-", cases=1)
MONTHS = MinimumMonths(id="time", label="Time", source="-", months=24)
ROUNDS = EvaluationRounds(id="rounds", label="Rounds", source="-", rounds=3)
CONSENSUS = Consensus(id="consensus", label="Consensus", source="-")
RULES = (SIGN_BY, SESSIONS, CLIENTS, CLOSED, MONTHS, ROUNDS, CONSENSUS)

DEFAULT = read(Path("training/programs/surrogate-partner.toml").read_text()).internship.requirements


def entry(on=date(2026, 9, 10), minutes=60, activity="session", case="T2-B6", signed_on=date(2026, 10, 5)):
    return Entry(on=on, minutes=minutes, activity=activity, case=case, signed_on=signed_on)


def answer(rule, *entries, standing=STANDING, rules=(SIGN_BY,)):
    return progress([*rules, rule], entries, standing).answers[-1]


def totals(found):
    return found.raw, found.countable, found.pending, found.missing, found.met


# ------------------------------------------------------------------ minutes and deadlines


def test_minutes_signed_in_time_count():
    found = answer(SESSIONS, entry(minutes=600))
    assert totals(found) == (600, 600, 0, 0, True)
    assert (found.unit, found.needed, found.reasons) == (Unit.MINUTES, 600, ())


def test_minutes_of_other_activities_do_not_concern_the_rule():
    assert totals(answer(SESSIONS, entry(activity="study"))) == (0, 0, 0, 600, False)


def test_minutes_of_all_activities_where_none_is_named():
    found = answer(replace(SESSIONS, activities=()), entry(), entry(activity="study", case=None))
    assert totals(found) == (120, 120, 0, 480, False)


def test_minutes_unsigned_before_the_deadline_wait():
    found = answer(SESSIONS, entry(on=date(2026, 10, 31), minutes=90, signed_on=None))
    assert totals(found) == (90, 0, 90, 600, False)
    assert found.reasons == (
        "1 h 30 waiting for a signature. Those of October 2026 count only if signed by 30 November 2026.",
    )


@pytest.mark.parametrize(("today", "pending"), [(date(2026, 11, 30), 90), (date(2026, 12, 1), 0)])
def test_minutes_unsigned_stop_counting_after_the_deadline(today, pending):
    standing = replace(STANDING, on=today)
    row = entry(on=date(2026, 10, 31), minutes=90, signed_on=None)
    assert answer(SESSIONS, row, standing=standing).pending == pending


@pytest.mark.parametrize(
    ("signed_on", "reason"),
    [
        (None, "1 h of September 2026 not counted: not signed by 31 October 2026."),
        (date(2026, 11, 1), "1 h of September 2026 not counted: signed after 31 October 2026."),
    ],
)
def test_minutes_past_the_deadline_are_explained(signed_on, reason):
    found = answer(SESSIONS, entry(signed_on=signed_on))
    assert totals(found) == (60, 0, 0, 600, False)
    assert found.reasons == (reason,)


def test_minutes_unsigned_wait_for_ever_without_a_deadline():
    found = answer(SESSIONS, entry(on=STARTED, signed_on=None), rules=())
    assert totals(found) == (60, 0, 60, 600, False)
    assert found.reasons == ("1 h waiting for a signature.",)


def test_minutes_before_the_start_do_not_count():
    found = answer(SESSIONS, entry(on=date(2025, 4, 30), signed_on=date(2025, 5, 2)))
    assert found.reasons == (
        "1 h of April 2025 not counted: worked before the internship began on 1 May 2025.",
    )
    assert totals(found) == (60, 0, 0, 600, False)


def test_minutes_of_tomorrow_do_not_count():
    found = answer(SESSIONS, entry(on=date(2026, 11, 24), signed_on=TODAY))
    assert found.reasons == ("1 h of November 2026 not counted: dated after 23 November 2026.",)


def test_signature_of_tomorrow_is_not_there_today():
    assert totals(answer(SESSIONS, entry(on=TODAY, signed_on=date(2026, 11, 24)))) == (60, 0, 60, 600, False)


def test_deadline_asks_for_nothing_of_its_own():
    found = progress([SIGN_BY], [entry(signed_on=None)], STANDING).answer("signed")
    assert (found.needed, found.met, len(found.reasons)) == (0, True, 1)


def test_uncounted_minutes_are_gathered_by_month_and_reason():
    rows = [entry(signed_on=None), entry(signed_on=None, activity="study"), entry(on=date(2025, 4, 1))]
    assert progress(RULES, rows, STANDING).uncounted == (
        Uncounted(
            period="2025-04",
            minutes=60,
            reason="1 h of April 2025 not counted: worked before the internship began on 1 May 2025.",
        ),
        Uncounted(
            period="2026-09",
            minutes=120,
            reason="2 h of September 2026 not counted: not signed by 31 October 2026.",
        ),
    )


# ------------------------------------------------------------------ cases


def test_cases_count_once_each():
    found = answer(CLIENTS, entry(), entry(), entry(case="W8-D3"))
    assert totals(found) == (2, 2, 0, 0, True)


def test_case_without_countable_hours_is_named():
    waiting = entry(case="W8-D3", on=date(2026, 11, 2), signed_on=None)
    lost = entry(case="A1-A1", signed_on=None)
    found = answer(CLIENTS, entry(), waiting, lost)
    assert totals(found) == (3, 1, 1, 1, False)
    assert found.reasons == (
        "W8-D3: waiting for a signature on their first hours.",
        "A1-A1: without any hours that count.",
    )


def test_case_seen_only_in_other_activities_does_not_count():
    assert totals(answer(CLIENTS, entry(activity="study"))) == (0, 0, 0, 2, False)


def test_cases_closed():
    assert totals(answer(CLOSED, standing=STANDING)) == (0, 0, 0, 1, False)
    closed = replace(STANDING, closed_cases=frozenset({"T2-B6"}))
    assert totals(answer(CLOSED, standing=closed)) == (1, 1, 0, 0, True)


# ------------------------------------------------------------------ time, evaluations, consensus


def test_months_without_leave():
    assert totals(answer(MONTHS)) == (18, 18, 0, 6, False)


def test_months_of_leave_stop_the_clock():
    leave = ((date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 3, 1), date(2026, 3, 31)))
    found = answer(MONTHS, standing=replace(STANDING, leave=leave))
    assert totals(found) == (18, 15, 0, 9, False)
    assert found.reasons == ("90 days of leave not counted.",)


def test_leave_that_goes_on_stops_the_clock_today():
    standing = replace(STANDING, leave=((date(2026, 11, 1), None),))
    assert answer(MONTHS, standing=standing).countable == 18
    assert answer(MONTHS, standing=replace(standing, on=date(2028, 11, 1))).countable == 18


@given(st.dates(STARTED, date(2035, 1, 1)))
def test_leave_since_the_start_leaves_no_month(today):
    standing = Standing(on=today, started_on=STARTED, leave=((STARTED, None),))
    assert answer(MONTHS, standing=standing).countable == 0


@pytest.mark.parametrize(("today", "met"), [(date(2027, 4, 30), False), (date(2027, 5, 1), True)])
def test_months_are_met_on_the_day(today, met):
    assert answer(MONTHS, standing=replace(STANDING, on=today)).met == met


def test_evaluations_are_counted():
    assert totals(answer(ROUNDS, standing=replace(STANDING, evaluations=2))) == (2, 2, 0, 1, False)


def test_consensus_names_who_is_silent():
    standing = replace(
        STANDING, parties=frozenset({"intern", "mentor", "staff"}), attested=frozenset({"intern"})
    )
    found = answer(CONSENSUS, standing=standing)
    assert totals(found) == (1, 1, 0, 2, False)
    assert found.reasons == ("Still to agree: mentor, staff.",)


def test_consensus_of_all():
    everyone = frozenset({"intern", "mentor"})
    found = answer(
        CONSENSUS, standing=replace(STANDING, parties=everyone, attested=everyone | {"a stranger"})
    )
    assert (totals(found), found.reasons) == ((2, 2, 0, 0, True), ())


def test_consensus_of_nobody_is_none():
    found = answer(CONSENSUS, standing=replace(STANDING, attested=frozenset({"a stranger"})))
    assert (found.met, found.reasons) == (False, ("Nobody is named yet who has to agree.",))


# ------------------------------------------------------------------ the whole


def test_internship_is_complete_when_every_requirement_is_met():
    parties = frozenset({"intern", "therapist", "mentor", "staff"})
    cases = [f"A{n}-B{n}" for n in range(6)]
    rows = [entry(minutes=3000, activity="client_session", case=case) for case in cases]
    rows.append(entry(minutes=6000, activity="mentor_review"))
    standing = Standing(
        on=date(2027, 5, 1),
        started_on=STARTED,
        closed_cases=frozenset(cases[:4]),
        parties=parties,
        attested=parties,
        evaluations=4,
    )
    assert progress(DEFAULT, rows, standing).met
    for spoiled in (replace(standing, evaluations=3), replace(standing, attested=parties - {"staff"})):
        assert not progress(DEFAULT, rows, spoiled).met
    assert not progress(DEFAULT, rows[1:], standing).met


def test_rule_nobody_knows_is_an_error():
    class Moonlight:
        id = label = kind = "moonlight"

    with pytest.raises(TypeError, match="no answer is known for a rule of kind moonlight"):
        progress([Moonlight()], [], STANDING)


# ------------------------------------------------------------------ what always holds

DAYS = st.dates(date(2025, 3, 1), date(2026, 12, 31))
ENTRIES = st.builds(
    Entry,
    on=DAYS,
    minutes=st.integers(1, 1440),
    activity=st.sampled_from(["session", "study"]),
    case=st.sampled_from([None, "A", "B", "C"]),
    supervisor=st.none(),
    signed_on=st.none() | DAYS,
)
LOGS = st.lists(ENTRIES, max_size=30)


@given(LOGS, st.randoms(use_true_random=False))
def test_order_of_entries_does_not_matter(log, chance):
    shuffled = list(log)
    chance.shuffle(shuffled)
    assert progress(RULES, shuffled, STANDING) == progress(RULES, log, STANDING)


@given(LOGS, ENTRIES)
def test_unsigned_entry_never_raises_what_counts(log, more):
    before = progress(RULES, log, STANDING)
    after = progress(RULES, [*log, replace(more, signed_on=None)], STANDING)
    assert after.countable == before.countable
    assert [a.countable for a in after.answers] == [a.countable for a in before.answers]


@given(LOGS, ENTRIES)
def test_more_entries_never_lower_what_counts(log, more):
    before, after = progress(RULES, log, STANDING), progress(RULES, [*log, more], STANDING)
    assert all(b.countable <= a.countable for b, a in zip(before.answers, after.answers, strict=True))


@given(LOGS)
def test_sums_hold_and_nothing_is_negative(log):
    found = progress(RULES, log, STANDING)
    assert found.raw == sum(row.minutes for row in log)
    assert found.raw == found.countable + found.pending + sum(lost.minutes for lost in found.uncounted)
    assert all(lost.minutes > 0 and lost.reason for lost in found.uncounted)
    for one in found.answers:
        assert min(one.raw, one.countable, one.pending, one.missing) >= 0
        assert one.countable + one.pending <= one.raw
        assert one.met == (one.countable >= one.needed)


@given(LOGS, ENTRIES.filter(lambda row: row.minutes > 1))
def test_splitting_an_entry_changes_nothing(log, row):
    halves = [replace(row, minutes=1), replace(row, minutes=row.minutes - 1)]
    assert progress(RULES, [*log, *halves], STANDING) == progress(RULES, [*log, row], STANDING)


@given(LOGS, st.integers(0, 400))
def test_the_past_stays_as_it_was(log, days):
    """What counted on a day still counts on every later day."""
    later = replace(STANDING, on=TODAY + timedelta(days=days))
    assert progress(RULES, log, later).countable >= progress(RULES, log, STANDING).countable
