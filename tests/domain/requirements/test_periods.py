"""Periods, scopes and versions: the same rule, looked at by week, month or whole, together or apart."""

from datetime import date

import pytest

from tests.domain.requirements.asked import asked, entry, made, one, whys
from training.domain.program.rules import (
    BestWindow,
    Cap,
    Counting,
    InForce,
    LookBack,
    MinimumMinutes,
    NoMoreThan,
    Observation,
    PeriodMinimum,
    Rolling,
    Scope,
    Selector,
    Span,
    Weekday,
    Which,
)

HOUR = made(Cap, minutes=60)
DAYS = (date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30), date(2026, 4, 1))  # Sat, Sun, Mon, Wed


@pytest.mark.parametrize(
    ("counting", "periods"),
    [
        (Counting(period=Span.MONTH), ["2026-03", "2026-04"]),
        (Counting(period=Span.WHOLE), ["whole"]),
        (Counting(period=Span.WEEK), ["2026-03-23", "2026-03-30"]),
        (Counting(period=Span.WEEK, first_day=Weekday.SUNDAY), ["2026-03-22", "2026-03-29"]),
        (Counting(period=Span.WEEK, first_day=Weekday.WEDNESDAY), ["2026-03-25", "2026-04-01"]),
    ],
)
def test_each_period_may_have_its_hour(counting, periods):
    found = asked([HOUR], *map(entry, DAYS), counting=counting)
    assert [(part.period, part.countable) for part in found.periods] == [(name, 60) for name in periods]


def test_scope_keeps_apart_what_is_not_given_too():
    log = [entry(setting=setting) for setting in ("clinic", "clinic", "school", None)]
    found = asked([HOUR], *log, counting=Counting(scope=Scope.SETTING))
    assert [(part.scope, part.raw, part.countable) for part in found.periods] == [
        (None, 60, 60),
        ("clinic", 120, 60),
        ("school", 60, 60),
    ]
    assert whys(found) == ["1 h of March 2026 in clinic not counted: 2 h is more than 1 h (Rule)."]


def test_scope_that_is_not_given_has_a_name():
    log = [entry(supervisor=who) for who in ("Feld", None, None)]
    found = asked([HOUR], *log, counting=Counting(scope=Scope.SUPERVISOR))
    assert whys(found) == ["1 h of March 2026 without a supervisor not counted: 2 h is more than 1 h (Rule)."]


def test_rule_may_have_a_period_and_a_scope_of_its_own():
    rule = made(Cap, minutes=60, period=Span.WHOLE, scope=Scope.ALL)
    log = [entry(supervisor="S1"), entry(date(2026, 4, 1), supervisor="S2")]
    found = asked([rule], *log, counting=Counting(scope=Scope.SUPERVISOR))
    assert [(part.scope, part.countable) for part in found.periods] == [("S1", 60), ("S2", 0)]
    assert whys(found) == ["1 h of the whole time not counted: 2 h is more than 1 h (Rule)."]


def test_cap_within_a_category():
    """Client contact of 500 minutes may hold 60 simulated ones."""
    rule = made(Cap, minutes=60, tags=("simulated",), period=Span.WHOLE)
    log = [entry(minutes=90, tags=frozenset({"simulated", "video"})), entry(minutes=400)]
    assert asked([rule], *log).countable == 460


def test_trimming_takes_the_later_day_and_on_one_day_what_no_minimum_asks_for():
    asks = made(MinimumMinutes, id="asks", minutes=600, activities=("study",))
    log = [entry(date(2026, 3, 9), 50), entry(minutes=50), entry(minutes=50, activity="study")]
    found = asked([made(Cap, minutes=70), asks], *log)
    assert (found.countable, found.answer("asks").countable) == (70, 20)
    assert asked([made(Cap, minutes=100), asks], *log).answer("asks").countable == 50


def test_minimum_is_of_what_it_names_and_loses_the_period():
    rule = made(PeriodMinimum, minutes=60, activities=("supervision",))
    found = asked([rule], entry(), entry(minutes=59, activity="supervision"))
    assert (found.countable, [*{*whys(found)}]) == (
        0,
        ["Nothing of March 2026 counts: 59 min is less than the 1 h it needs."],
    )
    assert asked([rule], entry(), entry(activity="supervision")).countable == 120


@pytest.mark.parametrize(("seen", "counts"), [((30, 29), 0), ((30, 30), 120), ((60, 0), 0)])
def test_observations_in_number_and_in_minutes(seen, counts):
    rule = made(Observation, entries=2, minutes=60)
    assert asked([rule], *(entry(observed_minutes=minutes) for minutes in seen)).countable == counts


def test_observation_that_is_missing_is_counted_out():
    found = asked([made(Observation, entries=2, minutes=60)], entry(observed_minutes=30))
    assert whys(found) == [
        "Nothing of March 2026 counts: 1 of 2 observations with a client, 30 of 60 minutes."
    ]


