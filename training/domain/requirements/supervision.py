"""What accompanies the hours of a period: observations, contacts, units of supervision."""

from math import lcm

from training.domain.hours import as_hours
from training.domain.program.rules import Contacts, Observation, Policy, Ratio, Step, Which
from training.domain.requirements.ledger import LOST, Cut, Ledger, Part


def observation(rule: Observation, ledger: Ledger, cut: Cut) -> None:
    which = rule.which
    for part in ledger.parts(rule):
        seen = [ledger.entries[row].observed_minutes for row in ledger.chosen(part.rows, which)]
        times, minutes = sum([one > 0 for one in seen]), sum(seen)
        if times < rule.entries or minutes < rule.minutes:
            seen_of = f"{times} of {rule.entries} {_plural('observation', rule.entries)}"
            asked = f", {minutes} of {rule.minutes} minutes" if rule.minutes else ""
            ledger.zero(part.rows, cut, f"Nothing of {part.name} counts: {seen_of} with a client{asked}.")


def contacts(rule: Contacts, ledger: Ledger, cut: Cut) -> None:
    which, needed = rule.which, rule.entries
    for part in ledger.parts(rule):
        have = len(ledger.chosen(part.rows, which))
        if have >= needed:
            continue
        said = f"{have} of {needed} {_plural('contact', needed)} in {part.name}"
        if rule.policy is Policy.ZERO or not have:
            ledger.zero(part.rows, cut, f"{said}: nothing of it counts.")
        else:
            counts = f"{100 * have // needed} % of the hours count"
            ledger.prorate(part.rows, have, needed, cut, f"{said}: {counts}.")


def ratio(rule: Ratio, ledger: Ledger, cut: Cut) -> None:
    """In minutes of the largest whole that every unit divides, so that parts of units add up exactly."""
    whole = lcm(*(unit.minutes for unit in rule.units))
    units = [(unit.which, unit.shortest, whole // unit.minutes) for unit in rule.units]
    for part in ledger.parts(rule):
        have = sum([times * _held(which, shortest, part, ledger) for which, shortest, times in units])
        short = next((step for step in rule.steps if have < step.units * whole), None)
        if short:
            _shorten(rule, short, _missing(have / whole, short.units), ledger, part, cut)


def _held(which: Which, shortest: int, part: Part, ledger: Ledger) -> int:
    rows = ledger.chosen(part.rows, which)
    if shortest:
        rows = [row for row in rows if ledger.entries[row].minutes >= shortest]
    return ledger.minutes(rows)


def _shorten(rule: Ratio, step: Step, missing: str, ledger: Ledger, part: Part, cut: Cut) -> None:
    """Up to where the step begins that has not been reached; the first step of all begins at nothing."""
    if not step.above_minutes:
        why = f"Nothing of {part.name} counts: {missing} ({rule.label})."
        ledger.zero(part.rows, cut._replace(policy=Policy.ZERO), why)
        return
    measured = ledger.chosen(part.rows, rule.measured)
    excess = ledger.minutes(measured) - step.above_minutes
    if excess > 0:
        limit = as_hours(step.above_minutes)
        why = f"{LOST} of {part.name} not counted: {missing}, so {limit} count ({rule.label})."
        ledger.trim(measured, excess, cut, why)


def _missing(have: float, needed: int) -> str:
    return f"{have:.3g} of {needed} {_plural('unit', needed)} of supervision"


def _plural(word: str, number: int) -> str:
    return word if number == 1 else f"{word}s"
