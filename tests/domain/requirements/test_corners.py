"""The days and figures on which a rule turns: the last day itself, and one more or one less."""

from datetime import date

import pytest

from tests.domain.requirements.asked import asked, entry, figures, made, one, whys
from training.domain.program.rules import (
    ClosedCases,
    Consensus,
    Contacts,
    DistinctCases,
    DistinctWeeks,
    EvaluationCadence,
    EvaluationRounds,
    FollowUp,
    MaximumGap,
    MinimumEntries,
    MinimumMonths,
    Observation,
    Policy,
    Ratio,
    SignBy,
    Step,
    UnitOf,
    Which,
)
from training.domain.requirements import Unit

NEXT_MONTH = made(SignBy, months=1)
FOLLOW = made(FollowUp, label="Consult", activities=("session",), by=("consultation",), within_days=7)


# ------------------------------------------------------------------ signatures


@pytest.mark.parametrize(
    ("signed_on", "counts"), [(date(2026, 4, 30), 60), (date(2026, 5, 1), 0), (date(2026, 3, 10), 60)]
)
def test_signed_on_the_last_day_is_signed_in_time(signed_on, counts):
    assert asked([NEXT_MONTH], entry(signed_on=signed_on)).countable == counts


@pytest.mark.parametrize(("today", "pending"), [(date(2026, 4, 30), 60), (date(2026, 5, 1), 0)])
def test_what_nobody_signed_waits_to_the_end_of_the_last_day(today, pending):
    found = asked([NEXT_MONTH], entry(signed_on=None), on=today)
    assert (found.pending, found.countable) == (pending, 0)


def test_a_signature_of_tomorrow_is_none_today():
    signed = entry(signed_on=date(2026, 3, 12))
    assert asked([NEXT_MONTH], signed, on=date(2026, 3, 11)).pending == 60
    assert asked([NEXT_MONTH], signed, on=date(2026, 3, 12)).countable == 60


def test_the_last_day_of_a_leap_february_is_its_29th():
    january = date(2028, 1, 31)
    for signed_on, counts in ((date(2028, 2, 29), 60), (date(2028, 3, 1), 0)):
        log = entry(january, signed_on=signed_on)
        assert asked([NEXT_MONTH], log, on=date(2028, 4, 1)).countable == counts


def test_two_months_may_be_given_for_the_signature():
    """Work of March may be signed until the end of May, and waits until then."""
    rule = made(SignBy, months=2)
    signed_on = [date(2026, 5, 31), date(2026, 6, 1)]
    assert [asked([rule], entry(signed_on=day)).countable for day in signed_on] == [60, 0]
    waits = [asked([rule], entry(signed_on=None), on=day).pending for day in signed_on]
    assert waits == [60, 0]


def test_the_clock_of_a_log_alone_begins_with_what_is_signed_today():
    log = entry(date(2026, 3, 1), signed_on=date(2026, 6, 1))
    assert one(made(MinimumMonths, months=3), log).countable == 3


# ------------------------------------------------------------------ leave and clocks


def test_leave_without_an_end_holds_a_follow_up_until_today():
    """Ten days have passed, eight of them away: the consultation may still come."""
    leave = ((date(2026, 3, 13), None),)
    assert asked([FOLLOW], entry(case="A"), on=date(2026, 3, 20), leave=leave).countable == 60
    assert asked([FOLLOW], entry(case="A"), on=date(2026, 3, 20)).countable == 0


def test_leave_that_begins_on_the_last_day_moves_it():
    leave = ((date(2026, 3, 17), date(2026, 3, 18)),)
    late = entry(date(2026, 3, 19), 30, "consultation", case="A")
    assert asked([FOLLOW], entry(case="A"), late, leave=leave).countable == 90
    later = entry(date(2026, 3, 20), 30, "consultation", case="A")
    assert asked([FOLLOW], entry(case="A"), later, leave=leave).countable == 30


TWELVE = made(MinimumMonths, months=12)


@pytest.mark.parametrize(
    ("today", "months"), [(date(2026, 12, 31), 11), (date(2027, 1, 1), 12), (date(2027, 1, 2), 12)]
)
def test_twelve_months_are_over_on_the_day_they_began(today, months):
    assert one(TWELVE, started_on=date(2026, 1, 1), on=today).countable == months


def test_leave_on_the_first_day_counts_from_the_first_day():
    leave = ((date(2026, 1, 1), date(2026, 1, 31)),)
    found = one(TWELVE, started_on=date(2026, 1, 1), on=date(2027, 1, 1), leave=leave)
    assert (figures(found), found.reasons) == ((12, 12, 11, 0), ("31 days of leave not counted.",))
    assert one(TWELVE, started_on=date(2026, 1, 1), on=date(2027, 2, 1), leave=leave).countable == 12


