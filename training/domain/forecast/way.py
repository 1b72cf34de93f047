"""How the hours came together that a program asks for, as a picture of the way to them wants it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from training.domain.hours import add_months, month_ends, month_of, months_between
from training.domain.program.rules import Counting, MinimumMinutes, Requirement
from training.domain.requirements import Entry, Standing, held, worked_through


def together(
    rules: Iterable[Requirement], entries: Sequence[Entry], standing: Standing, counting: Counting
) -> list[tuple[date, int]]:
    """Days with the countable minutes worked until then: the beginning, each month's end, and today.

    Each rule counts no more than it asks.
    """
    rules, began = held(rules, standing), standing.started_on or standing.on
    ledger = worked_through(rules, entries, standing, counting)
    asked = [rule for rule in rules if isinstance(rule, MinimumMinutes)]
    sums = [(rule.minutes, Counter[str]()) for rule in asked]
    for rule, (_, by_month) in zip(asked, sums, strict=True):
        for row in ledger.chosen(range(len(ledger.entries)), rule.which):
            by_month[month_of(ledger.entries[row].on)] += ledger.left[row]
    ends = [(month, min(month_ends(month), standing.on)) for month in _months(began, standing.on)]
    return [(began, 0), *((end, sum(_until(month, *one) for one in sums)) for month, end in ends)]


def _months(first: date, last: date) -> list[str]:
    begins = first.replace(day=1)
    return [month_of(add_months(begins, number)) for number in range(months_between(begins, last) + 1)]


def _until(last: str, needed: int, by_month: Counter[str]) -> int:
    return min(needed, sum(minutes for month, minutes in by_month.items() if month <= last))
