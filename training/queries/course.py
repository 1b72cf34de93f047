"""Cohorts, sessions, attendance and enrolments, as statements with their loads."""

from datetime import date

from sqlalchemy import Row, Select, case, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from training.domain.application import ApplicationStatus
from training.domain.certificate import CertificateStatus
from training.domain.course import HOLDS_A_PLACE, EnrolmentStatus, Presence
from training.domain.program import ModuleKind
from training.domain.roles import Role
from training.models import (
    Application,
    Appointment,
    Attendance,
    Certificate,
    Cohort,
    CourseSession,
    Enrolment,
    Person,
    Teaching,
)

DAYS_SHOWN = 5  # days of attendance that wait, above the list of cohorts
SHOWN = 200  # cohorts on one page: more than a body holds in twenty years


def cohorts(instructor_id: int) -> Select[Cohort, int, bool]:
    """Each cohort, the places taken, whether this instructor teaches it; theirs first, then the newest."""
    taken = (
        select(func.count(Enrolment.id))
        .where(Enrolment.cohort_id == Cohort.id, Enrolment.status.in_(HOLDS_A_PLACE))
        .scalar_subquery()
    )
    teaches = (
        select(Teaching.id)
        .where(Teaching.cohort_id == Cohort.id, Teaching.instructor_id == instructor_id)
        .exists()
    )
    return (
        select(Cohort, taken, teaches)
        .order_by(case((teaches, 0), else_=1), Cohort.starts_on.desc(), Cohort.id.desc())
        .limit(SHOWN)
    )


def cohort(ref: str) -> Select[Cohort]:
    """With program, sessions, instructors, and the enrolments with their persons."""
    return (
        select(Cohort)
        .where(Cohort.ref == ref)
        .options(
            joinedload(Cohort.program),
            selectinload(Cohort.sessions),
            selectinload(Cohort.teaching).joinedload(Teaching.instructor),
            selectinload(Cohort.enrolments).joinedload(Enrolment.person),
        )
    )


def taught(ref: str) -> Select[Cohort]:
    """A cohort with who teaches in it, and nothing else."""
    return select(Cohort).where(Cohort.ref == ref).options(selectinload(Cohort.teaching))


Marked = tuple[int, int, ModuleKind, Presence, int, bool]


def marks(cohort_id: int) -> Select[*Marked]:
    """Every mark of a cohort as plain values, for the grid and the sums: a row for each that was taken.

    Enrolment id, session id, kind, presence, minutes, whether verified.
    """
    return (
        select(
            Attendance.enrolment_id,
            Attendance.session_id,
            CourseSession.kind,
            Attendance.presence,
            Attendance.minutes,
            Attendance.verified_at.is_not(None),
        )
        .join(Attendance.session)
        .where(CourseSession.cohort_id == cohort_id)
        .order_by(Attendance.id)
    )


MarkRow = Row[*Marked]


def session(cohort_ref: str, ref: str) -> Select[CourseSession]:
    """One session of a cohort, with all that a sheet of attendance needs."""
    here = select(CourseSession).join(CourseSession.cohort)
    return here.where(Cohort.ref == cohort_ref, CourseSession.ref == ref).options(
        contains_eager(CourseSession.cohort).selectinload(Cohort.teaching),
        contains_eager(CourseSession.cohort).selectinload(Cohort.enrolments).joinedload(Enrolment.person),
        selectinload(CourseSession.attendances),
    )


def taken(ref: str) -> Select[Cohort]:
    """A cohort for whoever takes attendance of a day: who teaches, and who is enrolled."""
    return (
        select(Cohort)
        .where(Cohort.ref == ref)
        .options(selectinload(Cohort.teaching), selectinload(Cohort.enrolments).joinedload(Enrolment.person))
    )


