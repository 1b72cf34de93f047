"""What comes back: for every requirement an answer, for every period a sum that holds."""

from dataclasses import dataclass

from training.domain.hours import as_hours
from training.domain.program.rules import Policy
from training.domain.program.wording import find
from training.domain.tongue import counted, ngettext
from training.domain.words import Word


class Unit(Word):
    MINUTES = "minutes"
    MONTHS = "months"
    WEEKS = "weeks"
    CASES = "cases"
    SESSIONS = "sessions"
    INTERVALS = "intervals"
    ROUNDS = "rounds"
    PARTIES = "parties"


_COUNTED = {
    Unit.MONTHS: counted("%(number)s month", "%(number)s months"),
    Unit.WEEKS: counted("%(number)s week", "%(number)s weeks"),
    Unit.CASES: counted("%(number)s case", "%(number)s cases"),
    Unit.SESSIONS: counted("%(number)s session", "%(number)s sessions"),
    Unit.INTERVALS: counted("%(number)s interval", "%(number)s intervals"),
    Unit.ROUNDS: counted("%(number)s round", "%(number)s rounds"),
    Unit.PARTIES: counted("%(number)s party", "%(number)s parties"),
}


def amount(number: int, unit: Unit) -> str:
    """`12 h 30`, `3 cases`, `1 month`."""
    return as_hours(number) if unit is Unit.MINUTES else ngettext(*_COUNTED[unit], number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`missing` is what is still to be counted; what is `pending` may yet become countable.

    A rule that only takes away (`asks` false) needs nothing and is always met; its reasons say what it took.
    """

    id: str
    label: str
    unit: Unit
    needed: int
    raw: int
    countable: int
    pending: int = 0
    reasons: tuple[str, ...] = ()
    asks: bool = True

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.countable)

    @property
    def met(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncounted:
    """Minutes of one period that do not count, and the one reason."""

    period: str
    minutes: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """What one rule did to the minutes of a period: `minutes` is below 0."""

    rule: str
    policy: Policy
    minutes: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One period of one scope: `raw = countable - sum(adjustments)`, to the minute.

    Minutes that wait for a signature do not count today, so they stand among the adjustments too, under
    the policy `pending`; `pending` says again how many they are.
    """

    period: str
    scope: str | None
    raw: int
    countable: int
    pending: int
    adjustments: tuple[Adjustment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    raw: int
    countable: int
    pending: int
    uncounted: tuple[Uncounted, ...]
    answers: tuple[Answer, ...]
    periods: tuple[Period, ...] = ()

    @property
    def met(self) -> bool:
        return all(answer.met for answer in self.answers)

    def answer(self, wanted: str) -> Answer:
        return find(self.answers, wanted)
