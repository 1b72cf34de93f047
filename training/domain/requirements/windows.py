"""How old hours may be, and over how long a time they may be spread."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from training.domain.hours import add_months
from training.domain.program.rules import BestWindow, LookBack
from training.domain.requirements.ledger import LOST, Cut, Ledger
from training.domain.requirements.periods import day_in_words, month_in_words


def look_back(rule: LookBack, ledger: Ledger, cut: Cut) -> None:
    oldest = add_months(ledger.standing.on, -rule.months)
    rows = [row for row in ledger.rows(rule) if ledger.entries[row].on < oldest]
    why = f"{LOST} not counted: worked before {day_in_words(oldest)}, too long ago ({rule.label})."
    exempt = list(ledger.chosen(rows, rule.exempt)) if rule.exempt else []
    ledger.zero(sorted({*rows} - {*exempt}), cut, why)
    ledger.trim(exempt, ledger.minutes(exempt) - rule.exempt_minutes, cut, why)


def best_window(rule: BestWindow, ledger: Ledger, cut: Cut) -> None:
    """So many calendar months on end in which most counts; of equal ones the latest."""
    rows = ledger.rows(rule)
    months = [ledger.entries[row].on.year * 12 + ledger.entries[row].on.month - 1 for row in rows]
    if not rows or max(months) - min(months) < rule.months:
        return
    first = _best(months, [ledger.left[row] for row in rows], rule.months)
    last = first + rule.months - 1
    outside = [row for row, month in zip(rows, months, strict=True) if not first <= month <= last]
    begins, ends = (_month(month) for month in (first, last))
    why = f"{LOST} not counted: outside {begins} to {ends}, the {rule.months} months in which most counts."
    ledger.zero(outside, cut, why)


def _best(months: Sequence[int], minutes: Sequence[int], length: int) -> int:
    """The first of the `length` months with most minutes in them."""
    by_month = Counter[int]()
    for month, amount in zip(months, minutes, strict=True):
        by_month[month] += amount
    earliest, latest = min(months), max(months) - length + 1
    together = sum(by_month[month] for month in range(earliest, earliest + length))
    best = (together, earliest)
    for first in range(earliest + 1, latest + 1):
        together += by_month[first + length - 1] - by_month[first - 1]
        best = max(best, (together, first))
    return best[1]


def _month(number: int) -> str:
    return month_in_words(date(number // 12, number % 12 + 1, 1))
