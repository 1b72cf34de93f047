"""People, for the office: search, and one person's record with what happened."""

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import Select, exists, func, or_, select, tuple_
from sqlalchemy.orm import selectinload

from training.domain.certificate import CertificateStatus
from training.domain.course import EnrolmentStatus
from training.domain.internship import ENDED, CaseStatus, InternshipStatus
from training.domain.road import UNDER_WAY, Stage
from training.domain.roles import Role
from training.models import (
    Application,
    Appointment,
    Case,
    Certificate,
    Chain,
    Cohort,
    Enrolment,
    Event,
    Internship,
    Person,
)

PAGE = 50
LEARNING = (EnrolmentStatus.REGISTERED, EnrolmentStatus.ACTIVE, EnrolmentStatus.PAUSED)
IN_FORCE = (Certificate.kind == "certified", Certificate.status == CertificateStatus.ISSUED)


def search(
    text: str = "",
    role: Role | None = None,
    stage: Stage | None = None,
    after: str = "",
    *,
    newest_first: bool = False,
) -> Select[Person]:
    """People after the one with the ref `after`; one more than a page holds tells if it ends.

    In order of their names, or those who joined last at the beginning.
    """
    found = select(Person).where(*_matching(text, role, stage)).options(selectinload(Person.appointments))
    if newest_first:
        found = found.order_by(Person.joined_at.desc(), Person.id.desc())
    else:
        found = found.order_by(Person.name, Person.id)
    if after:
        last = select(Person.name, Person.joined_at, Person.id).where(Person.ref == after).subquery()
        earlier = tuple_(Person.joined_at, Person.id) < tuple_(last.c.joined_at, last.c.id)
        further = tuple_(Person.name, Person.id) > tuple_(last.c.name, last.c.id)
        found = found.join(last, earlier if newest_first else further)
    return found.limit(PAGE + 1)


def how_many(text: str = "", role: Role | None = None, stage: Stage | None = None) -> Select[int]:
    return select(func.count()).select_from(Person).where(*_matching(text, role, stage))


def _matching(text: str, role: Role | None, stage: Stage | None) -> list[Any]:
    conditions: list[Any] = []
    if text:
        pattern = f"%{text.replace('%', '').replace('_', '')}%"
        by_name = Person.name.ilike(pattern)
        conditions.append(or_(by_name, Person.email == text.lower(), Person.ref == text.upper()))
    if role:
        conditions.append(Person.appointments.any(Appointment.role == role))
    if stage:
        conditions.append(Person.id.in_(_AT[stage]()))
    return conditions


def _interns(*statuses: InternshipStatus) -> Select[int]:
    return select(Internship.person_id).where(Internship.status.in_(statuses))


_AT: dict[Stage, Callable[[], Select[int]]] = {
    Stage.APPLYING: lambda: select(Application.person_id).where(Application.status.in_(UNDER_WAY)),
    Stage.IN_THE_COURSE: lambda: select(Enrolment.person_id).where(Enrolment.status.in_(LEARNING)),
    Stage.IN_THE_INTERNSHIP: lambda: select(Internship.person_id).where(Internship.status.not_in(ENDED)),
    Stage.CERTIFIED: lambda: select(Certificate.person_id).where(*IN_FORCE),
    Stage.NEEDS_SUPERVISORS: lambda: _interns(InternshipStatus.PROPOSED),
    Stage.HAS_A_CASE_TO_JUDGE: lambda: (
        select(Internship.person_id).join(Internship.cases).where(Case.status == CaseStatus.PROPOSED)
    ),
    Stage.ASKS_FOR_COMPLETION: lambda: _interns(InternshipStatus.COMPLETION_REVIEW),
}


def whereabouts(person_ids: Collection[int]) -> Select[Any]:
    """For each of these people the latest of everything on their road, in one statement."""

    def latest(column: Any, model: Any) -> Any:
        found = select(column).where(model.person_id == Person.id).order_by(model.id.desc()).limit(1)
        return found.scalar_subquery()

    in_cohort = select(Cohort.ref).join(Enrolment, Enrolment.cohort_id == Cohort.id)
    cohort = in_cohort.where(Enrolment.person_id == Person.id).order_by(Enrolment.id.desc()).limit(1)
    return select(
        Person.id,
        latest(Application.status, Application).label("application"),
        latest(Enrolment.status, Enrolment).label("enrolment"),
        latest(Internship.status, Internship).label("internship"),
        exists().where(Certificate.person_id == Person.id, *IN_FORCE).label("certified"),
        latest(Enrolment.ref, Enrolment).label("enrolment_ref"),
        cohort.scalar_subquery().label("cohort_ref"),
    ).where(Person.id.in_(person_ids))


def one(ref: str) -> Select[Person]:
    return (
        select(Person)
        .where(Person.ref == ref)
        .options(selectinload(Person.appointments), selectinload(Person.licences))
    )


def holding(role: Role) -> Select[Person]:
    """Everyone who holds or held a role, with licences, by name."""
    return (
        select(Person)
        .where(Person.appointments.any(Appointment.role == role))
        .options(selectinload(Person.appointments), selectinload(Person.licences))
        .order_by(Person.name, Person.id)
    )


def happened(chain: Chain, limit: int = 20, without: Collection[str] = (), before: int = 0) -> Select[Event]:
    """The latest events of a record, newest first, without some kinds; those before the numbered one."""
    found = select(Event).where(Event.chain_id == chain.id).order_by(Event.number.desc()).limit(limit)
    if before:
        found = found.where(Event.number < before)
    return found.where(Event.kind.not_in(without)) if without else found


def named(refs: set[str]) -> Select[Person]:
    """The people behind these refs, for "who did it"."""
    return select(Person).where(Person.ref.in_(refs)).order_by(Person.id)
