"""What the committee asks: the board, one file, who may be assigned, what waits for release."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Case, ColumnElement, ScalarSelect, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from training.domain.application import ApplicationStatus, ReferenceStatus
from training.domain.program import Program, ReferencesNeeded
from training.domain.review import ReviewStatus, Stage
from training.domain.roles import Role
from training.models import (
    Application,
    Appointment,
    Decision,
    Internship,
    Person,
    ProgramVersion,
    Reference,
    Review,
    Supervision,
)

PER_PAGE = 20
MEMBERS_AT_MOST = 200
A = ApplicationStatus
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Quorum:
    """What a program wants in before a decision."""

    reviews: int
    references: int


def quorum(program: Program) -> Quorum:
    first = program.references.required is ReferencesNeeded.BEFORE_DECISION
    return Quorum(program.committee.reviews_needed, program.references.needed if first else 0)


def versions() -> Select[ProgramVersion]:
    """Every published version: a handful, of which applications on one board may be pinned to several."""
    return select(ProgramVersion).order_by(ProgramVersion.id)


def my_reviews(reviewer_id: int) -> Select[Review]:
    """What one member was asked for, the longest waiting first. Programs are looked up by their id."""
    return (
        select(Review)
        .join(Review.application)
        .where(Review.reviewer_id == reviewer_id, Application.person_id != reviewer_id)
        .options(joinedload(Review.application).joinedload(Application.person))
        .order_by(Application.submitted_at, Review.id)
        .limit(100)
    )


def stage_counts(reader_id: int, quorums: Mapping[int, Quorum]) -> Select[str, int, int]:
    """How many applications stand at each stage of the board, and how many of them are the reader's to move.

    The reader's own are left out; those they stepped back from are seen and not theirs to move.
    """
    stage = _stage(quorums)
    theirs = func.sum(case((is_for(reader_id), 1), else_=0))
    return select(stage, func.count(Application.id), theirs).where(_on_board(reader_id)).group_by(stage)


def at_stage(
    stage: Stage, reader_id: int, quorums: Mapping[int, Quorum], *, page: int
) -> Select[Application, int, int, ReviewStatus | None]:
    """One page of a stage: application, reviews in, references in, and the reader's own part in it."""
    oldest_first = (Application.submitted_at, Application.id)
    newest_first = (Application.submitted_at.desc(), Application.id.desc())
    return (
        select(Application, _reviews_in(), _references_in(), _own_part(reader_id))
        .where(_on_board(reader_id), _stage(quorums) == stage.value)
        .options(joinedload(Application.person))
        .order_by(*(newest_first if stage is Stage.PAST else oldest_first))
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )


def arrangement(ref: str) -> Select[Application]:
    """One application for those who arrange its reading: who reads, nothing of what was written."""
    return (
        select(Application)
        .where(Application.ref == ref)
        .options(
            joinedload(Application.person),
            joinedload(Application.program),
            selectinload(Application.references),
            selectinload(Application.reviews).joinedload(Review.reviewer),
            selectinload(Application.decisions),
        )
        .order_by(Application.id)
    )


def file(ref: str) -> Select[Application]:
    """One application with everything the committee reads, still sealed."""
    return (
        select(Application)
        .where(Application.ref == ref)
        .options(
            joinedload(Application.person),
            joinedload(Application.program),
            selectinload(Application.answers),
            selectinload(Application.references),
            selectinload(Application.reviews).options(joinedload(Review.reviewer), joinedload(Review.scores)),
        )
        .order_by(Application.id)
    )


def deliberation(ref: str) -> Select[Application]:
    """The file, and what was decided before."""
    return file(ref).options(selectinload(Application.decisions))


def members(on: date) -> Select[Person]:
    """Who may be assigned: everybody who holds a role in the committee on that day."""
    held = select(Appointment.person_id).where(
        Appointment.role.in_((Role.REVIEWER, Role.CHAIR)),
        Appointment.from_on <= on,
        or_(Appointment.until_on.is_(None), Appointment.until_on >= on),
    )
    return (
        select(Person)
        .where(Person.id.in_(held), Person.active)
        .order_by(Person.name, Person.id)
        .limit(MEMBERS_AT_MOST)
    )


