"""The course (phase 1) and the internship (phase 2)."""

from dataclasses import dataclass, field
from typing import Annotated

from training.domain.program.admission import Question
from training.domain.program.marks import Amount, Count, Id, RefersTo, Who
from training.domain.program.rules import Counting, Requirement, SignBy
from training.domain.program.wording import Attestation, Choice, Wording, find
from training.domain.words import Word


class ModuleKind(Word):
    DIDACTIC = "didactic"
    EXPERIENTIAL = "experiential"


class Signer(Word):
    THERAPIST = "therapist"
    MENTOR = "mentor"
    BOTH = "both"

    @property
    def roles(self) -> tuple[Who, ...]:
        return (Who.THERAPIST, Who.MENTOR) if self is Signer.BOTH else (Who(self.value),)


class Per(Word):
    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A stretch of the course. `after`: the module to pass first; `review`: ends with a review interview."""

    id: Id
    title: str
    kind: ModuleKind
    minutes: Count
    sessions: Count
    summary: str
    after: Annotated[str, RefersTo("course.modules")] | None = None
    review: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    id: Id
    label: str
    looks_for: str
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    title: str
    minutes: Count
    didactic_minutes: Amount
    experiential_minutes: Amount
    source: str
    confidentiality: Wording
    modules: tuple[Module, ...]
    assessments: tuple[Assessment, ...]

    def module(self, wanted: str) -> Module:
        return find(self.modules, wanted)

    def assessment(self, wanted: str) -> Assessment:
        return find(self.assessments, wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """After each entry of an activity, one of this activity on the same case within so many days."""

    activity: Annotated[str, RefersTo("internship.activities")]
    within_days: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    id: Id
    label: str
    needs_case: bool
    signed_by: Signer
    hint: str = ""
    uses_methods: bool = False
    expects_after: tuple[Expected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerns:
    """Coarse categories of what a client comes with; recorded by the therapist, and only if `asked`."""

    asked: bool
    why: str
    categories: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How a case meets: minutes with the partner and with the therapist, per day or per week."""

    id: Id
    label: str
    per: Per
    partner_from: Count
    partner_to: Count
    therapist_minutes: Count
    source: str
    lasts_days: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    daily_minutes: Count
    late_entry_days: Count
    revoke_days: Count
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationForm:
    by: Who
    about: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluations:
    every_months: Count
    source: str
    forms: tuple[EvaluationForm, ...]

    def form(self, by: Who) -> EvaluationForm:
        return find(self.forms, by, by="by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Internship:
    title: str
    source: str
    agreement: Wording
    limits: Limits
    activities: tuple[Activity, ...]
    methods: tuple[Choice, ...]
    concerns: Concerns
    formats: tuple[Format, ...]
    requirements: tuple[Requirement, ...]
    evaluations: Evaluations
    attestations: tuple[Attestation, ...]
    counting: Counting = field(default_factory=Counting)

    @property
    def sign_by_months(self) -> int | None:
        """Months after the month worked by whose end hours must be signed; None: no deadline."""
        return next((rule.months for rule in self.requirements if isinstance(rule, SignBy)), None)

    def activity(self, wanted: str) -> Activity:
        return find(self.activities, wanted)

    def method(self, wanted: str) -> Choice:
        return find(self.methods, wanted)

    def format(self, wanted: str) -> Format:
        return find(self.formats, wanted)

    def requirement(self, wanted: str) -> Requirement:
        return find(self.requirements, wanted)

    def attestation(self, party: Who) -> Attestation:
        return find(self.attestations, party, by="party")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """An activity as far as rules go."""

    id: Id
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The rules of an internship by themselves: those of another body, or ours to be tried on a log."""

    title: str
    source: str
    activities: tuple[Counted, ...]
    requirements: tuple[Requirement, ...]
    counting: Counting = field(default_factory=Counting)
