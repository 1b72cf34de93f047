"""What certificates rest on, read from the rows of one person into plain facts for the rules."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from training.domain.certificate import CourseFacts, Facts, InternshipFacts
from training.domain.course import EnrolmentStatus
from training.domain.internship import InternshipStatus, Party
from training.domain.program import Program
from training.domain.requirements import Progress, progress
from training.models import Evaluation, Internship
from training.queries import certificate as certificates
from training.queries import evidence
from training.queries.program import definition


def eligibility_facts(session: Session, person_id: int, on: date) -> Facts:
    """All that the rules of certificates ask about, as it stands on that day. Reads, never writes."""
    return Facts(
        course=_course(session, person_id),
        internship=_internship(session, person_id, on),
        certified=frozenset(session.scalars(certificates.issued_kinds(person_id, on))),
    )


def _course(session: Session, person_id: int) -> CourseFacts | None:
    row = session.execute(certificates.course_of(person_id)).first()
    if row is None:
        return None
    enrolment, minutes = row
    is_completed = enrolment.status is EnrolmentStatus.COMPLETED
    return CourseFacts(
        completed_on=enrolment.completed_on if is_completed else None,
        is_signed=enrolment.signature_id is not None,
        minutes=minutes,
        needed=definition(enrolment.cohort.program).course.minutes,
        recommendation=enrolment.recommendation,
        recommended_on=enrolment.recommended_on,
    )


def _internship(session: Session, person_id: int, on: date) -> InternshipFacts | None:
    internship = session.scalars(certificates.internship_of(person_id)).first()
    if internship is None or internship.started_on is None:
        return None
    is_completed = internship.status is InternshipStatus.COMPLETED
    return InternshipFacts(
        started_on=internship.started_on,
        completed_on=internship.completed_on if is_completed else None,
        progress=_progress(session, internship, internship.started_on, on),
    )


def _progress(session: Session, internship: Internship, started_on: date, on: date) -> Progress:
    program = definition(internship.program)
    rules = program.internship
    log = evidence.as_entries(session.execute(evidence.for_requirements(internship.id)), internship, program)
    agreeing, rounds = _agreeing(internship), _rounds(internship.evaluations, program)
    standing = replace(
        evidence.standing(internship, on),
        started_on=started_on,
        parties=frozenset(agreeing),
        attested=frozenset(party for party, agrees in agreeing.items() if agrees),
        evaluations=len(rounds),
        evaluated_on=rounds,
    )
    return progress(rules.requirements, log, standing, rules.counting)


def _agreeing(internship: Internship) -> dict[str, bool]:
    """Each party that has to agree to the end, and whether all in it do; of the staff, anyone will do."""
    end = internship.completed_on
    agreed = {
        (one.party, one.person_id)
        for one in internship.attestations
        if one.case_id is None and one.agrees and not one.is_withdrawn
    }
    asked = [(Party.INTERN, internship.person_id)]
    asked += [
        (Party(one.role.value), one.supervisor_id)
        for one in internship.supervisions
        if end and one.covers(end)
    ]
    agreeing = {Party.STAFF.value: any(party is Party.STAFF for party, _ in agreed)}
    for party, person_id in asked:
        agreeing[party.value] = agreeing.get(party.value, True) and (party, person_id) in agreed
    return agreeing


def _rounds(evaluations: list[Evaluation], program: Program) -> tuple[date, ...]:
    """The days of the rounds in which every form of the program was answered at least once."""
    wanted = {form.by.value for form in program.internship.evaluations.forms}
    days = sorted({one.due_on for one in evaluations})
    return tuple(
        day for day in days if wanted <= {one.party.value for one in evaluations if one.due_on == day}
    )
