"""What all rules have in common: a name, a source, which entries they are about, and since when they hold."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, ClassVar

from training.domain.program.marks import RefersTo, RuleId, UpTo
from training.domain.words import Word

ActivityId = Annotated[str, RefersTo("internship.activities")]


class Span(Word):
    """The stretch of time that a rule looks at as one."""

    WEEK = "week"
    MONTH = "month"
    WHOLE = "whole"


class Scope(Word):
    """What is kept apart within a stretch of time; `all`: nothing is."""

    ALL = "all"
    SUPERVISOR = "supervisor"
    SETTING = "setting"


class Weekday(Word):
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class Mode(Word):
    INDIVIDUAL = "individual"
    GROUP = "group"


class Policy(Word):
    """What becomes of hours that break a rule. The log itself is never touched."""

    ZERO = "zero"
    TRIM = "trim"
    PRORATE = "prorate"
    PENDING = "pending"  # nothing is lost yet: a signature is awaited


class Selector(Word):
    """Which day decides whether a rule holds for somebody (or, by `work`, for one entry)."""

    APPLICATION = "application"
    CONTRACT = "contract"
    WORK = "work"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """The periods of a program, each kept apart by scope. `first_day` is that of a week."""

    period: Span = Span.MONTH
    scope: Scope = Scope.ALL
    first_day: Weekday = Weekday.MONDAY


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The days between which a rule holds, both included; which day is meant, `by` says."""

    by: Selector
    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Entries of one of these activities, with all these tags, in this mode; what is not given is any."""

    activities: tuple[ActivityId, ...] = ()
    tags: tuple[str, ...] = ()
    mode: Mode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    kind: ClassVar[str]
    id: RuleId
    label: str
    source: str
    in_force: InForce | None = None


@dataclass(frozen=True, kw_only=True)  # no slots: it is laid over rules that have their own
class Chooses:
    """The same as `Which`, written in the rule itself."""

    activities: tuple[ActivityId, ...] = ()
    tags: tuple[str, ...] = ()
    mode: Mode | None = None

    @property
    def which(self) -> Which:
        return Which(activities=self.activities, tags=self.tags, mode=self.mode)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByPeriod(Rule):
    """A rule about one period at a time. Without `period` and `scope` it goes by those of the program."""

    period: Span | None = None
    scope: Scope | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight(Chooses):
    """These entries count `times` as much: 1.33, or 3 for hours that count triple."""

    times: Annotated[float, UpTo(10)]

    @property
    def exactly(self) -> Fraction:
        """The number as it is written: 1.33 is 133/100, not the nearest binary fraction."""
        return exactly(self.times)


def exactly(written: float) -> Fraction:
    return Fraction(repr(written))
