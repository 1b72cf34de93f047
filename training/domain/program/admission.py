"""The way in: application, references, committee."""

from dataclasses import dataclass
from itertools import chain
from typing import Annotated

from training.domain.program.marks import Amount, Count, Currency, Id, RefersTo, Who
from training.domain.program.wording import Choice, Wording, find
from training.domain.words import Word


class QuestionKind(Word):
    TEXT = "text"
    PARAGRAPH = "paragraph"
    ESSAY = "essay"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    EMAIL = "email"
    YESNO = "yesno"


class PartKind(Word):
    QUESTIONS = "questions"
    REFERENCES = "references"


class ReferencesNeeded(Word):
    BEFORE_DECISION = "before_decision"
    AFTER_OFFER = "after_offer"


class Outcome(Word):
    OFFER = "offer"
    WAITLIST = "waitlist"
    DECLINE = "decline"
    RETURN = "return"
    DEFER = "defer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`why` and `readers` are shown beside the field; a `sensitive` answer is stored encrypted."""

    id: Id
    label: str
    kind: QuestionKind
    why: str
    readers: tuple[Who, ...]
    hint: str = ""
    required: bool = True
    sensitive: bool = False
    min_words: Count | None = None
    max_words: Count | None = None
    choices: tuple[Choice, ...] = ()

    def choice(self, wanted: str) -> Choice:
        return find(self.choices, wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One step of the application. A part of kind `references` has no questions of its own."""

    id: Id
    title: str
    intro: str
    kind: PartKind = PartKind.QUESTIONS
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Private questions: people work in pairs, and everyone needs a workable partner."""

    intro: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    cents: Amount
    currency: Currency
    refundable: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    intro: str
    source: str
    consent: Wording
    fee: Fee
    parts: tuple[Part, ...]
    pairing: Pairing

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of every part in order, then the pairing questions."""
        return (*chain.from_iterable(part.questions for part in self.parts), *self.pairing.questions)

    def part(self, wanted: str) -> Part:
        return find(self.parts, wanted)

    def question(self, wanted: str) -> Question:
        return find(self.questions, wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Days after the request on which a reminder goes out, to the referee and to the applicant."""

    referee_days: tuple[Count, ...]
    applicant_days: tuple[Count, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    needed: Count
    required: ReferencesNeeded
    link_days: Count
    intro: str
    source: str
    reminders: Ladder
    questions: tuple[Question, ...]

    def question(self, wanted: str) -> Question:
        return find(self.questions, wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    score: Count
    label: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """One row of the rubric: what the committee looks for, with described levels."""

    id: Id
    label: str
    looks_for: str
    levels: tuple[Level, ...]

    def level(self, score: int) -> Level:
        return find(self.levels, score, by="score")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A kind of conflict of interest; `recuses`: the file stays shut to whoever declares it."""

    id: Id
    label: str
    recuses: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionKind:
    outcome: Outcome
    label: str
    letter: Annotated[str, RefersTo("letters")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineReason:
    id: Id
    label: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    minutes: Count
    source: str
    questions: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    reviews_needed: Count
    reply_days: Count
    source: str
    qualities: tuple[Quality, ...]
    conflicts: tuple[Conflict, ...]
    decisions: tuple[DecisionKind, ...]
    decline_reasons: tuple[DeclineReason, ...]
    interview: Interview

    def quality(self, wanted: str) -> Quality:
        return find(self.qualities, wanted)

    def conflict(self, wanted: str) -> Conflict:
        return find(self.conflicts, wanted)

    def decision(self, outcome: Outcome) -> DecisionKind:
        return find(self.decisions, outcome, by="outcome")

    def decline_reason(self, wanted: str) -> DeclineReason:
        return find(self.decline_reasons, wanted)
