"""The internship with what its pages show, and the people who may supervise."""

from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from training.domain.roles import Role
from training.models import Appointment, Case, Cohort, Enrolment, Internship, Licence, Person, Supervision

# Few rows each, so they come in one statement with the internship.
_WITH = (
    joinedload(Internship.person),
    joinedload(Internship.program),
    joinedload(Internship.supervisions).joinedload(Supervision.supervisor),
    joinedload(Internship.leaves),
)


def mine(person_id: int) -> Select[Internship]:
    """Somebody's latest internship, with supervisors and leaves."""
    return _latest(Internship.person_id == person_id, *_WITH)


def for_log(person_id: int) -> Select[Internship]:
    """As `mine`, with the cases and who signs in them."""
    people = selectinload(Internship.cases).options(joinedload(Case.therapist), joinedload(Case.mentor))
    return _latest(Internship.person_id == person_id, *_WITH, people)


def whole(person_id: int) -> Select[Internship]:
    """As `mine`, with everything the requirements ask about."""
    return _latest(Internship.person_id == person_id, *_WITH, *_REQUIRED)


def agreement(person_id: int) -> Select[Internship]:
    """As `mine`, with the signatures on the agreement."""
    return _latest(Internship.person_id == person_id, *_WITH, *_SIGNED)


def of_person(ref: str) -> Select[Internship]:
    """The office's view of somebody's latest internship: everything."""
    this = Internship.person_id == select(Person.id).where(Person.ref == ref).scalar_subquery()
    return _latest(this, *_WITH, *_REQUIRED, *_SIGNED)


_REQUIRED = (
    joinedload(Internship.supervisions).joinedload(Supervision.supervisor).selectinload(Person.licences),
    selectinload(Internship.cases),
    selectinload(Internship.evaluations),
    selectinload(Internship.attestations),
)
_SIGNED = (joinedload(Internship.agreement), joinedload(Internship.staff_agreement))


def _latest(condition: object, *options: ORMOption) -> Select[Internship]:
    return (
        select(Internship)
        .where(condition)  # type: ignore[arg-type]
        .options(*options)
        .order_by(Internship.id.desc())
        .limit(1)
    )


def course_of(ref: str) -> Select[Enrolment]:
    """Somebody's latest course, with the person and the program it was taken in."""
    return (
        select(Enrolment)
        .join(Enrolment.person)
        .where(Person.ref == ref)
        .options(
            joinedload(Enrolment.person).selectinload(Person.appointments),
            joinedload(Enrolment.cohort).joinedload(Cohort.program),
        )
        .order_by(Enrolment.id.desc())
        .limit(1)
    )


def may_supervise(on: date) -> Select[Person]:
    """Therapists with a verified licence on that day, and mentors, by name, with both lists loaded."""
    holds = _held(Person.id, on)
    licensed = (
        select(Licence.id)
        .where(Licence.person_id == Person.id, Licence.verified_on.is_not(None))
        .where(Licence.valid_from <= on, Licence.expires_on >= on)
    )
    is_mentor = holds.where(Appointment.role == Role.MENTOR).exists()
    is_therapist = holds.where(Appointment.role == Role.THERAPIST).exists() & licensed.exists()
    return (
        select(Person)
        .where(Person.active, or_(is_mentor, is_therapist))
        .options(selectinload(Person.appointments), selectinload(Person.licences))
        .order_by(Person.name, Person.id)
        .limit(500)
    )


def _held(person_id: object, on: date) -> Select[int]:
    return (
        select(Appointment.id)
        .where(Appointment.person_id == person_id, Appointment.from_on <= on)
        .where(or_(Appointment.until_on.is_(None), Appointment.until_on >= on))
    )


def supervision(ref: str) -> Select[Supervision]:
    """One supervision with what its agreement needs: the internship, all its supervisors, the signatures."""
    whole_agreement = joinedload(Supervision.internship).options(
        joinedload(Internship.person),
        joinedload(Internship.program),
        joinedload(Internship.supervisions).joinedload(Supervision.supervisor),
        joinedload(Internship.agreement),
        joinedload(Internship.staff_agreement),
    )
    return (
        select(Supervision)
        .where(Supervision.ref == ref)
        .options(joinedload(Supervision.supervisor).selectinload(Person.licences), whole_agreement)
        .order_by(Supervision.id)
    )


def signer(person_id: int) -> Select[Person]:
    """Whoever signs, with the licences a signature names."""
    return select(Person).where(Person.id == person_id).options(selectinload(Person.licences))


def all_of(person_id: int) -> Select[Internship]:
    """Every internship somebody has had, latest first."""
    return select(Internship).where(Internship.person_id == person_id).order_by(Internship.id.desc())
