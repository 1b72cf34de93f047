"""Too little or too much in a stretch of time: minima, caps, and so many days on end."""

from collections import defaultdict, deque
from datetime import date

from training.domain.hours import as_hours
from training.domain.program.rules import Cap, PeriodMinimum, Rolling
from training.domain.requirements.ledger import Cut, Ledger, because
from training.domain.requirements.periods import Stretch
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext, say_date


def period_minimum(rule: PeriodMinimum, ledger: Ledger, cut: Cut) -> None:
    which = rule.which
    for part in ledger.parts(rule):
        have = ledger.minutes(ledger.chosen(part.rows, which))
        if have < rule.minutes:
            ledger.zero(part.rows, cut, because(_too_little, part.stretch, have, rule.minutes))


def _too_little(stretch: Stretch, have: int, needed: int, _lost: str) -> str:
    return _(
        "Nothing of %(period)s counts: %(have)s is less than the %(needed)s it needs.",
        period=stretch,
        have=as_hours(have),
        needed=as_hours(needed),
    )


def cap(rule: Cap, ledger: Ledger, cut: Cut) -> None:
    which = rule.which
    for part in ledger.parts(rule):
        have = ledger.minutes(ledger.chosen(part.rows, which))
        if have > rule.minutes:
            why = because(_too_much, part.stretch, have, rule.minutes, rule.label)
            ledger.trim(ledger.chosen(part.rows, rule.trim or which), have - rule.minutes, cut, why)


def _too_much(stretch: Stretch, have: int, most: int, rule: str, lost: str) -> str:
    return _(
        "%(lost)s of %(period)s not counted: %(have)s is more than %(most)s (%(rule)s).",
        lost=lost,
        period=stretch,
        have=as_hours(have),
        most=as_hours(most),
        rule=rule,
    )


def rolling(rule: Rolling, ledger: Ledger, cut: Cut) -> None:
    """Day by day: each may bring what the days before it have left of the limit."""
    by_day = defaultdict[date, list[int]](list)
    for row in ledger.chosen(ledger.rows(rule), rule.which):
        by_day[ledger.entries[row].on].append(row)
    window, together = deque[tuple[int, int]](), 0
    for day in sorted(by_day):
        number = day.toordinal()
        while window and number - window[0][0] >= rule.days:
            together -= window.popleft()[1]
        have = ledger.minutes(by_day[day])
        allowed = max(0, min(have, rule.minutes - together))
        if allowed < have:
            why = because(_too_much_on_end, day, rule.minutes, rule.days)
            ledger.trim(by_day[day], have - allowed, cut, why)
        window.append((number, allowed))
        together += allowed


def _too_much_on_end(day: date, most: int, days: int, lost: str) -> str:
    return ngettext(
        "%(lost)s of %(day)s not counted: more than %(most)s in %(number)s day on end.",
        "%(lost)s of %(day)s not counted: more than %(most)s in %(number)s days on end.",
        days,
        lost=lost,
        day=say_date(day),
        most=as_hours(most),
    )
