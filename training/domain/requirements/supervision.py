"""What accompanies the hours of a period: observations, contacts, units of supervision."""

from collections.abc import Sequence
from fractions import Fraction

from training.domain.hours import as_hours
from training.domain.program.rules import Contacts, Observation, Policy, Ratio, UnitOf
from training.domain.requirements.ledger import LOST, Cut, Ledger


def observation(rule: Observation, ledger: Ledger, cut: Cut) -> None:
    for rows, name in ledger.parts(rule):
        seen = [ledger.entries[row].observed_minutes for row in ledger.chosen(rows, rule.which)]
        times, minutes = sum(one > 0 for one in seen), sum(seen)
        if times < rule.entries or minutes < rule.minutes:
            seen_of = f"{times} of {rule.entries} {_plural('observation', rule.entries)}"
            asked = f", {minutes} of {rule.minutes} minutes" if rule.minutes else ""
            ledger.zero(rows, cut, f"Nothing of {name} counts: {seen_of} with a client{asked}.")


def contacts(rule: Contacts, ledger: Ledger, cut: Cut) -> None:
    for rows, name in ledger.parts(rule):
        have, needed = len(ledger.chosen(rows, rule.which)), rule.entries
        if have >= needed:
            continue
        said = f"{have} of {needed} {_plural('contact', needed)} in {name}"
        if rule.policy is Policy.ZERO or not have:
            ledger.zero(rows, cut, f"{said}: nothing of it counts.")
        else:
            ledger.prorate(rows, have, needed, cut, f"{said}: {100 * have // needed} % of the hours count.")


def ratio(rule: Ratio, ledger: Ledger, cut: Cut) -> None:
    for rows, name in ledger.parts(rule):
        have = sum((_units(one, rows, ledger) for one in rule.units), Fraction())
        short = next((step for step in rule.steps if have < step.units), None)
        if short is None:
            continue
        if not short.above_minutes:
            why = f"Nothing of {name} counts: {_missing(have, short.units)} ({rule.label})."
            ledger.zero(rows, cut._replace(policy=Policy.ZERO), why)
            continue
        measured = ledger.chosen(rows, rule.measured)
        excess = ledger.minutes(measured) - short.above_minutes
        limit = as_hours(short.above_minutes)
        why = f"{LOST} of {name} not counted: {_missing(have, short.units)}, so {limit} count ({rule.label})."
        ledger.trim(measured, excess, cut, why)


def _units(unit: UnitOf, rows: Sequence[int], ledger: Ledger) -> Fraction:
    long_enough = [
        row for row in ledger.chosen(rows, unit.which) if ledger.entries[row].minutes >= unit.shortest
    ]
    return Fraction(ledger.minutes(long_enough), unit.minutes)


def _missing(have: Fraction, needed: int) -> str:
    return f"{float(have):.3g} of {needed} {_plural('unit', needed)} of supervision"


def _plural(word: str, number: int) -> str:
    return word if number == 1 else f"{word}s"
