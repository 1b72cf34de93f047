"""One kind of hours held against another, period by period. Fractions are exact; what counts rounds down."""

from math import floor

from training.domain.hours import as_hours
from training.domain.program.rules import NoMoreThan, Share
from training.domain.requirements.ledger import LOST, Cut, Ledger


def no_more_than(rule: NoMoreThan, ledger: Ledger, cut: Cut) -> None:
    share = rule.share
    for period in ledger.parts(rule):
        part = ledger.chosen(period.rows, rule.part)
        have = ledger.minutes(part)
        allowed = floor(ledger.minutes(ledger.chosen(period.rows, rule.than)) * share)
        if have > allowed:
            limit = f"{as_hours(have)}, and {as_hours(allowed)} is allowed"
            why = f"{LOST} of {period.name} not counted: {limit} ({rule.label})."
            ledger.trim(part, have - allowed, cut, why)


def at_least(rule: Share, ledger: Ledger, cut: Cut) -> None:
    """`part / all >= share` holds where all is at most `part / share`."""
    share = rule.share
    for period in ledger.parts(rule):
        rows = period.rows
        part, everything = ledger.minutes(ledger.chosen(rows, rule.part)), ledger.minutes(rows)
        allowed = floor(part / share)
        if everything > allowed:
            enough = f"{as_hours(part)} is {rule.percent:g} % of {as_hours(allowed)}"
            over = f"{enough}, not of {as_hours(everything)}"
            why = f"{LOST} of {period.name} not counted: {over} ({rule.label})."
            ledger.trim(ledger.chosen(rows, rule.trim), everything - allowed, cut, why)
