"""What an internship asks, what is done, and for every minute that does not count, why.

Pure: the day of the question is part of the Standing, and the order of entries does not matter. Each entry
is judged once: it counts, it waits for a signature, or it does not count for a stated reason; so
`raw = countable + pending + uncounted` holds in every answer in minutes and over everything.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import singledispatch

from training.domain.hours import as_hours, days_covered, month_of, month_starts, months_between, sign_by
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
from training.domain.words import Word

Leave = tuple[date, date | None]  # first and last day; None: it goes on


class Unit(Word):
    MINUTES = "minutes"
    MONTHS = "months"
    CASES = "cases"
    ROUNDS = "rounds"
    PARTIES = "parties"


class Fate(Enum):
    COUNTS = "counts"
    WAITS = "waits"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the log. `minutes` > 0; `signed_on` None: nobody has signed it yet."""

    on: date
    minutes: int
    activity: str
    case: str | None = None
    supervisor: str | None = None
    signed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Everything but the log, as it is on the day of the question."""

    on: date
    started_on: date
    leave: tuple[Leave, ...] = ()
    closed_cases: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    attested: frozenset[str] = frozenset()
    evaluations: int = 0


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
class Uncounted:
    """Minutes of one month that do not count, and the one reason."""

    period: str
    minutes: int
    reason: str


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
        return next(answer for answer in self.answers if answer.id == wanted)


def progress(rules: Iterable[Requirement], entries: Iterable[Entry], standing: Standing) -> Progress:
    """Answer every rule for this log, in the order of the program."""
    rules = tuple(rules)
    months = next((rule.months for rule in rules if isinstance(rule, SignBy)), None)
    ledger = _Ledger([_judged(entry, standing, months) for entry in entries], months)
    return Progress(
        raw=ledger.minutes(),
        countable=ledger.minutes(Fate.COUNTS),
        pending=ledger.minutes(Fate.WAITS),
        uncounted=ledger.uncounted(),
        answers=tuple(answered(rule, ledger, standing) for rule in rules),
    )


# ------------------------------------------------------------------ judging entries


@dataclass(frozen=True, slots=True)
class _Judged:
    entry: Entry
    fate: Fate
    why: str = ""


def _judged(entry: Entry, standing: Standing, months: int | None) -> _Judged:
    """Decide once what becomes of an entry. A signature after the day of the question is not there yet."""
    if entry.on < standing.started_on:
        return _Judged(entry, Fate.LOST, f"worked before the internship began on {_day(standing.started_on)}")
    if entry.on > standing.on:
        return _Judged(entry, Fate.LOST, f"dated after {_day(standing.on)}")

    is_signed = entry.signed_on is not None and entry.signed_on <= standing.on
    decided_on = entry.signed_on if is_signed and entry.signed_on else standing.on
    if months is not None and decided_on > (deadline := sign_by(month_of(entry.on), months)):
        return _Judged(
            entry, Fate.LOST, f"{'signed after' if is_signed else 'not signed by'} {_day(deadline)}"
        )
    return _Judged(entry, Fate.COUNTS if is_signed else Fate.WAITS)


class _Ledger:
    """The judged log, asked by activity; no activity named means all of them."""

    def __init__(self, judged: list[_Judged], months: int | None) -> None:
        self._judged = judged
        self._months = months

    def about(self, activities: Collection[str]) -> "_Ledger":
        if not activities:
            return self
        return _Ledger([one for one in self._judged if one.entry.activity in activities], self._months)

    def minutes(self, *fates: Fate) -> int:
        return sum(one.entry.minutes for one in self._judged if not fates or one.fate in fates)

    def cases(self, *fates: Fate) -> set[str]:
        return {one.entry.case for one in self._judged if one.entry.case and (not fates or one.fate in fates)}

    def uncounted(self) -> tuple[Uncounted, ...]:
        lost: Counter[tuple[str, str]] = Counter()
        for one in self._judged:
            if one.fate is Fate.LOST:
                lost[month_of(one.entry.on), one.why] += one.entry.minutes
        return tuple(
            Uncounted(period=period, minutes=minutes, reason=_sentence(minutes, period, why))
            for (period, why), minutes in sorted(lost.items())
        )

    def reasons(self) -> tuple[str, ...]:
        return (*(lost.reason for lost in self.uncounted()), *self._waiting())

    def _waiting(self) -> tuple[str, ...]:
        if not (minutes := self.minutes(Fate.WAITS)):
            return ()
        waits = f"{as_hours(minutes)} waiting for a signature."
        if self._months is None:
            return (waits,)
        first = min(month_of(one.entry.on) for one in self._judged if one.fate is Fate.WAITS)
        deadline = _day(sign_by(first, self._months))
        return (f"{waits} Those of {_month(first)} count only if signed by {deadline}.",)


def _sentence(minutes: int, period: str, why: str) -> str:
    return f"{as_hours(minutes)} of {_month(period)} not counted: {why}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _month(period: str) -> str:
    return f"{month_starts(period):%B %Y}"


# ------------------------------------------------------------------ answering rules


@singledispatch
def answered(rule: Requirement, _ledger: _Ledger, _standing: Standing) -> Answer:
    """Answer one rule; each kind of rule has its own answer below."""
    raise TypeError(f"no answer is known for a rule of kind {rule.kind}")


@answered.register
def _(rule: MinimumMinutes, ledger: _Ledger, _standing: Standing) -> Answer:
    ledger = ledger.about(rule.activities)
    return Answer(
        id=rule.id,
        label=rule.label,
        unit=Unit.MINUTES,
        needed=rule.minutes,
        raw=ledger.minutes(),
        countable=ledger.minutes(Fate.COUNTS),
        pending=ledger.minutes(Fate.WAITS),
        reasons=ledger.reasons(),
    )


@answered.register
def _(rule: SignBy, ledger: _Ledger, _standing: Standing) -> Answer:
    """A deadline asks for nothing of its own: it takes away, and says so."""
    return Answer(
        id=rule.id,
        label=rule.label,
        unit=Unit.MINUTES,
        needed=0,
        raw=ledger.minutes(),
        countable=ledger.minutes(Fate.COUNTS),
        pending=ledger.minutes(Fate.WAITS),
        reasons=ledger.reasons(),
    )


@answered.register
def _(rule: DistinctCases, ledger: _Ledger, _standing: Standing) -> Answer:
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
def _(rule: ClosedCases, _ledger: _Ledger, standing: Standing) -> Answer:
    closed = len(standing.closed_cases)
    return Answer(
        id=rule.id, label=rule.label, unit=Unit.CASES, needed=rule.cases, raw=closed, countable=closed
    )


@answered.register
def _(rule: MinimumMonths, _ledger: _Ledger, standing: Standing) -> Answer:
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


@answered.register
def _(rule: EvaluationRounds, _ledger: _Ledger, standing: Standing) -> Answer:
    rounds = standing.evaluations
    return Answer(
        id=rule.id, label=rule.label, unit=Unit.ROUNDS, needed=rule.rounds, raw=rounds, countable=rounds
    )


@answered.register
def _(rule: Consensus, _ledger: _Ledger, standing: Standing) -> Answer:
    """Somebody has to agree: with no party named, one is still missing."""
    agreed, open_ = standing.parties & standing.attested, standing.parties - standing.attested
    silent = (
        f"Still to agree: {', '.join(sorted(open_))}."
        if standing.parties
        else "Nobody is named yet who has to agree."
    )
    return Answer(
        id=rule.id,
        label=rule.label,
        unit=Unit.PARTIES,
        needed=max(1, len(standing.parties)),
        raw=len(agreed),
        countable=len(agreed),
        reasons=() if agreed and not open_ else (silent,),
    )
