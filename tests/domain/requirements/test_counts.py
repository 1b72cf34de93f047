from datetime import date, timedelta

from tests.domain.requirements.asked import asked, entry, figures, made, one, whys
from training.domain.program.rules import (
    Contacts,
    Counting,
    DistinctWeeks,
    EvaluationCadence,
    LookBack,
    MaximumGap,
    MinimumEntries,
    MinimumMonths,
    Policy,
    Ratio,
    Span,
    Step,
    UnitOf,
    Weekday,
    Which,
)

SUNDAYS = Counting(period=Span.WEEK, first_day=Weekday.SUNDAY)


def test_entries_that_count_wait_or_are_lost():
    log = [entry(), entry(signed_on=None), entry(date(2019, 1, 1)), entry(activity="study")]
    found = asked(
        [made(LookBack, id="old", months=72), made(MinimumEntries, entries=3, activities=("session",))], *log
    )
    assert figures(found.answers[1]) == (3, 3, 1, 1)


def test_weeks_need_so_many_minutes_each():
    """44 weeks of full time: a week with too little in it is none."""
    rule = made(DistinctWeeks, weeks=44, minutes=120)
    full = [entry(date(2026, 3, 2)), entry(date(2026, 3, 8))]  # Monday and Sunday of one week
    waiting = [entry(date(2026, 3, 9)), entry(date(2026, 3, 10), signed_on=None)]
    short = [entry(date(2026, 3, 16), 119)]
    assert figures(one(rule, *full, *waiting, *short)) == (44, 2, 1, 1)
    assert figures(one(rule, *full, counting=SUNDAYS)) == (44, 0, 0, 0)


def test_weeks_of_one_activity():
    rule = made(DistinctWeeks, weeks=1, activities=("study",))
    assert figures(one(rule, entry(), entry(date(2026, 3, 17), 1, "study"))) == (1, 1, 1, 0)


# ------------------------------------------------------------------ contacts and units


def test_contacts_that_must_all_be_there():
    rule = made(Contacts, entries=2, policy=Policy.ZERO)
    found = asked([rule], entry())
    assert (found.countable, whys(found)) == (0, ["1 of 2 contacts in March 2026: nothing of it counts."])
    assert asked([rule], entry(), entry()).countable == 120


def test_prorating_keeps_each_entry_its_part_of_the_running_sum():
    # 3 x 5 minutes, 2 of 3 contacts: 10 of 15 minutes in all.
    rule = made(Contacts, entries=3, tags=("met",))
    met = frozenset({"met"})
    log = [entry(minutes=5, tags=met), entry(minutes=5, tags=met), entry(minutes=5)]
    found = asked([rule], *log)
    assert (found.countable, whys(found)) == (10, ["2 of 3 contacts in March 2026: 66 % of the hours count."])


def test_no_contact_counts_nothing():
    found = asked([made(Contacts, entries=3, tags=("met",))], entry())
    assert (found.countable, whys(found)) == (0, ["0 of 3 contacts in March 2026: nothing of it counts."])


RATIO = made(
    Ratio,
    measured=Which(activities=("session",)),
    units=(UnitOf(activities=("talk",), minutes=45), UnitOf(activities=("group",), minutes=120, shortest=60)),
    steps=(Step(units=1, above_minutes=300), Step(units=2, above_minutes=600)),
)


def test_ratio_begins_where_its_first_step_does():
    """Up to 300 minutes nothing is needed; then one unit, above 600 two. A unit is 45 minutes of talk."""
    sessions = [entry(date(2026, 3, day), 200) for day in (1, 2, 3, 4)]
    talk = entry(minutes=45, activity="talk")
    assert asked([RATIO], *sessions).countable == 300
    assert asked([RATIO], *sessions, talk).countable == 600 + 45
    assert asked([RATIO], *sessions, talk, talk).countable == 800 + 90


def test_parts_of_units_add_up_exactly():
    """30 of 45 minutes and 40 of 120 are two thirds and one third."""
    sessions = [entry(minutes=400)]
    talk, group = entry(minutes=30, activity="talk"), entry(minutes=60, activity="group")
    assert asked([RATIO], *sessions, talk, entry(minutes=39, activity="group")).countable == 300 + 69
    assert asked([RATIO], *sessions, talk, group).countable == 400 + 90
    found = asked([RATIO], *sessions, talk)
    assert whys(found) == [
        "1 h 40 of March 2026 not counted: 0.667 of 1 unit of supervision, so 5 h count (Rule)."
    ]


# ------------------------------------------------------------------ clocks

GAP = made(MaximumGap, label="Supervision", activities=("talk",), days=14)


def talk(day, **facts):
    return entry(date(2026, 5, day), activity="talk", **facts)


def test_gap_from_start_to_entry_to_today():
    found = one(GAP, talk(4), talk(18), started_on=date(2026, 5, 1))
    assert (figures(found), found.met) == ((3, 3, 3, 0), True)  # 3, 14 and 14 days


def test_gap_that_is_too_long_is_named():
    found = one(GAP, talk(4), talk(16), started_on=date(2026, 5, 1))
    assert (figures(found), found.met) == ((3, 2, 2, 0), False)
    assert found.reasons == ("16 days from 16 May 2026 to 1 June 2026; 14 are allowed (Supervision).",)


def test_gap_without_days_of_leave():
    leave = ((date(2026, 5, 20), date(2026, 5, 21)),)
    assert one(GAP, talk(4), talk(16), started_on=date(2026, 5, 1), leave=leave).met


def test_leave_that_goes_on_keeps_the_gap_open():
    leave = ((date(2026, 5, 20), None),)
    assert one(GAP, talk(4), talk(16), started_on=date(2026, 5, 1), leave=leave).met


def test_gap_is_not_closed_by_what_nobody_signed():
    assert not one(GAP, talk(4), talk(18, signed_on=None), started_on=date(2026, 5, 1)).met


def test_clock_runs_from_the_first_signed_entry_where_only_the_log_is_known():
    rule = made(MinimumMonths, months=3)
    log = [entry(date(2025, 1, 1), signed_on=None), entry(date(2026, 3, 1))]
    assert figures(one(rule, *log)) == (3, 3, 3, 0)
    assert figures(one(rule)) == (3, 0, 0, 0)


EVERY_SIX = made(EvaluationCadence, months=6)


def test_evaluation_in_every_stretch():
    began = date(2025, 1, 1)
    # Due on 1 July 2025 and 1 January 2026; the second was written a day late, which is of the third stretch.
    found = one(EVERY_SIX, started_on=began, evaluated_on=(date(2025, 7, 1), date(2026, 1, 2)))
    assert figures(found) == (2, 1, 1, 0)
    assert found.reasons == ("No evaluation between 1 July 2025 and 1 January 2026.",)
    assert one(EVERY_SIX, started_on=began, evaluated_on=(date(2025, 7, 1), date(2025, 7, 2))).met


def test_evaluation_is_due_later_by_the_days_of_leave():
    began = date(2025, 12, 2)
    leave = ((date(2026, 1, 1), date(2026, 1, 31)),)
    assert figures(one(EVERY_SIX, started_on=began, on=began + timedelta(days=182)))[0] == 1
    assert figures(one(EVERY_SIX, started_on=began, leave=leave, on=began + timedelta(days=182)))[0] == 0
