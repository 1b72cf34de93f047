from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import program
from training.domain.program import Module, ModuleKind
from training.domain.schedule import DAILY_MINUTES, TooFewDays, planned_sessions

FIRST = date(2026, 9, 1)


@st.composite
def modules(draw):
    count = draw(st.integers(1, 8))
    return [
        Module(
            id=f"m{number}",
            title=f"Module {number}",
            kind=draw(st.sampled_from(ModuleKind)),
            sessions=(sessions := draw(st.integers(1, 6))),
            minutes=draw(st.integers(sessions, sessions * 240)),
            summary="",
        )
        for number in range(count)
    ]


@given(modules(), st.integers(20, 90))
def test_planned_sessions_keep_every_minute_day_and_order(wanted, days):
    last = FIRST + timedelta(days=days - 1)

    planned = planned_sessions(wanted, FIRST, last)

    sums = Counter()
    for one in planned:
        sums[one.module] += one.minutes
    assert dict(sums) == {module.id: module.minutes for module in wanted}
    assert [one.module for one in planned] == [module.id for module in wanted for _ in range(module.sessions)]
    assert [one.on for one in planned] == sorted(one.on for one in planned)
    assert all(FIRST <= one.on <= last for one in planned)
    assert max(_by_day(planned).values()) <= DAILY_MINUTES


@given(modules(), st.integers(20, 60))
def test_planned_sessions_of_one_module_differ_by_at_most_a_minute(wanted, days):
    planned = planned_sessions(wanted, FIRST, FIRST + timedelta(days=days))

    for module in wanted:
        lengths = [one.minutes for one in planned if one.module == module.id]
        assert max(lengths) - min(lengths) <= 1


def test_planned_sessions_of_the_program_fit_into_two_weeks():
    planned = planned_sessions(program().course.modules, FIRST, date(2026, 9, 14))

    assert sum(one.minutes for one in planned) == 6240
    assert len(planned) == 51
    assert planned[0].title == "Arriving: the group, safety, stepping out, 1 of 2"
    assert max(_by_day(planned).values()) <= DAILY_MINUTES


def test_planned_sessions_in_too_few_days_are_refused_with_the_number_needed():
    with pytest.raises(TooFewDays) as refusal:
        planned_sessions(program().course.modules, FIRST, FIRST + timedelta(days=2))

    assert str(refusal.value) == "3 days are too few: with at most 9 h a day the course takes 13."


def test_planned_sessions_of_no_modules_are_none():
    assert planned_sessions([], FIRST, FIRST) == []


def _by_day(planned):
    days = Counter()
    for one in planned:
        days[one.on] += one.minutes
    return days
