"""What accompanies the hours of a period: observations, contacts, units of supervision."""

from math import lcm

from training.domain.hours import as_hours
from training.domain.program.rules import Contacts, Observation, Policy, Ratio, Step, Which
from training.domain.requirements.ledger import Cut, Ledger, Part, because
from training.domain.requirements.periods import Stretch
from training.domain.tongue import ngettext


def observation(rule: Observation, ledger: Ledger, cut: Cut) -> None:
    which = rule.which
    for part in ledger.parts(rule):
        seen = [ledger.entries[row].observed_minutes for row in ledger.chosen(part.rows, which)]
        times, minutes = sum([one > 0 for one in seen]), sum(seen)
        if times < rule.entries or minutes < rule.minutes:
            why = because(_too_little_seen, part.stretch, times, rule.entries, minutes, rule.minutes)
            ledger.zero(part.rows, cut, why)


def _too_little_seen(stretch: Stretch, times: int, entries: int, minutes: int, asked: int, _lost: str) -> str:
    said = {"period": str(stretch), "have": times}
    if not asked:
        return ngettext(
            "Nothing of %(period)s counts: %(have)s of %(number)s observation with a client.",
            "Nothing of %(period)s counts: %(have)s of %(number)s observations with a client.",
            entries,
            **said,
        )
    return ngettext(
        "Nothing of %(period)s counts: %(have)s of %(number)s observation with a client, "
        "%(minutes)s of %(asked)s minutes.",
        "Nothing of %(period)s counts: %(have)s of %(number)s observations with a client, "
        "%(minutes)s of %(asked)s minutes.",
        entries,
        **said,
        minutes=minutes,
        asked=asked,
    )


def contacts(rule: Contacts, ledger: Ledger, cut: Cut) -> None:
    which, needed = rule.which, rule.entries
    for part in ledger.parts(rule):
        have = len(ledger.chosen(part.rows, which))
        if have >= needed:
            continue
        if rule.policy is Policy.ZERO or not have:
            ledger.zero(part.rows, cut, because(_contacts_missing, part.stretch, have, needed))
        else:
            ledger.prorate(part.rows, have, needed, cut, because(_contacts_short, part.stretch, have, needed))


def _contacts_missing(stretch: Stretch, have: int, needed: int, _lost: str) -> str:
    return ngettext(
        "%(have)s of %(number)s contact in %(period)s: nothing of it counts.",
        "%(have)s of %(number)s contacts in %(period)s: nothing of it counts.",
        needed,
        have=have,
        period=stretch,
    )


def _contacts_short(stretch: Stretch, have: int, needed: int, _lost: str) -> str:
    return ngettext(
        "%(have)s of %(number)s contact in %(period)s: %(percent)s %% of the hours count.",
        "%(have)s of %(number)s contacts in %(period)s: %(percent)s %% of the hours count.",
        needed,
        have=have,
        period=stretch,
        percent=100 * have // needed,
    )


def ratio(rule: Ratio, ledger: Ledger, cut: Cut) -> None:
    """In minutes of the largest whole that every unit divides, so that parts of units add up exactly."""
    whole = lcm(*(unit.minutes for unit in rule.units))
    units = [(unit.which, unit.shortest, whole // unit.minutes) for unit in rule.units]
    for part in ledger.parts(rule):
        have = sum([times * _held(which, shortest, part, ledger) for which, shortest, times in units])
        short = next((step for step in rule.steps if have < step.units * whole), None)
        if short:
            _shorten(rule, short, f"{have / whole:.3g}", ledger, part, cut)


def _held(which: Which, shortest: int, part: Part, ledger: Ledger) -> int:
    rows = ledger.chosen(part.rows, which)
    if shortest:
        rows = [row for row in rows if ledger.entries[row].minutes >= shortest]
    return ledger.minutes(rows)


def _shorten(rule: Ratio, step: Step, have: str, ledger: Ledger, part: Part, cut: Cut) -> None:
    """Up to where the step begins that has not been reached; the first step of all begins at nothing."""
    if not step.above_minutes:
        why = because(_units_missing, part.stretch, have, step.units, rule.label)
        ledger.zero(part.rows, cut._replace(policy=Policy.ZERO), why)
        return
    measured = ledger.chosen(part.rows, rule.measured)
    excess = ledger.minutes(measured) - step.above_minutes
    if excess > 0:
        why = because(_units_short, part.stretch, have, step.units, step.above_minutes, rule.label)
        ledger.trim(measured, excess, cut, why)


def _units_missing(stretch: Stretch, have: str, needed: int, rule: str, _lost: str) -> str:
    return ngettext(
        "Nothing of %(period)s counts: %(have)s of %(number)s unit of supervision (%(rule)s).",
        "Nothing of %(period)s counts: %(have)s of %(number)s units of supervision (%(rule)s).",
        needed,
        period=stretch,
        have=have,
        rule=rule,
    )


def _units_short(stretch: Stretch, have: str, needed: int, most: int, rule: str, lost: str) -> str:
    return ngettext(
        "%(lost)s of %(period)s not counted: "
        "%(have)s of %(number)s unit of supervision, so %(most)s count (%(rule)s).",
        "%(lost)s of %(period)s not counted: "
        "%(have)s of %(number)s units of supervision, so %(most)s count (%(rule)s).",
        needed,
        lost=lost,
        period=stretch,
        have=have,
        most=as_hours(most),
        rule=rule,
    )
