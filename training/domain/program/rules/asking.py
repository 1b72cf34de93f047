"""Rules that ask for something. They are answered from what the taking rules have left."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from training.domain.program.marks import Count, Percent, RuleId
from training.domain.program.rules.base import Chooses, Rule, Weight, exactly


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumMinutes(Chooses, Rule):
    """So many countable minutes of the named activities; none named: of all.

    `once`: hours counted here count for no later rule with the same word. The log keeps what was worked,
    so a weight changes this answer and no total.
    """

    kind: ClassVar[str] = "minutes"
    minutes: Count
    weights: tuple[Weight, ...] = ()
    once: RuleId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CumulativeShare(Chooses, Rule):
    """These entries are at least `percent` of all that counts, over the whole time."""

    kind: ClassVar[str] = "cumulative_share"
    percent: Percent

    @property
    def share(self) -> Fraction:
        return exactly(self.percent) / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumEntries(Chooses, Rule):
    """So many entries with countable time: sessions, contacts, observations."""

    kind: ClassVar[str] = "entries"
    entries: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctCases(Chooses, Rule):
    """So many different cases with countable time in the named activities; none named: in any."""

    kind: ClassVar[str] = "distinct_cases"
    cases: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedCases(Rule):
    """So many cases closed by mutual decision."""

    kind: ClassVar[str] = "closed_cases"
    cases: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumMonths(Rule):
    """So many months since the start, leave not counted."""

    kind: ClassVar[str] = "months"
    months: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctWeeks(Chooses, Rule):
    """So many different weeks with at least `minutes` countable minutes each."""

    kind: ClassVar[str] = "weeks"
    weeks: Count
    minutes: Count = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MaximumGap(Chooses, Rule):
    """Never more than so many days from one such entry to the next, leave not counted."""

    kind: ClassVar[str] = "max_gap"
    days: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRounds(Rule):
    """So many rounds of evaluation, each answered by everyone asked."""

    kind: ClassVar[str] = "evaluations"
    rounds: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationCadence(Rule):
    """An evaluation in every stretch of so many months, leave not counted."""

    kind: ClassVar[str] = "evaluation_every"
    months: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Consensus(Rule):
    """Every party to the internship attests that it is complete."""

    kind: ClassVar[str] = "consensus"


Asking = (
    MinimumMinutes
    | CumulativeShare
    | MinimumEntries
    | DistinctCases
    | ClosedCases
    | MinimumMonths
    | DistinctWeeks
    | MaximumGap
    | EvaluationRounds
    | EvaluationCadence
    | Consensus
)
