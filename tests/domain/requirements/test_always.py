"""What holds for every rule book that is shipped and for every log."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.requirements.books import ASKED, FILES, NEAR, answered, book, entries
from training.domain.program.rules import Contacts, MinimumEntries, Policy, UnitOf
from training.domain.requirements import Unit

every_book = pytest.mark.parametrize("name", sorted(FILES))
few = settings(max_examples=25)


def draw_log(data, name):
    rows = data.draw(st.lists(entries(name, NEAR), max_size=25))
    is_tidy = data.draw(st.booleans())  # signed in time by one supervisor: then the later rules have work
    return [tidied(row) for row in rows] if is_tidy else rows


def tidied(row):
    return replace(row, supervisor="S1", setting="clinic", signed_on=row.on + timedelta(days=3))


@every_book
@few
@given(st.data())
def test_order_of_rows_does_not_matter(name, data):
    log, on = draw_log(data, name), data.draw(ASKED)
    shuffled = data.draw(st.permutations(log))
    assert answered(name, shuffled, on) == answered(name, log, on)


@every_book
@few
@given(st.data())
def test_an_unsigned_row_never_raises_what_counts(name, data):
    log, on = draw_log(data, name), data.draw(ASKED)
    more = replace(data.draw(entries(name, NEAR)), signed_on=None)
    before, after = answered(name, log, on), answered(name, [*log, more], on)
    assert after.countable <= before.countable
    for earlier, later in zip(before.answers, after.answers, strict=True):
        if earlier.unit is not Unit.INTERVALS:
            assert later.countable <= earlier.countable


@every_book
@few
@given(st.data())
def test_splitting_a_row_changes_nothing_but_counts_of_rows(name, data):
    """A meeting split in two is two meetings: left alone are rows that a rule of the book counts as such."""
    log, on = draw_log(data, name), data.draw(ASKED)
    row = data.draw(entries(name, NEAR).filter(lambda one: one.minutes > 1 and not counts_rows(name, one)))
    first = data.draw(st.integers(1, row.minutes - 1))
    halves = [replace(row, minutes=first), replace(row, minutes=row.minutes - first)]
    assert answered(name, [*log, *halves], on) == answered(name, [*log, row], on)


def counts_rows(name, row):
    rules = book(name).internship.requirements
    units = [unit for rule in rules for unit in getattr(rule, "units", ()) if isinstance(unit, UnitOf)]
    counting = [rule for rule in rules if isinstance(rule, Contacts | MinimumEntries)]
    return any(row.activity in one.activities for one in [*counting, *units])


@every_book
@few
@given(st.data())
def test_sums_hold_and_nothing_is_negative(name, data):
    log, on = draw_log(data, name), data.draw(ASKED)
    found = answered(name, log, on)
    for one in found.periods:
        assert one.raw == one.countable - sum(taken.minutes for taken in one.adjustments)
        waiting = [taken.minutes for taken in one.adjustments if taken.policy is Policy.PENDING]
        assert one.pending == -sum(waiting)
        assert min(one.raw, one.countable, one.pending) >= 0
        assert all(taken.minutes < 0 and taken.why and "{" not in taken.why for taken in one.adjustments)
    totals = [(one.raw, one.countable, one.pending) for one in found.periods]
    assert (found.raw, found.countable, found.pending) == tuple(
        sum(column) for column in zip(*totals, strict=True)
    ) or not totals
    assert found.raw == sum(row.minutes for row in log)
    assert found.raw == found.countable + found.pending + sum(lost.minutes for lost in found.uncounted)


@every_book
@few
@given(st.data())
def test_answers_agree_with_themselves(name, data):
    log, on = draw_log(data, name), data.draw(ASKED)
    for one in answered(name, log, on).answers:
        assert min(one.needed, one.raw, one.countable, one.pending, one.missing) >= 0
        assert one.countable + one.pending <= one.raw
        assert one.missing == max(0, one.needed - one.countable)
        assert one.met == (one.countable >= one.needed)


@every_book
@few
@given(st.data())
def test_the_log_is_not_touched(name, data):
    log, on = draw_log(data, name), data.draw(ASKED)
    before = list(log)
    answered(name, log, on)
    assert log == before
