"""What of a sealed file is shown to whom: opened answer by answer, for those the program names."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from training.actions.committee import opinions
from training.charts import Quality as DrawnQuality
from training.charts import Score, Scores, show_scores
from training.domain.answers import read_aloud, written_parts
from training.domain.application import ReferenceStatus
from training.domain.program import Program, Question
from training.domain.review import ReviewStatus, visible
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.models import Application, Reference, Review
from training.vault import PersonVault

COMMITTEE = frozenset({Role.REVIEWER, Role.CHAIR})
Roles = frozenset[Role]


@dataclass(frozen=True, slots=True)
class Said:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadPart:
    id: str
    title: str
    said: list[Said]


@dataclass(frozen=True, slots=True)
class ReadLetter:
    name: str
    profession: str
    said: list[Said]


@dataclass(frozen=True, slots=True)
class ReadScore:
    quality: str
    level: int
    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ReadReview:
    ref: str
    reviewer: str
    is_own: bool
    is_submitted: bool
    scores: dict[str, ReadScore]


def may_read(question: Question, roles: Roles) -> bool:
    """Only what the program lets a member's own capacity in the committee read."""
    return not {role.value for role in roles & COMMITTEE}.isdisjoint(who.value for who in question.readers)


def parts(application: Application, program: Program, keys: PersonVault, roles: Roles) -> list[ReadPart]:
    """The answers, part by part; what nobody here may read is not opened, and an empty part not shown."""
    sealed = {answer.question: answer for answer in application.answers}
    texts = {
        question.id: keys.open(sealed[question.id].place, sealed[question.id].sealed)
        for question in program.application.questions
        if question.id in sealed and may_read(question, roles)
    }
    shown = [
        ReadPart(part.id, part.title, _said(part.questions, texts, roles))
        for part in written_parts(program.application)
    ]
    return [part for part in shown if part.said]


def letters(application: Application, program: Program, keys: PersonVault, roles: Roles) -> list[ReadLetter]:
    """The letters of recommendation that have come."""
    return [
        ReadLetter(
            one.name,
            one.profession,
            _said(program.references.questions, _texts(one, keys), roles),
        )
        for one in application.references
        if one.status is ReferenceStatus.RECEIVED
    ]


def _texts(one: Reference, keys: PersonVault) -> dict[str, str]:
    if one.sealed is None:
        return {}
    texts: dict[str, str] = json.loads(keys.open(one.place, one.sealed))
    return texts


def _said(questions: Iterable[Question], texts: dict[str, str], roles: Roles) -> list[Said]:
    return [
        Said(question.label, read_aloud(question, texts.get(question.id, "")))
        for question in questions
        if may_read(question, roles)
    ]


def reviews(
    application: Application, program: Program, keys: PersonVault, reader: int, *, deciding: bool = False
) -> list[ReadReview]:
    """The reviews this reader may see, own first."""
    refs = {one.ref for one in visible(opinions(application), reader, deciding=deciding)}
    seen = [one for one in application.reviews if one.ref in refs]
    own_first = sorted(seen, key=lambda one: one.reviewer_id != reader)
    return [_review(one, program, keys, reader) for one in own_first]


def submitted(application: Application, program: Program, keys: PersonVault) -> list[ReadReview]:
    """Every review that was sent, for a reader who wrote none of them."""
    sent = [one for one in application.reviews if one.status is ReviewStatus.SUBMITTED]
    return [_review(one, program, keys, reader=0) for one in sent]


def _review(review: Review, program: Program, keys: PersonVault, reader: int) -> ReadReview:
    by_quality = {score.quality: score for score in review.scores}
    return ReadReview(
        ref=review.ref,
        reviewer=review.reviewer.name,
        is_own=review.reviewer_id == reader,
        is_submitted=review.status is ReviewStatus.SUBMITTED,
        scores={
            quality.id: ReadScore(
                quality.label,
                score.level,
                quality.level(score.level).label if score.level else _("not yet chosen"),
                keys.open(score.place, score.sealed),
            )
            for quality in program.committee.qualities
            if (score := by_quality.get(quality.id))
        },
    )


def compared(reviews: Iterable[ReadReview], program: Program) -> Markup:
    """The scores of the reviews that are in, a small picture for each quality."""
    written = [one for one in reviews if one.is_submitted]
    qualities = tuple(
        DrawnQuality(
            quality.id, quality.label, len(quality.levels), tuple(_score(one, quality.id) for one in written)
        )
        for quality in program.committee.qualities
    )
    return show_scores(Scores(id="scores", title=_("Scores by quality and member"), qualities=qualities))


def _score(review: ReadReview, quality: str) -> Score:
    given = review.scores.get(quality)
    return Score(review.reviewer, (given.level or None) if given else None, given.label if given else "")