def supervisor_addresses(person_id: int) -> Select[str]:
    """The e-mail addresses of those who have supervised this person, now or before."""
    return (
        select(Person.email)
        .join(Supervision, Supervision.supervisor_id == Person.id)
        .join(Internship, Supervision.internship_id == Internship.id)
        .where(Internship.person_id == person_id)
        .order_by(Person.email)
        .distinct()
    )


def to_release(reader_id: int) -> Select[Application]:
    """Decided and not yet told; not the reader's own, nor what they stepped back from."""
    return (
        select(Application)
        .where(Application.status == A.DECIDED, is_for(reader_id))
        .options(
            joinedload(Application.person),
            selectinload(Application.program),
            selectinload(Application.decisions),
        )
        .order_by(Application.submitted_at, Application.id)
        .limit(PER_PAGE)
    )


def is_for(reader_id: int) -> ColumnElement[bool]:
    """Neither the reader's own application nor one they stepped back from."""
    stepped_back = select(Review.application_id).where(
        Review.reviewer_id == reader_id, Review.status == ReviewStatus.RECUSED
    )
    return and_(Application.person_id != reader_id, Application.id.not_in(stepped_back))


def is_at(stage: Stage, quorums: Mapping[int, Quorum]) -> ColumnElement[bool]:
    """Whether an application stands at a stage of the board."""
    return and_(Application.submitted_at.is_not(None), _stage(quorums) == stage.value)


def _on_board(reader_id: int) -> ColumnElement[bool]:
    return and_(
        Application.submitted_at.is_not(None),
        Application.status.not_in((A.DRAFT, A.DISCARDED)),
        Application.person_id != reader_id,
    )


def _stage(quorums: Mapping[int, Quorum]) -> Case[str]:
    """The stage of the board as the database sees it; `Stage` holds the words."""
    return case(
        (Application.status == A.SUBMITTED, Stage.TO_ASSIGN.value),
        (and_(Application.status == A.UNDER_REVIEW, _is_ready(quorums)), Stage.READY.value),
        (Application.status.in_((A.UNDER_REVIEW, A.RETURNED)), Stage.UNDER_REVIEW.value),
        (Application.status == A.DECIDED, Stage.DECIDED.value),
        else_=Stage.PAST.value,
    )


def _is_ready(quorums: Mapping[int, Quorum]) -> ColumnElement[bool]:
    enough = [
        and_(
            Application.program_id == version,
            _reviews_in() >= wanted.reviews,
            _references_in() >= wanted.references,
        )
        for version, wanted in quorums.items()
    ]
    return or_(*enough) if enough else false()


def _reviews_in() -> ScalarSelect[int]:
    """Submitted reviews that count: after an appeal, those written since the last release."""
    released = (
        select(func.max(Decision.released_at))
        .where(Decision.application_id == Application.id)
        .correlate(Application)
        .scalar_subquery()
    )
    return (
        select(func.count(Review.id))
        .where(
            Review.application_id == Application.id,
            Review.status == ReviewStatus.SUBMITTED,
            Review.submitted_at > func.coalesce(released, _BEGINNING),
        )
        .correlate(Application)
        .scalar_subquery()
    )


def _references_in() -> ScalarSelect[int]:
    return (
        select(func.count(Reference.id))
        .where(Reference.application_id == Application.id, Reference.status == ReferenceStatus.RECEIVED)
        .correlate(Application)
        .scalar_subquery()
    )


def _own_part(reader_id: int) -> ScalarSelect[ReviewStatus]:
    return (
        select(Review.status)
        .where(Review.application_id == Application.id, Review.reviewer_id == reader_id)
        .correlate(Application)
        .scalar_subquery()
    )
