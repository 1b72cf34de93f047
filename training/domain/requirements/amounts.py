"""Too little or too much in a stretch of time: minima, caps, and so many days on end."""

from collections import defaultdict, deque
from datetime import date

from training.domain.hours import as_hours
from training.domain.program.rules import Cap, PeriodMinimum, Rolling
from training.domain.requirements.ledger import LOST, Cut, Ledger
from training.domain.requirements.periods import day_in_words


def period_minimum(rule: PeriodMinimum, ledger: Ledger, cut: Cut) -> None:
    which, needed = rule.which, as_hours(rule.minutes)
    for part in ledger.parts(rule):
        have = ledger.minutes(ledger.chosen(part.rows, which))
        if have < rule.minutes:
            why = f"Nothing of {part.name} counts: {as_hours(have)} is less than the {needed} it needs."
            ledger.zero(part.rows, cut, why)


def cap(rule: Cap, ledger: Ledger, cut: Cut) -> None:
    which = rule.which
    for part in ledger.parts(rule):
        have = ledger.minutes(ledger.chosen(part.rows, which))
        if have > rule.minutes:
            limit = f"{as_hours(have)} is more than {as_hours(rule.minutes)}"
            why = f"{LOST} of {part.name} not counted: {limit} ({rule.label})."
            ledger.trim(ledger.chosen(part.rows, rule.trim or which), have - rule.minutes, cut, why)


def rolling(rule: Rolling, ledger: Ledger, cut: Cut) -> None:
    """Day by day: each may bring what the days before it have left of the limit."""
    by_day = defaultdict[date, list[int]](list)
    for row in ledger.chosen(ledger.rows(rule), rule.which):
        by_day[ledger.entries[row].on].append(row)
    window, together = deque[tuple[date, int]](), 0
    for day in sorted(by_day):
        while window and (day - window[0][0]).days >= rule.days:
            together -= window.popleft()[1]
        have = ledger.minutes(by_day[day])
        allowed = max(0, min(have, rule.minutes - together))
        if allowed < have:
            limit = f"{as_hours(rule.minutes)} in {rule.days} days"
            why = f"{LOST} of {day_in_words(day)} not counted: more than {limit} on end."
            ledger.trim(by_day[day], have - allowed, cut, why)
        window.append((day, allowed))
        together += allowed