def test_leave_that_goes_on_has_taken_the_days_before_today():
    leave = ((date(2026, 12, 31), None),)
    found = one(TWELVE, started_on=date(2026, 1, 1), on=date(2027, 1, 1), leave=leave)
    assert (found.countable, found.reasons) == (11, ("1 day of leave not counted.",))


def test_leave_that_begins_today_has_taken_nothing_yet():
    leave = ((date(2027, 1, 1), None),)
    found = one(TWELVE, started_on=date(2026, 1, 1), on=date(2027, 1, 1), leave=leave)
    assert (found.countable, found.reasons) == (12, ())


GAP = made(MaximumGap, label="Supervision", activities=("talk",), days=14)


@pytest.mark.parametrize(
    ("leave", "short"),
    [
        ((date(2026, 5, 1), date(2026, 5, 2)), 1),  # the day the interval begins is none of its days
        ((date(2026, 5, 2), date(2026, 5, 3)), 2),
        ((date(2026, 5, 16), date(2026, 5, 17)), 2),  # its last day is
        ((date(2026, 5, 18), date(2026, 5, 19)), 1),
    ],
)
def test_a_gap_is_the_days_after_the_first_to_the_last(leave, short):
    """From the 1st to the 17th are sixteen days, two too many; from then to the 31st are fourteen."""
    log = entry(date(2026, 5, 17), activity="talk")
    found = one(GAP, log, started_on=date(2026, 5, 1), on=date(2026, 5, 31), leave=(leave,))
    assert found.countable == short


# ------------------------------------------------------------------ period by period


def test_contacts_are_asked_of_every_period_also_after_a_good_one():
    """February has both contacts, March one, April both: only March is lost."""
    log = [entry(date(2026, month, day)) for month, day in ((2, 3), (2, 17), (3, 3), (4, 3), (4, 17))]
    found = asked([made(Contacts, entries=2, policy=Policy.ZERO)], *log)
    assert [(one.period, one.countable) for one in found.periods] == [
        ("2026-02", 120),
        ("2026-03", 0),
        ("2026-04", 120),
    ]


def test_one_minute_of_observation_is_an_observation():
    rule = made(Observation, entries=1)
    assert asked([rule], entry(observed_minutes=1)).countable == 60
    found = asked([rule], entry(observed_minutes=0))
    assert whys(found) == ["Nothing of March 2026 counts: 0 of 1 observation with a client."]


def test_units_that_do_not_divide_each_other_add_up_exactly():
    """A unit is 50 minutes of talk or 120 of group; 20 and 72 of them are two fifths and three fifths."""
    rule = made(
        Ratio,
        measured=Which(activities=("session",)),
        units=(UnitOf(activities=("talk",), minutes=50), UnitOf(activities=("group",), minutes=120)),
        steps=(Step(units=1, above_minutes=300),),
    )
    session, talk = entry(minutes=400), entry(minutes=20, activity="talk")
    assert asked([rule], session, talk, entry(minutes=72, activity="group")).countable == 492
    assert asked([rule], session, talk, entry(minutes=71, activity="group")).countable == 391


@pytest.mark.parametrize(("minutes", "counts"), [(300, 300), (301, 300), (302, 300)])
def test_one_minute_over_a_step_is_trimmed(minutes, counts):
    rule = made(
        Ratio,
        measured=Which(activities=("session",)),
        units=(UnitOf(activities=("talk",), minutes=60),),
        steps=(Step(units=1, above_minutes=300),),
    )
    assert asked([rule], entry(minutes=minutes)).countable == counts


# ------------------------------------------------------------------ what an answer counts


@pytest.mark.parametrize(
    ("rule", "unit"),
    [
        (made(ClosedCases, cases=1), Unit.CASES),
        (made(DistinctCases, cases=1), Unit.CASES),
        (made(EvaluationRounds, rounds=1), Unit.ROUNDS),
        (made(EvaluationCadence, months=1), Unit.ROUNDS),
        (made(Consensus), Unit.PARTIES),
        (GAP, Unit.INTERVALS),
        (TWELVE, Unit.MONTHS),
        (made(DistinctWeeks, weeks=1, minutes=1), Unit.WEEKS),
        (made(MinimumEntries, entries=1), Unit.SESSIONS),
    ],
    ids=lambda one: getattr(one, "kind", one),
)
def test_an_answer_says_what_it_counts(rule, unit):
    assert one(rule, entry()).unit is unit
