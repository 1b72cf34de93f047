"""One kind of hours held against another, period by period. Fractions are exact; what counts rounds down."""

from math import floor

from training.domain.hours import as_hours
from training.domain.program.rules import NoMoreThan, Share
from training.domain.requirements.ledger import Cut, Ledger, because
from training.domain.requirements.periods import Stretch
from training.domain.tongue import gettext as _


def no_more_than(rule: NoMoreThan, ledger: Ledger, cut: Cut) -> None:
    share = rule.share
    for period in ledger.parts(rule):
        part = ledger.chosen(period.rows, rule.part)
        have = ledger.minutes(part)
        allowed = floor(ledger.minutes(ledger.chosen(period.rows, rule.than)) * share)
        if have > allowed:
            why = because(_too_much, period.stretch, have, allowed, rule.label)
            ledger.trim(part, have - allowed, cut, why)


def _too_much(stretch: Stretch, have: int, allowed: int, rule: str, lost: str) -> str:
    return _(
        "%(lost)s of %(period)s not counted: %(have)s, and %(allowed)s is allowed (%(rule)s).",
        lost=lost,
        period=stretch,
        have=as_hours(have),
        allowed=as_hours(allowed),
        rule=rule,
    )


def at_least(rule: Share, ledger: Ledger, cut: Cut) -> None:
    """`part / all >= share` holds where all is at most `part / share`."""
    share = rule.share
    for period in ledger.parts(rule):
        rows = period.rows
        part, everything = ledger.minutes(ledger.chosen(rows, rule.part)), ledger.minutes(rows)
        allowed = floor(part / share)
        if everything > allowed:
            sums = (part, allowed, everything)
            why = because(_too_small, period.stretch, rule.percent, sums, rule.label)
            ledger.trim(ledger.chosen(rows, rule.trim), everything - allowed, cut, why)


def _too_small(stretch: Stretch, percent: float, sums: tuple[int, int, int], rule: str, lost: str) -> str:
    part, allowed, everything = map(as_hours, sums)
    return _(
        "%(lost)s of %(period)s not counted: "
        "%(part)s is %(percent)s %% of %(allowed)s, not of %(everything)s (%(rule)s).",
        lost=lost,
        period=stretch,
        part=part,
        percent=f"{percent:g}",
        allowed=allowed,
        everything=everything,
        rule=rule,
    )