def test_share_of_one_kind_in_another_rounds_down():
    rule = made(NoMoreThan, part=Which(tags=("video",)), than=Which(activities=("session",)), percent=33.0)
    # 33 % of 100 minutes are 33; of 99 they are 32.67.
    video = entry(minutes=60, activity="study", tags=frozenset({"video"}))
    assert asked([rule], entry(minutes=100), video).countable == 133
    assert asked([rule], entry(minutes=99), video).countable == 131


@pytest.mark.parametrize(("apart", "counts"), [(6, 60), (7, 120)])
def test_rolling_days_end_with_the_day_itself(apart, counts):
    rule = made(Rolling, days=7, minutes=60)
    found = asked([rule], entry(date(2026, 3, 1)), entry(date(2026, 3, 1 + apart)))
    assert found.countable == counts


def test_rolling_takes_from_the_later_day_and_says_so():
    found = asked([made(Rolling, days=7, minutes=90)], entry(date(2026, 3, 1)), entry(date(2026, 3, 3)))
    assert whys(found) == ["30 min of 3 March 2026 not counted: more than 1 h 30 in 7 days on end."]


def test_look_back_spares_some_of_what_it_exempts():
    """Six years, but for 500 minutes of practicum."""
    rule = made(LookBack, months=72, exempt=Which(tags=("practicum",)), exempt_minutes=500)
    old, practicum = date(2020, 5, 1), frozenset({"practicum"})
    log = [entry(old, 300), entry(old, 400, tags=practicum), entry(date(2020, 4, 1), 200, tags=practicum)]
    found = asked([rule], *log, entry())
    assert found.countable == 500 + 60
    # All of the 300 minutes that are not practicum, and 100 of the 600 that are.
    assert [(part.period, part.countable) for part in found.periods] == [
        ("2020-04", 200),
        ("2020-05", 300),
        ("2026-03", 60),
    ]
    assert whys(found) == ["6 h 40 not counted: worked before 1 June 2020, too long ago (Rule)."]


def test_best_window_prefers_most_and_then_the_latest():
    rule = made(BestWindow, months=2)
    log = [entry(date(2026, month, 1), minutes) for month, minutes in ((1, 60), (2, 60), (3, 60), (4, 60))]
    assert [part.countable for part in asked([rule], *log).periods] == [0, 0, 60, 60]
    log[0] = entry(date(2026, 1, 1), 61)
    assert [part.countable for part in asked([rule], *log).periods] == [61, 60, 0, 0]


def test_best_window_adds_up_all_days_of_a_month():
    rule = made(BestWindow, months=2)
    days = [(date(2026, 1, 1), 40), (date(2026, 1, 2), 40), (date(2026, 2, 1), 60)]
    days += [(date(2026, 3, 1), 70), (date(2026, 4, 1), 69)]
    assert [part.countable for part in asked([rule], *(entry(*day) for day in days)).periods] == [
        80,
        60,
        0,
        0,
    ]


def test_best_window_leaves_out_the_month_that_is_one_too_many():
    rule = made(BestWindow, months=2)
    log = [entry(date(2026, month, 1), 60) for month in (1, 2, 3)]
    assert [part.countable for part in asked([rule], *log).periods] == [0, 60, 60]


# ------------------------------------------------------------------ versions


def cap_in_force(by, since=None, until=None):
    return made(Cap, minutes=30, in_force=InForce(by=by, since=since, until=until))


@pytest.mark.parametrize(
    ("known", "counts"),
    [
        ({"applied_on": date(2026, 12, 31)}, 60),
        ({"applied_on": date(2027, 1, 1)}, 30),
        ({"on": date(2027, 1, 1)}, 30),
        ({}, 60),
    ],
)
def test_version_by_application_or_else_by_today(known, counts):
    rule = cap_in_force(Selector.APPLICATION, since=date(2027, 1, 1))
    assert asked([rule], entry(), **known).countable == counts


@pytest.mark.parametrize(
    ("known", "counts"),
    [
        ({"contracted_on": date(2025, 1, 1), "started_on": date(2026, 1, 1)}, 30),
        ({"started_on": date(2025, 12, 31)}, 30),
        ({"started_on": date(2026, 1, 1)}, 60),
    ],
)
def test_version_by_contract_or_else_by_the_start(known, counts):
    rule = cap_in_force(Selector.CONTRACT, until=date(2025, 12, 31))
    assert asked([rule], entry(), **known).countable == counts


def test_version_by_the_day_of_work():
    rule = cap_in_force(Selector.WORK, since=date(2026, 3, 10), until=date(2026, 3, 11))
    log = [entry(date(2026, 3, day)) for day in (9, 10, 11, 12)]
    assert asked([rule], *log).countable == 60 + 30 + 60


def test_rule_that_asks_may_go_by_the_day_of_work_too():
    rule = made(MinimumMinutes, minutes=600, in_force=InForce(by=Selector.WORK, since=date(2026, 3, 10)))
    found = one(rule, entry(date(2026, 3, 9)), entry())
    assert (found.raw, found.countable) == (60, 60)


def test_rule_that_is_not_in_force_is_not_answered():
    rule = made(
        MinimumMinutes, minutes=600, in_force=InForce(by=Selector.APPLICATION, until=date(2020, 1, 1))
    )
    assert asked([rule], entry()).answers == ()
