"""What an internship asks, what is done, and for every minute that does not count, why.

Pure: the day of the question is part of the Standing, and the order of entries does not matter. Each entry
is judged once (see `ledger`), so `raw = countable + pending + uncounted` holds in every answer in minutes
and over everything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import singledispatch

from training.domain.hours import days_covered, months_between
from training.domain.ledger import Entry, Fate, Leave, Ledger, Standing, Uncounted, judged
from training.domain.program.rules import (
    ClosedCases,
    Consensus,
    DistinctCases,
    EvaluationRounds,
    MinimumMinutes,
    MinimumMonths,
    Requirement,
    SignBy,
)
from training.domain.program.wording import find
from training.domain.words import Word

__all__ = [
    "Answer",
    "Entry",
    "Fate",
    "Leave",
    "Progress",
    "Standing",
    "Uncounted",
    "Unit",
    "answered",
    "progress",
]


class Unit(Word):
    MINUTES = "minutes"
    MONTHS = "months"
    CASES = "cases"
    ROUNDS = "rounds"
    PARTIES = "parties"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`missing` is what is still to be counted; what is `pending` may yet become countable."""

    id: str
    label: str
    unit: Unit
    needed: int
    raw: int
    countable: int
    pending: int = 0
    reasons: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.countable)

    @property
    def met(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    raw: int
    countable: int
    pending: int
    uncounted: tuple[Uncounted, ...]
    answers: tuple[Answer, ...]

    @property
    def met(self) -> bool:
        return all(answer.met for answer in self.answers)

    def answer(self, wanted: str) -> Answer:
        return find(self.answers, wanted)


def progress(rules: Iterable[Requirement], entries: Iterable[Entry], standing: Standing) -> Progress:
    """Answer every rule for this log, in the order of the program."""
    rules = tuple(rules)
    months = next((rule.months for rule in rules if isinstance(rule, SignBy)), None)
    ledger = judged(entries, standing, months)
    return Progress(
        raw=ledger.minutes(),
        countable=ledger.minutes(Fate.COUNTS),
        pending=ledger.minutes(Fate.WAITS),
        uncounted=ledger.uncounted(),
        answers=tuple(answered(rule, ledger, standing) for rule in rules),
    )


# ------------------------------------------------------------------ answering rules


@singledispatch
def answered(rule: Requirement, _ledger: Ledger, _standing: Standing) -> Answer:
    """Answer one rule; each kind of rule has its own answer below."""
    raise TypeError(f"no answer is known for a rule of kind {rule.kind}")


@answered.register
def _(rule: MinimumMinutes, ledger: Ledger, _standing: Standing) -> Answer:
    return _in_minutes(rule, rule.minutes, ledger.about(rule.activities))


@answered.register
def _(rule: SignBy, ledger: Ledger, _standing: Standing) -> Answer:
    """A deadline asks for nothing of its own: it takes away, and says so."""
    return _in_minutes(rule, 0, ledger)


def _in_minutes(rule: Requirement, needed: int, ledger: Ledger) -> Answer:
    return Answer(
        id=rule.id,
        label=rule.label,
        unit=Unit.MINUTES,
        needed=needed,
        raw=ledger.minutes(),
        countable=ledger.minutes(Fate.COUNTS),
        pending=ledger.minutes(Fate.WAITS),
        reasons=ledger.reasons(),
    )


@answered.register
def _(rule: DistinctCases, ledger: Ledger, _standing: Standing) -> Answer:
    ledger = ledger.about(rule.activities)
    seen, countable = ledger.cases(), ledger.cases(Fate.COUNTS)
    pending = ledger.cases(Fate.WAITS) - countable
    lost = seen - countable - pending
    said = {"waiting for a signature on their first hours": pending, "without any hours that count": lost}
    return Answer(
        id=rule.id,
        label=rule.label,
        unit=Unit.CASES,
        needed=rule.cases,
        raw=len(seen),
        countable=len(countable),
        pending=len(pending),
        reasons=tuple(f"{', '.join(sorted(cases))}: {why}." for why, cases in said.items() if cases),
    )


@answered.register
def _(rule: ClosedCases, _ledger: Ledger, standing: Standing) -> Answer:
    return _counted(rule, Unit.CASES, rule.cases, len(standing.closed_cases))


@answered.register
def _(rule: EvaluationRounds, _ledger: Ledger, standing: Standing) -> Answer:
    return _counted(rule, Unit.ROUNDS, rule.rounds, standing.evaluations)


@answered.register
def _(rule: Consensus, _ledger: Ledger, standing: Standing) -> Answer:
    """Somebody has to agree: with no party named, one is still missing."""
    if not standing.parties:
        return _counted(rule, Unit.PARTIES, 1, 0, "Nobody is named yet who has to agree.")
    silent = sorted(standing.parties - standing.attested)
    reasons = [f"Still to agree: {', '.join(silent)}."] if silent else []
    return _counted(rule, Unit.PARTIES, len(standing.parties), len(standing.parties) - len(silent), *reasons)


def _counted(rule: Requirement, unit: Unit, needed: int, have: int, *reasons: str) -> Answer:
    return Answer(
        id=rule.id, label=rule.label, unit=unit, needed=needed, raw=have, countable=have, reasons=reasons
    )


@answered.register
def _(rule: MinimumMonths, _ledger: Ledger, standing: Standing) -> Answer:
    """Days of leave are taken off the end, so that a month begun before a leave is finished after it."""
    yesterday = standing.on - timedelta(days=1)
    leave = [(begins, ends or yesterday) for begins, ends in standing.leave]
    away = days_covered(leave, standing.started_on, yesterday)
    return Answer(
        id=rule.id,
        label=rule.label,
        unit=Unit.MONTHS,
        needed=rule.months,
        raw=months_between(standing.started_on, standing.on),
        countable=months_between(standing.started_on, standing.on - timedelta(days=away)),
        reasons=(f"{away} {'day' if away == 1 else 'days'} of leave not counted.",) if away else (),
    )
