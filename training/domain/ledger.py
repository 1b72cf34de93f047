"""The log of an internship, every entry judged once.

An entry counts, waits for a signature, or is lost for one stated reason, so the three always sum to the
whole. Order does not matter. The day of the question is part of the Standing; there is no clock in here.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import partial
from typing import NamedTuple

from training.domain.hours import as_hours, month_of, month_starts, sign_by

Leave = tuple[date, date | None]  # first and last day; None: it goes on


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
class Uncounted:
    """Minutes of one month that do not count, and the one reason."""

    period: str
    minutes: int
    reason: str


class _Row(NamedTuple):
    """What all entries of one month, activity and case have in common that met the same fate."""

    period: str
    activity: str
    case: str | None
    fate: Fate
    why: str = ""
    day: date = date.min


class _Judge:
    """Decides once what becomes of an entry. A signature after the day of the question is not there yet."""

    def __init__(self, standing: Standing, months: int | None) -> None:
        self._standing = standing
        self._months = months
        self._known: dict[tuple[int, int], tuple[str, date]] = {}

    def __call__(self, entry: Entry) -> _Row:
        standing, signed_on = self._standing, entry.signed_on
        period, deadline = self._month(entry.on)
        row = partial(_Row, period, entry.activity, entry.case)
        if entry.on < standing.started_on:
            return row(Fate.LOST, "worked before the internship began on", standing.started_on)
        if entry.on > standing.on:
            return row(Fate.LOST, "dated after", standing.on)
        if signed_on is None or signed_on > standing.on:
            is_late = standing.on > deadline
            return row(Fate.LOST, "not signed by", deadline) if is_late else row(Fate.WAITS)
        return row(Fate.LOST, "signed after", deadline) if signed_on > deadline else row(Fate.COUNTS)

    def _month(self, day: date) -> tuple[str, date]:
        """The month of a day and the last day for its signatures, worked out once for each month."""
        key = (day.year, day.month)
        if key not in self._known:
            period = month_of(day)
            self._known[key] = (period, date.max if self._months is None else sign_by(period, self._months))
        return self._known[key]


class Ledger:
    """The judged log, asked by activity; no activity named means all of them."""

    def __init__(self, rows: Mapping[_Row, int], months: int | None) -> None:
        self._rows = rows
        self._months = months

    def about(self, activities: Collection[str]) -> "Ledger":
        if not activities:
            return self
        return Ledger({row: n for row, n in self._rows.items() if row.activity in activities}, self._months)

    def minutes(self, *fates: Fate) -> int:
        return sum(minutes for row, minutes in self._rows.items() if not fates or row.fate in fates)

    def by_month(self, *fates: Fate) -> Counter[str]:
        """Minutes by month, as 2026-10."""
        sums: Counter[str] = Counter()
        for row, minutes in self._rows.items():
            if not fates or row.fate in fates:
                sums[row.period] += minutes
        return sums

    def cases(self, *fates: Fate) -> set[str]:
        return {row.case for row in self._rows if row.case and (not fates or row.fate in fates)}

    def uncounted(self) -> tuple[Uncounted, ...]:
        lost: Counter[tuple[str, str, date]] = Counter()
        for row, minutes in self._rows.items():
            if row.fate is Fate.LOST:
                lost[row.period, row.why, row.day] += minutes
        return tuple(
            Uncounted(
                period=period,
                minutes=minutes,
                reason=f"{as_hours(minutes)} of {_month(period)} not counted: {why} {_day(day)}.",
            )
            for (period, why, day), minutes in sorted(lost.items())
        )

    def reasons(self) -> tuple[str, ...]:
        return (*(lost.reason for lost in self.uncounted()), *self._waiting())

    def _waiting(self) -> tuple[str, ...]:
        if not (minutes := self.minutes(Fate.WAITS)):
            return ()
        waits = f"{as_hours(minutes)} waiting for a signature."
        if self._months is None:
            return (waits,)
        first = min(row.period for row in self._rows if row.fate is Fate.WAITS)
        deadline = _day(sign_by(first, self._months))
        return (f"{waits} Those of {_month(first)} count only if signed by {deadline}.",)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _month(period: str) -> str:
    return f"{month_starts(period):%B %Y}"


def judged(entries: Iterable[Entry], standing: Standing, months: int | None) -> Ledger:
    """Judge every entry; `months` is the deadline for signatures, None where the program sets none."""
    judge = _Judge(standing, months)
    rows: Counter[_Row] = Counter()
    for entry in entries:
        rows[judge(entry)] += entry.minutes
    return Ledger(rows, months)
