"""Cohorts, enrolments and attendance, made by the product's own actions.

Signatures need the ids of those who sign, so tests on the database hand in their `saved`.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.factories import NOON, by, make_person, make_program_version, program
from training.actions import attendance, cohort, course
from training.actions.signing import Proof, Signer, meaning
from training.domain.application import ApplicationStatus
from training.domain.course import EnrolmentStatus, Mark, Presence
from training.domain.roles import Role
from training.domain.schedule import Outline
from training.models import Application

SEPTEMBER = Outline("September group", "Los Angeles", "UTC", date(2026, 9, 1), date(2026, 9, 14), 12)
TEACHING = by(Role.INSTRUCTOR, ref="P-TEACH22")


def _unsaved(*rows):
    return rows[0]


def make_cohort(*instructors, version=None, **outline):
    """A cohort of two weeks in September 2026; pass the stored program version to keep it."""
    return cohort.open_cohort(
        replace(SEPTEMBER, **outline),
        version or make_program_version(),
        program().course,
        instructors=instructors,
        by=by(Role.REGISTRAR),
    )


def make_accepted(person=None, version=None):
    """An application whose offer is accepted, ready to enrol."""
    person = person or make_person()
    return Application(
        ref=f"A-{person.ref[2:]}",
        person=person,
        program=version or make_program_version(),
        status=ApplicationStatus.ACCEPTED,
        began_at=datetime(2026, 1, 2, tzinfo=UTC),
        submitted_at=datetime(2026, 3, 1, tzinfo=UTC),
        fee_status="paid",
    )


def make_enrolment(
    status=EnrolmentStatus.ACTIVE, *, minutes=0, is_assessed=False, cohort=None, person=None, saved=_unsaved
):
    """An enrolment in REGISTERED, ACTIVE or COMPLETED, with so many verified minutes."""
    cohort = cohort or make_cohort()
    application = make_accepted(person, cohort.program)
    enrolment = course.enrol(application, cohort, by=by(Role.REGISTRAR))
    saved(application, enrolment)
    if status is EnrolmentStatus.REGISTERED:
        return enrolment
    agree(enrolment)
    complete = status is EnrolmentStatus.COMPLETED
    attend(enrolment, program().course.minutes if complete else minutes)
    if complete or is_assessed:
        pass_everything(enrolment)
    if complete:
        complete_by(enrolment, saved(make_person(Role.DIRECTOR)))
    return saved(enrolment)


def agree(enrolment):
    text = program().course.confidentiality
    fill = {"name": enrolment.person.name, "body": "the body", "program": "the program"}
    signer = Signer(enrolment.person, by(Role.TRAINEE, enrolment.person.ref), Proof("passphrase", "::1"))
    course.agree(
        enrolment, signer=signer, meaning=meaning(text, "confidentiality", **fill), shown={"text": text.text}
    )


def attend(enrolment, minutes):
    """Present in session after session until the minutes are reached; the last one perhaps in part."""
    for session in enrolment.cohort.sessions:
        if minutes <= 0:
            return
        take(session, enrolment, minutes=min(minutes, session.planned_minutes))
        minutes -= session.planned_minutes


def take(session, *enrolments, minutes=None, is_verified=True):
    """Everybody there for so many minutes, by default for all of it."""
    whole = minutes in (None, session.planned_minutes)
    mark = Mark(Presence.PRESENT) if whole else Mark(Presence.PARTIAL, minutes)
    sheet = attendance.Sheet(session, enrolments)
    seen = sum(one.version or 0 for one in session.attendances)
    for one in session.attendances:
        one.version = one.version or 0
    attendance.record(sheet, {one.ref: mark for one in enrolments}, seen=seen, by=TEACHING, keys=None)
    if is_verified:
        attendance.verify(sheet, by=TEACHING)


def pass_everything(enrolment):
    for one in program().course.assessments:
        course.assess(enrolment, one.id, is_passed=True, by=TEACHING)


def complete_by(enrolment, director):
    text = program().statement("course_completion")
    fill = {"name": director.name, "intern": enrolment.person.name, "hours": "100 h", "program": "the course"}
    signer = Signer(director, by(Role.DIRECTOR, director.ref), Proof("passphrase", "::1"))
    course.complete(
        enrolment, program().course, signer=signer, meaning=meaning(text, "course_completion", **fill)
    )


__all__ = ["NOON", "SEPTEMBER", "agree", "attend", "make_accepted", "make_cohort", "make_enrolment", "take"]
