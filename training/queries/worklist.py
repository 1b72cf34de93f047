"""What waits for somebody, counted in one statement whatever the number of roles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from training.domain.application import ApplicationStatus as A
from training.domain.certificate import CertificateStatus
from training.domain.course import EnrolmentStatus, Presence
from training.domain.internship import (
    ENDED,
    LOGGING,
    CaseStatus,
    InternshipStatus,
    Party,
    SupervisionStatus,
)
from training.domain.program import Program
from training.domain.program.practice import Expected
from training.domain.review import ReviewStatus, Stage
from training.domain.roles import Role
from training.domain.signoff import EntryStatus, RequestStatus
from training.models import (
    Application,
    Attendance,
    Attestation,
    Case,
    Certificate,
    CourseSession,
    Enrolment,
    Entry,
    Insurance,
    Internship,
    Letter,
    LetterStatus,
    Licence,
    Review,
    SignOffRequest,
    Supervision,
    Teaching,
)
from training.queries import committee
from training.queries.hours import IN_THE_LOG

Count = ScalarSelect[int]


@dataclass(frozen=True, slots=True)
class Asking:
    """For whom it is counted, on which day, and under which programs (by the id of their version)."""

    person_id: int
    ref: str
    today: date
    programs: Mapping[int, Program]


def waiting(asking: Asking, roles: frozenset[Role]) -> Select[Any]:
    """One row of counts, each labelled with the kind of work. Only what the roles held may do is counted."""
    counts: dict[str, ColumnElement[int]] = {}
    for role, parts in _PARTS.items():
        if role in roles:
            counts |= parts(asking)
    columns: list[Any] = [count.label(name) for name, count in counts.items()]
    return select(*columns or [literal(0).label("idle")])


def _count(model: Any, *conditions: Any) -> Count:
    return select(func.count()).select_from(model).where(*conditions).scalar_subquery()


def _applicant(asking: Asking) -> dict[str, ColumnElement[int]]:
    mine = Application.person_id == asking.person_id
    return {
        "application_draft": _count(Application, mine, Application.status == A.DRAFT),
        "application_returned": _count(Application, mine, Application.status == A.RETURNED),
        "application_offered": _count(Application, mine, Application.status == A.OFFERED),
    }


def _reviewer(asking: Asking) -> dict[str, ColumnElement[int]]:
    mine = (Review.reviewer_id == asking.person_id, Application.status == A.UNDER_REVIEW)
    joined = Review.__table__.join(Application.__table__)
    return {
        "conflict_to_answer": _count(
            joined,
            Review.reviewer_id == asking.person_id,
            Review.status == ReviewStatus.ASSIGNED,
            Application.status.in_((A.SUBMITTED, A.UNDER_REVIEW)),
        ),
        "review_to_write": _count(joined, *mine, Review.status == ReviewStatus.IN_PROGRESS),
    }


def _chair(asking: Asking) -> dict[str, ColumnElement[int]]:
    mine = committee.is_for(asking.person_id)
    quorums = {version: committee.quorum(program) for version, program in asking.programs.items()}
    stages = {
        "application_to_assign": Stage.TO_ASSIGN,
        "application_to_decide": Stage.READY,
        "application_to_release": Stage.DECIDED,
    }
    return {
        kind: _count(Application, mine, committee.is_at(stage, quorums)) for kind, stage in stages.items()
    }


def _instructor(asking: Asking) -> dict[str, ColumnElement[int]]:
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
    mine = (Teaching.instructor_id == asking.person_id, CourseSession.on <= asking.today, people)
    return {"attendance_to_verify": _count(taught, *mine, or_(unverified, untaken))}


def _trainee(asking: Asking) -> dict[str, ColumnElement[int]]:
    mine = (Enrolment.person_id == asking.person_id, Enrolment.status == EnrolmentStatus.REGISTERED)
    return {"confidentiality_to_sign": _count(Enrolment, *mine)}


def _intern(asking: Asking) -> dict[str, ColumnElement[int]]:
    joined = Entry.__table__.join(Internship.__table__)
    mine = Internship.person_id == asking.person_id
    month = asking.today.replace(day=1)
    return {
        "agreement_to_sign_as_intern": _count(
            Internship,
            mine,
            Internship.status == InternshipStatus.AGREEMENT_PENDING,
            Internship.agreement_id.is_(None),
        ),
        "follow_up_missing": _follow_ups_missing(asking),
        "entries_returned": _count(joined, mine, Entry.status == EntryStatus.RETURNED),
        "entries_unsent": _count(joined, mine, Entry.status == EntryStatus.DRAFT, Entry.on < month),
    }


def _follow_ups_missing(asking: Asking) -> ColumnElement[int]:
    """Of each case at most one of each kind, as `owed` of the log finds them once their days are over."""
    found: ColumnElement[int] = literal(0)
    for version, program in asking.programs.items():
        for activity in program.internship.activities:
            for expected in activity.expects_after:
                found = found + _cases_without(expected, activity.id, version, asking)
    return found


def _cases_without(expected: Expected, after: str, version: int, asking: Asking) -> Count:
    """In how many cases of mine something is overdue after an entry of an activity."""
    other = aliased(Entry)
    followed = exists().where(
        other.case_id == Entry.case_id,
        other.activity == expected.activity,
        other.on >= Entry.on,
        _in_the_log(other),
    )
    return (
        select(func.count(Entry.case_id.distinct()))
        .join(Entry.internship)
        .where(
            Internship.person_id == asking.person_id,
            Internship.program_id == version,
            Internship.status.in_(LOGGING),
            Entry.activity == after,
            Entry.on < asking.today - timedelta(days=expected.within_days),
            _in_the_log(Entry),
            ~followed,
        )
        .scalar_subquery()
    )


def _in_the_log(entry: Any) -> ColumnElement[bool]:
    """As the requirements read the log: an unsigned amendment is left out, the old entry counts."""
    stands = or_(entry.amends_id.is_(None), entry.status == EntryStatus.SIGNED)
    return and_(entry.status.in_(IN_THE_LOG), stands)


def _supervisor(asking: Asking) -> dict[str, ColumnElement[int]]:
    return {
        "sign_off_waiting": _count(
            SignOffRequest,
            SignOffRequest.supervisor_id == asking.person_id,
            SignOffRequest.status == RequestStatus.REQUESTED,
        ),
        "agreement_to_sign": _count(
            Supervision,
            Supervision.supervisor_id == asking.person_id,
            Supervision.status == SupervisionStatus.INVITED,
        ),
        "completion_to_attest": _completions_to_attest(asking.person_id),
    } | _cases(asking.person_id)


def _completions_to_attest(person_id: int) -> Count:
    spoken = exists().where(
        Attestation.internship_id == Supervision.internship_id,
        Attestation.person_id == person_id,
        Attestation.case_id.is_(None),
        Attestation.is_withdrawn.is_(False),
    )
    return _count(
        Supervision.__table__.join(Internship.__table__),
        Supervision.supervisor_id == person_id,
        Supervision.status == SupervisionStatus.ACTIVE,
        Internship.status == InternshipStatus.COMPLETION_REVIEW,
        ~spoken,
    )


def _cases(person_id: int) -> dict[str, ColumnElement[int]]:
    """Of the triads this therapist leads: those to open, and those that close without their word so far."""
    joined = Case.__table__.join(Internship.__table__)
    mine = (Case.therapist_id == person_id, Internship.status.not_in(ENDED))
    both = and_(_said(Party.THERAPIST), _said(Party.CLIENT))
    return {
        "case_to_open": _count(joined, *mine, Case.status == CaseStatus.APPROVED),
        "closing_to_attest": _count(joined, *mine, Case.status == CaseStatus.CLOSING, ~both),
    }


def _said(party: Party) -> ColumnElement[bool]:
    return exists().where(
        Attestation.case_id == Case.id, Attestation.party == party, Attestation.is_withdrawn.is_(False)
    )


def _registrar(asking: Asking) -> dict[str, ColumnElement[int]]:
    return {
        "to_enrol": _count(Application, Application.status == A.ACCEPTED),
        "case_to_approve": _count(Case, Case.status == CaseStatus.PROPOSED),
        "paper_to_verify": _waits(Licence) + _waits(Insurance),
        "supervisors_to_name": _count(Internship, Internship.status == InternshipStatus.PROPOSED),
    } | _certificates(asking)


def _waits(model: Any) -> Count:
    return _count(model, model.verified_on.is_(None), model.refused_on.is_(None))


def _director(asking: Asking) -> dict[str, ColumnElement[int]]:
    return {
        "completion_to_judge": _count(Internship, Internship.status == InternshipStatus.COMPLETION_REVIEW),
        "recommendation_to_give": _count(
            Enrolment, Enrolment.status == EnrolmentStatus.COMPLETED, Enrolment.recommendation.is_(None)
        ),
    } | _certificates(asking)


def _certificates(asking: Asking) -> dict[str, ColumnElement[int]]:
    others = Certificate.person_id != asking.person_id
    proposed = (
        Certificate.status == CertificateStatus.PROPOSED,
        Certificate.proposed_by != asking.ref,
        others,
    )
    return {
        "certificate_to_approve": _count(Certificate, *proposed),
        "certificate_to_issue": _count(Certificate, Certificate.status == CertificateStatus.APPROVED, others),
    }


def _administrator(_asking: Asking) -> dict[str, ColumnElement[int]]:
    return {"letters_failed": _count(Letter, Letter.status == LetterStatus.FAILED, Letter.to != "")}


_PARTS: dict[Role, Any] = {
    Role.APPLICANT: _applicant,
    Role.REVIEWER: _reviewer,
    Role.CHAIR: lambda asking: _reviewer(asking) | _chair(asking),
    Role.INSTRUCTOR: _instructor,
    Role.TRAINEE: _trainee,
    Role.INTERN: _intern,
    Role.THERAPIST: _supervisor,
    Role.MENTOR: _supervisor,
    Role.REGISTRAR: _registrar,
    Role.DIRECTOR: _director,
    Role.ADMINISTRATOR: _administrator,
}
