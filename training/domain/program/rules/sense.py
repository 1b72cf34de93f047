"""What does not make sense in a rule whose every field is well-formed. A fault is a field and a reason."""

from collections.abc import Iterator
from functools import singledispatch
from itertools import pairwise
from typing import Any

from training.domain.program.rules.asking import MinimumMinutes
from training.domain.program.rules.base import InForce, Policy, Selector, Which
from training.domain.program.rules.taking import (
    Cap,
    Contacts,
    LookBack,
    NoMoreThan,
    Ratio,
    Share,
    SignBy,
    StartGate,
    UnitOf,
)

Fault = tuple[str, str]


@singledispatch
def of_rule(_value: Any) -> Iterator[Fault]:
    return iter(())


@of_rule.register
def _(force: InForce) -> Iterator[Fault]:
    if force.since is None and force.until is None:
        yield "since", "is missing, and so is until: one of them says when the rule holds"
    if force.since and force.until and force.since > force.until:
        yield "since", f"is after until, {force.until}"


@of_rule.register
def _(which: Which) -> Iterator[Fault]:
    if which == Which():
        yield "activities", "is missing, and so are tags and mode: one of them says which entries are meant"


@of_rule.register
def _(rule: SignBy) -> Iterator[Fault]:
    if rule.in_force and rule.in_force.by is Selector.WORK:
        yield "in_force", "a deadline for signatures goes by application or contract, not by work"


@of_rule.register
def _(rule: StartGate) -> Iterator[Fault]:
    if rule.day is Selector.WORK:
        yield "day", "must be application or contract: work cannot begin before itself"


@of_rule.register
def _(rule: Contacts) -> Iterator[Fault]:
    if rule.policy not in {Policy.ZERO, Policy.PRORATE}:
        yield "policy", f"must be zero or prorate, not {rule.policy}: contacts cannot be trimmed"


@of_rule.register
def _(rule: Cap) -> Iterator[Fault]:
    if rule.trim and rule.trim == rule.which:
        yield "trim", "is what is trimmed anyway; leave it out"


@of_rule.register
def _(rule: NoMoreThan) -> Iterator[Fault]:
    if rule.part == rule.than:
        yield "than", "is the same as part"


@of_rule.register
def _(rule: Share) -> Iterator[Fault]:
    if rule.part == rule.trim:
        yield "trim", "is the same as part: trimming it would only make the share smaller"


@of_rule.register
def _(unit: UnitOf) -> Iterator[Fault]:
    if unit.which == Which():
        yield "activities", "is missing, and so are tags and mode: one of them says what makes a unit"


@of_rule.register
def _(rule: Ratio) -> Iterator[Fault]:
    for earlier, later in pairwise(rule.steps):
        if later.above_minutes <= earlier.above_minutes or later.units <= earlier.units:
            yield "steps", "units and above_minutes must rise from one step to the next"


@of_rule.register
def _(rule: LookBack) -> Iterator[Fault]:
    if bool(rule.exempt) != bool(rule.exempt_minutes):
        yield "exempt", "exempt and exempt_minutes go together: what is spared, and how much of it"


@of_rule.register
def _(rule: MinimumMinutes) -> Iterator[Fault]:
    if any(weight.which == Which() for weight in rule.weights):
        yield "weights", "each weight says which entries it is for: activities, tags or mode"
