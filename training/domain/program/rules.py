"""The requirements of an internship as data. `training.domain.requirements` answers them."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from training.domain.program.marks import Count, Id, RefersTo


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    id: Id
    label: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumMinutes(_Rule):
    """So many countable minutes of the named activities; none named: of all."""

    kind: ClassVar[str] = "minutes"
    minutes: Count
    activities: tuple[Annotated[str, RefersTo("internship.activities")], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumMonths(_Rule):
    """So many months since the start, leave not counted."""

    kind: ClassVar[str] = "months"
    months: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctCases(_Rule):
    """So many different cases with countable time in the named activities; none named: in any."""

    kind: ClassVar[str] = "distinct_cases"
    cases: Count
    activities: tuple[Annotated[str, RefersTo("internship.activities")], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedCases(_Rule):
    """So many cases closed by mutual decision."""

    kind: ClassVar[str] = "closed_cases"
    cases: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class SignBy(_Rule):
    """Signed by the last day of the month that comes `months` after the month worked, or it counts 0."""

    kind: ClassVar[str] = "sign_by"
    months: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Consensus(_Rule):
    """Every party to the internship attests that it is complete."""

    kind: ClassVar[str] = "consensus"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRounds(_Rule):
    """So many rounds of evaluation, each answered by everyone asked."""

    kind: ClassVar[str] = "evaluations"
    rounds: Count


Requirement = (
    MinimumMinutes | MinimumMonths | DistinctCases | ClosedCases | SignBy | Consensus | EvaluationRounds
)
