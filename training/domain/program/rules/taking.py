"""Rules that take hours away. They work in the order of the program, each on what the one before left."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from training.domain.program.marks import Amount, Count, Percent
from training.domain.program.rules.base import (
    ActivityId,
    ByPeriod,
    Chooses,
    Policy,
    Rule,
    Selector,
    Which,
    exactly,
)
from training.domain.words import Word


class Loses(Word):
    """What is lost with a late signature: the entry alone, or the period it is in."""

    ENTRY = "entry"
    PERIOD = "period"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignBy(ByPeriod):
    """Signed by the last day of the month that comes `months` after the month worked, or it counts 0."""

    kind: ClassVar[str] = "sign_by"
    months: Count
    loses: Loses = Loses.ENTRY


@dataclass(frozen=True, slots=True, kw_only=True)
class StartGate(Rule):
    """Nothing counts that was worked before the day of application or of the contract."""

    kind: ClassVar[str] = "start_gate"
    day: Selector


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidSupervisor(Chooses, Rule):
    """Counts 0 where the supervisor's licence, credential or insurance was not in force on the day."""

    kind: ClassVar[str] = "valid_supervisor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Artefact(Chooses, Rule):
    """Every entry has its report, form or reflection, known by the tag it leaves, or counts 0."""

    kind: ClassVar[str] = "artefact"
    needs_tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSize(Chooses, Rule):
    """An entry with more people in the group than `most` counts 0."""

    kind: ClassVar[str] = "group_size"
    most: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Chooses, Rule):
    """After each entry one of the activities `by`, in the same case, within so many days; or it counts 0."""

    kind: ClassVar[str] = "follow_up"
    by: tuple[ActivityId, ...]
    within_days: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Chooses, ByPeriod):
    """So many entries with observed work, and so many observed minutes, or the period counts 0."""

    kind: ClassVar[str] = "observation"
    entries: Count = 1
    minutes: Amount = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodMinimum(Chooses, ByPeriod):
    """So many minutes in a period, or it counts 0."""

    kind: ClassVar[str] = "period_minimum"
    minutes: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap(Chooses, ByPeriod):
    """No more minutes than this in a period; `trim` says of which entries the rest is taken."""

    kind: ClassVar[str] = "cap"
    minutes: Count
    trim: Which | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoMoreThan(ByPeriod):
    """`part` is no more than `percent` of `than`, in minutes of a period; the rest of it is trimmed."""

    kind: ClassVar[str] = "no_more_than"
    part: Which
    than: Which
    percent: Percent = 100.0

    @property
    def share(self) -> Fraction:
        return exactly(self.percent) / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(ByPeriod):
    """`part` is at least `percent` of all minutes of a period; `trim` is trimmed until it is."""

    kind: ClassVar[str] = "share"
    percent: Percent
    part: Which
    trim: Which

    @property
    def share(self) -> Fraction:
        return exactly(self.percent) / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts(Chooses, ByPeriod):
    """So many entries in a period; with fewer, the period counts in proportion, or 0."""

    kind: ClassVar[str] = "contacts"
    entries: Count
    policy: Policy = Policy.PRORATE


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitOf(Chooses):
    """So many minutes of these entries make one unit; shorter ones than `shortest` make none."""

    minutes: Count
    shortest: Amount = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """So many units are needed where more than `above_minutes` are measured."""

    units: Count
    above_minutes: Amount = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio(ByPeriod):
    """Units of supervision for what is measured in a period.

    Under the first step the period counts 0, under a later one what is measured is trimmed to where that
    step begins.
    """

    kind: ClassVar[str] = "ratio"
    measured: Which
    units: tuple[UnitOf, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolling(Chooses, Rule):
    """No more minutes than this in any `days` consecutive days, over all; later ones go first."""

    kind: ClassVar[str] = "rolling"
    days: Count
    minutes: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBack(Rule):
    """Nothing older than `months` on the day of the question, but for `exempt_minutes` of `exempt`."""

    kind: ClassVar[str] = "look_back"
    months: Count
    exempt: Which | None = None
    exempt_minutes: Amount = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BestWindow(Rule):
    """All within so many months on end, by calendar month: those in which most counts."""

    kind: ClassVar[str] = "best_window"
    months: Count


Taking = (
    SignBy
    | StartGate
    | ValidSupervisor
    | Artefact
    | GroupSize
    | FollowUp
    | Observation
    | PeriodMinimum
    | Cap
    | NoMoreThan
    | Share
    | Contacts
    | Ratio
    | Rolling
    | LookBack
    | BestWindow
)