def sessions_on(cohort_id: int, on: date) -> Select[CourseSession]:
    """The sessions of one day in order, with the attendance of each."""
    return (
        select(CourseSession)
        .where(CourseSession.cohort_id == cohort_id, CourseSession.on == on)
        .options(selectinload(CourseSession.attendances))
        .order_by(CourseSession.id)
    )


def days_to_verify(instructor_id: int, on: date) -> Select[str, str, date, int]:
    """Days up to `on` with sessions this instructor has still to verify, the latest first.

    Reference and title of the cohort, the day, how many of its sessions.
    """
    verified = exists().where(Attendance.session_id == CourseSession.id, Attendance.verified_at.is_not(None))
    waiting = exists().where(Attendance.session_id == CourseSession.id, Attendance.verified_at.is_(None))
    active = exists().where(Enrolment.cohort_id == Cohort.id, Enrolment.status == EnrolmentStatus.ACTIVE)
    return (
        select(Cohort.ref, Cohort.title, CourseSession.on, func.count(CourseSession.id))
        .join(CourseSession.cohort)
        .join(Cohort.teaching)
        .where(
            Teaching.instructor_id == instructor_id, CourseSession.on <= on, active, or_(waiting, ~verified)
        )
        .group_by(Cohort.ref, Cohort.title, CourseSession.on)
        .order_by(CourseSession.on.desc(), Cohort.ref)
        .limit(DAYS_SHOWN)
    )


def enrolment(cohort_ref: str, ref: str) -> Select[Enrolment]:
    """One enrolment with its hours and assessments."""
    return (
        _whole(select(Enrolment))
        .where(Cohort.ref == cohort_ref, Enrolment.ref == ref)
        .options(contains_eager(Enrolment.cohort).selectinload(Cohort.teaching))
    )


def enrolment_of(person_id: int) -> Select[Enrolment]:
    """Somebody's own enrolment: the latest, where there was more than one."""
    latest = select(func.max(Enrolment.id)).where(Enrolment.person_id == person_id).scalar_subquery()
    return (
        _whole(select(Enrolment))
        .where(Enrolment.id == latest)
        .options(contains_eager(Enrolment.cohort).selectinload(Cohort.sessions))
    )


def _whole(statement: Select[Enrolment]) -> Select[Enrolment]:
    return statement.join(Enrolment.cohort).options(
        contains_eager(Enrolment.cohort).joinedload(Cohort.program),
        joinedload(Enrolment.person),
        joinedload(Enrolment.agreement),
        joinedload(Enrolment.signature),
        selectinload(Enrolment.attendances).joinedload(Attendance.session),
        selectinload(Enrolment.assessments),
    )


def accepted(program_id: int) -> Select[Application]:
    """Who has accepted an offer of this program and has no place yet, longest waiting first."""
    return (
        select(Application)
        .where(
            Application.status == ApplicationStatus.ACCEPTED,
            Application.program_id == program_id,
        )
        .options(joinedload(Application.person).selectinload(Person.appointments))
        .order_by(Application.submitted_at, Application.id)
    )


def instructors() -> Select[Person]:
    """Everybody appointed as an instructor, now or before; whoever asks looks at the day."""
    return (
        select(Person)
        .where(Person.appointments.any(Appointment.role == Role.INSTRUCTOR))
        .options(selectinload(Person.appointments))
        .order_by(Person.name, Person.id)
    )


def coursework_certificate(person_id: int) -> Select[int]:
    """The id of a certificate of coursework that is issued, or on its way."""
    ended = (CertificateStatus.REVOKED, CertificateStatus.SUPERSEDED, CertificateStatus.DROPPED)
    return (
        select(Certificate.id)
        .where(
            Certificate.person_id == person_id,
            Certificate.kind == "coursework",
            Certificate.status.not_in(ended),
        )
        .limit(1)
    )


def signer(person_id: int) -> Select[Person]:
    """A person with their licences, as a signature names them."""
    return select(Person).where(Person.id == person_id).options(selectinload(Person.licences))
