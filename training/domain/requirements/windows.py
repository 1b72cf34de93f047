"""How old hours may be, and over how long a time they may be spread."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from training.domain.hours import add_months
from training.domain.program.rules import BestWindow, LookBack
from training.domain.requirements.ledger import Cut, Ledger, because
from training.domain.requirements.periods import month_in_words
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext, say_date


def look_back(rule: LookBack, ledger: Ledger, cut: Cut) -> None:
    oldest = add_months(ledger.standing.on, -rule.months)
    rows = [row for row in ledger.rows(rule) if ledger.entries[row].on < oldest]
    why = because(_too_old, oldest, rule.label)
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
    ledger.zero(outside, cut, because(_outside, _month(first), _month(last), rule.months))


def _too_old(oldest: date, rule: str, lost: str) -> str:
    return _(
        "%(lost)s not counted: worked before %(day)s, too long ago (%(rule)s).",
        lost=lost,
        day=say_date(oldest),
        rule=rule,
    )


def _outside(first: date, last: date, months: int, lost: str) -> str:
    return ngettext(
        "%(lost)s not counted: outside %(first)s to %(last)s, the %(number)s month in which most counts.",
        "%(lost)s not counted: outside %(first)s to %(last)s, the %(number)s months in which most counts.",
        months,
        lost=lost,
        first=month_in_words(first),
        last=month_in_words(last),
    )


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


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
