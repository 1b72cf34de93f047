"""The engine and its slow twin agree, minute for minute, on whatever log."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.requirements import twins
from tests.domain.requirements.books import ASKED, BACB, BBS, EMDRIA, FAR, NEAR, answered, entries
from training.domain.program.rules import Mode
from training.domain.requirements import Entry

LOGS = {name: st.lists(entries(name, NEAR), max_size=25) for name in (BACB, BBS, EMDRIA)}


def in_one_month(log):
    """The same rows signed in time by one supervisor in March: then the later rules have something to do."""
    return [
        replace(row, on=date(2026, 3, 1 + row.on.day % 28), supervisor="S1", signed_on=date(2026, 4, 10))
        for row in log
    ]


@settings(max_examples=80)
@given(LOGS[BACB], ASKED)
def test_bacb_by_month_and_supervisor(log, on):
    months, waiting = twins.bacb(log, on)
    found = answered(BACB, log, on)
    assert {(one.period, one.scope): one.countable for one in found.periods} == months
    assert (found.countable, found.pending) == (sum(months.values()), waiting)
    assert found.answer("total").countable == sum(months.values())


@settings(max_examples=80)
@given(LOGS[BACB], st.sampled_from([date(2026, 4, 9), date(2026, 4, 10), date(2026, 6, 1)]))
def test_bacb_of_one_full_month(log, on):
    log = in_one_month(log)
    months, waiting = twins.bacb(log, on)
    found = answered(BACB, log, on)
    assert {(one.period, one.scope): one.countable for one in found.periods} == months
    assert found.pending == waiting


@settings(max_examples=60)
@given(st.lists(st.dates(date(2016, 1, 1), date(2026, 3, 1)), max_size=12), st.integers(4, 6))
def test_bacb_of_many_years(days, hours):
    """Whole good months far apart: only the best five years count."""
    log = [row for month in {day.replace(day=1) for day in days} for row in good_month(month, hours)]
    months, _ = twins.bacb(log, date(2026, 6, 1))
    found = answered(BACB, log, date(2026, 6, 1))
    assert {(one.period, one.scope): one.countable for one in found.periods} == months


def good_month(first, hours):
    """So many hours a day on twenty days, four of them supervised and observed; fewer in even months."""
    length = 20 if first.month % 2 else 18
    for number in range(length):
        is_contact = number % 5 == 0
        yield Entry(
            on=first + timedelta(days=number),
            minutes=60 * hours,
            activity="supervised" if is_contact else "independent",
            mode=Mode.INDIVIDUAL if is_contact else None,
            supervisor="S1",
            signed_on=first + timedelta(days=27),
            observed_minutes=30 if is_contact else 0,
        )


@settings(max_examples=80)
@given(LOGS[BBS], ASKED)
def test_bbs_by_day(log, on):
    days, waiting = twins.bbs(log, on)
    agree_on_bbs(log, on, days, waiting)


@settings(max_examples=60)
@given(st.lists(entries(BBS, NEAR), min_size=10, max_size=25), st.lists(NEAR, max_size=8))
def test_bbs_with_supervision_in_most_weeks(log, supervised):
    """All signed, and an hour of supervision here and there, so that limits of hours are reached."""
    hour = Entry(on=date.min, minutes=60, activity="supervision", mode=Mode.INDIVIDUAL, setting="clinic")
    log = [
        replace(row, setting="clinic", signed_on=date(2026, 4, 10))
        for row in [*log, *(replace(hour, on=day) for day in supervised)]
    ]
    on = date(2026, 5, 1)
    agree_on_bbs(log, on, *twins.bbs(log, on))


@settings(max_examples=100)
@given(st.lists(entries(BBS, FAR), max_size=15), st.dates(date(2024, 1, 1), date(2026, 6, 1)))
def test_bbs_of_many_years(log, on):
    agree_on_bbs(log, on, *twins.bbs(log, on))


def agree_on_bbs(log, on, days, waiting):
    found = answered(BBS, log, on)
    by_week = Counter()
    for day, (minutes, _) in days.items():
        by_week[twins.sunday_before(day).isoformat()] += minutes
    engine = Counter()
    for one in found.periods:
        engine[one.period] += one.countable
    assert +engine == +by_week
    assert found.pending == waiting
    assert found.answer("total").countable == sum(minutes for minutes, _ in days.values())
    assert found.answer("direct").countable == sum(direct for _, direct in days.values())
    assert found.answer("weeks").countable == sum(minutes > 0 for minutes in by_week.values())


@settings(max_examples=80)
@given(LOGS[EMDRIA], ASKED)
def test_emdria(log, on):
    figures, waiting = twins.emdria(log, on)
    found = answered(EMDRIA, log, on)
    asked = ("total", "sessions", "clients")
    assert tuple(found.answer(one).countable for one in asked) == figures
    assert found.pending == waiting
