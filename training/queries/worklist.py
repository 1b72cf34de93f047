"""What waits for somebody, counted in one statement whatever the number of roles."""

from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, Select, exists, func, literal, or_, select

from training.domain.application import ApplicationStatus as A
from training.domain.certificate import CertificateStatus
from training.domain.course import EnrolmentStatus, Presence
from training.domain.internship import CaseStatus, InternshipStatus, SupervisionStatus
from training.domain.review import ReviewStatus
from training.domain.roles import Role
from training.domain.signoff import EntryStatus, RequestStatus
from training.models import (
    Application,
    Attendance,
    Case,
    Certificate,
    CourseSession,
    Enrolment,
    Entry,
    Internship,
    Letter,
    LetterStatus,
    Review,
    SignOffRequest,
    Supervision,
    Teaching,
)

Count = ScalarSelect[int]


def waiting(person_id: int, ref: str, roles: frozenset[Role], today: date) -> Select[Any]:
    """One row of counts, each labelled with the kind of work. Only what the roles held may do is counted."""
    counts: dict[str, Count] = {}
    for role, parts in _PARTS.items():
        if role in roles:
            counts |= parts(person_id, ref, today)
    columns: list[Any] = [count.label(name) for name, count in counts.items()]
    return select(*columns or [literal(0).label("idle")])


def _count(model: Any, *conditions: Any) -> Count:
    return select(func.count()).select_from(model).where(*conditions).scalar_subquery()


def _applicant(person_id: int, _ref: str, _today: date) -> dict[str, Count]:
    mine = Application.person_id == person_id
    return {
        "application_draft": _count(Application, mine, Application.status == A.DRAFT),
        "application_returned": _count(Application, mine, Application.status == A.RETURNED),
        "application_offered": _count(Application, mine, Application.status == A.OFFERED),
    }


def _reviewer(person_id: int, _ref: str, _today: date) -> dict[str, Count]:
    mine = (Review.reviewer_id == person_id, Application.status == A.UNDER_REVIEW)
    joined = Review.__table__.join(Application.__table__)
    return {
        "conflict_to_answer": _count(
            joined,
            Review.reviewer_id == person_id,
            Review.status == ReviewStatus.ASSIGNED,
            Application.status.in_((A.SUBMITTED, A.UNDER_REVIEW)),
        ),
        "review_to_write": _count(joined, *mine, Review.status == ReviewStatus.IN_PROGRESS),
    }


def _chair(person_id: int, _ref: str, _today: date) -> dict[str, Count]:
    others = Application.person_id != person_id
    return {
        "application_to_assign": _count(Application, others, Application.status == A.SUBMITTED),
        "application_to_release": _count(Application, others, Application.status == A.DECIDED),
    }


def _instructor(person_id: int, _ref: str, today: date) -> dict[str, Count]:
    unverified = exists().where(
        Attendance.session_id == CourseSession.id,
        Attendance.verified_at.is_(None),
        Attendance.presence != Presence.EXPECTED,
    )
    untaken = ~exists().where(Attendance.session_id == CourseSession.id)
    taught = CourseSession.__table__.join(Teaching.__table__, Teaching.cohort_id == CourseSession.cohort_id)
    people = exists().where(
        Enrolment.cohort_id == CourseSession.cohort_id, Enrolment.status == EnrolmentStatus.ACTIVE
    )
    mine = (Teaching.instructor_id == person_id, CourseSession.on <= today, people)
    return {"attendance_to_verify": _count(taught, *mine, or_(unverified, untaken))}


def _trainee(person_id: int, _ref: str, _today: date) -> dict[str, Count]:
    mine = (Enrolment.person_id == person_id, Enrolment.status == EnrolmentStatus.REGISTERED)
    return {"confidentiality_to_sign": _count(Enrolment, *mine)}


def _intern(person_id: int, _ref: str, today: date) -> dict[str, Count]:
    joined = Entry.__table__.join(Internship.__table__)
    mine = Internship.person_id == person_id
    month = today.replace(day=1)
    return {
        "agreement_to_sign_as_intern": _count(
            Internship,
            mine,
            Internship.status == InternshipStatus.AGREEMENT_PENDING,
            Internship.agreement_id.is_(None),
        ),
        "entries_returned": _count(joined, mine, Entry.status == EntryStatus.RETURNED),
        "entries_unsent": _count(joined, mine, Entry.status == EntryStatus.DRAFT, Entry.on < month),
    }


def _supervisor(person_id: int, _ref: str, _today: date) -> dict[str, Count]:
    return {
        "sign_off_waiting": _count(
            SignOffRequest,
            SignOffRequest.supervisor_id == person_id,
            SignOffRequest.status == RequestStatus.REQUESTED,
        ),
        "agreement_to_sign": _count(
            Supervision,
            Supervision.supervisor_id == person_id,
            Supervision.status == SupervisionStatus.INVITED,
        ),
    }


def _registrar(person_id: int, ref: str, _today: date) -> dict[str, Count]:
    return {
        "to_enrol": _count(Application, Application.status == A.ACCEPTED),
        "case_to_approve": _count(Case, Case.status == CaseStatus.PROPOSED),
        "supervisors_to_name": _count(Internship, Internship.status == InternshipStatus.PROPOSED),
    } | _certificates(person_id, ref)


def _director(person_id: int, ref: str, _today: date) -> dict[str, Count]:
    return {
        "completion_to_judge": _count(Internship, Internship.status == InternshipStatus.COMPLETION_REVIEW),
        "recommendation_to_give": _count(
            Enrolment, Enrolment.status == EnrolmentStatus.COMPLETED, Enrolment.recommendation.is_(None)
        ),
    } | _certificates(person_id, ref)


def _certificates(person_id: int, ref: str) -> dict[str, Count]:
    others = Certificate.person_id != person_id
    proposed = (Certificate.status == CertificateStatus.PROPOSED, Certificate.proposed_by != ref, others)
    return {
        "certificate_to_approve": _count(Certificate, *proposed),
        "certificate_to_issue": _count(Certificate, Certificate.status == CertificateStatus.APPROVED, others),
    }


def _administrator(_person_id: int, _ref: str, _today: date) -> dict[str, Count]:
    return {"letters_failed": _count(Letter, Letter.status == LetterStatus.FAILED)}


_PARTS: dict[Role, Any] = {
    Role.APPLICANT: _applicant,
    Role.REVIEWER: _reviewer,
    Role.CHAIR: lambda *args: _reviewer(*args) | _chair(*args),
    Role.INSTRUCTOR: _instructor,
    Role.TRAINEE: _trainee,
    Role.INTERN: _intern,
    Role.THERAPIST: _supervisor,
    Role.MENTOR: _supervisor,
    Role.REGISTRAR: _registrar,
    Role.DIRECTOR: _director,
    Role.ADMINISTRATOR: _administrator,
}
