"""What happens to one enrolment: enrol, agree, assess, complete, recommend, and the ways around."""

import secrets
from collections.abc import Mapping

from training.actions import people
from training.actions.post import enqueue
from training.actions.record import Private, advance, write
from training.actions.signing import Meaning, Signer, sign
from training.domain.application import ApplicationMove
from training.domain.attendance import ensure_another
from training.domain.course import (
    CertificateRestsOnIt,
    CohortFull,
    CourseHours,
    EnrolledAlready,
    EnrolmentMove,
    EnrolmentStatus,
    NotCompleted,
    Recommendation,
    course_hours,
    ensure_complete,
    unpassed,
)
from training.domain.hours import as_hours
from training.domain.numbers import reference
from training.domain.program import Course, Program
from training.domain.roles import By, Role
from training.domain.tongue import gettext as _
from training.domain.tongue import marked
from training.models import Application, Assessment, Cohort, Enrolment, Letter, Signature

LETTERS = {Recommendation.RECOMMENDED: "recommended", Recommendation.NOT_YET: "not_yet_recommended"}


def enrol(application: Application, cohort: Cohort, *, by: By) -> Enrolment:
    """A place in the cohort for whoever accepted the offer. Needs the cohort's enrolments loaded.

    Raises CohortFull or EnrolledAlready.
    """
    person = application.person
    if any(one.person is person for one in cohort.enrolments):
        raise EnrolledAlready(person.name)
    if cohort.places_taken >= cohort.capacity:
        raise CohortFull(cohort.capacity)
    advance(application, ApplicationMove.ENROL, by=by, cohort=cohort.ref)
    enrolment = Enrolment(
        ref=reference("E", secrets.randbelow),
        person=person,
        person_id=person.id,
        status=EnrolmentStatus.REGISTERED,
        enrolled_on=by.at.date(),
        attendances=[],
        assessments=[],
    )
    cohort.enrolments.append(enrolment)
    write(person.chain, "enrolment.register", subject=_subject(enrolment), by=by, cohort=cohort.ref)
    write(cohort.chain, "cohort.enrol", subject=_subject(enrolment), by=by)
    people.appoint(person, Role.TRAINEE, by=by, from_on=by.at.date(), reason=f"enrolled in {cohort.ref}")
    return enrolment


def agree(
    enrolment: Enrolment, *, signer: Signer, meaning: Meaning, shown: Mapping[str, object]
) -> Signature:
    """The trainee signs the confidentiality agreement of the group, and is active from then on."""
    advance(enrolment, EnrolmentMove.START, by=signer.by)
    enrolment.agreement = sign(
        enrolment.chain, signer=signer, subject=_subject(enrolment), meaning=meaning, shown=shown
    )
    return enrolment.agreement


def assess(enrolment: Enrolment, competency: str, *, is_passed: bool, by: By) -> Assessment | None:
    """What an instructor saw of one competency. Saying the same again changes nothing. Raises NotOneself."""
    ensure_another(enrolment.person.ref, by.ref)
    if standing(enrolment).get(competency) is is_passed:
        return None
    assessment = Assessment(competency=competency, is_passed=is_passed, assessed_by=by.ref, assessed_at=by.at)
    enrolment.assessments.append(assessment)
    write(
        enrolment.chain,
        "enrolment.assess",
        subject=_subject(enrolment),
        by=by,
        competency=competency,
        is_passed=is_passed,
    )
    return assessment


def standing(enrolment: Enrolment) -> dict[str, bool]:
    """The latest word on each competency. Needs the assessments loaded."""
    in_order = sorted(enrolment.assessments, key=lambda one: one.assessed_at)
    return {one.competency: one.is_passed for one in in_order}


def hours(enrolment: Enrolment, course: Course) -> CourseHours:
    """Needs the attendances loaded, each with its session."""
    return course_hours(
        (one.as_attended for one in enrolment.attendances),
        needed=course.minutes,
        didactic=course.didactic_minutes,
        experiential=course.experiential_minutes,
    )


def eligible_for_coursework(enrolment: Enrolment, course: Course) -> list[str]:
    """What still stands between this enrolment and a coursework certificate; empty: nothing.

    Needs attendances with their sessions and assessments loaded.
    """
    reasons = []
    if enrolment.status is not EnrolmentStatus.COMPLETED:
        reasons.append(_("The enrolment is “%(state)s”, not completed.", state=enrolment.status.label))
    sums = hours(enrolment, course)
    kinds = (
        (marked("%(have)s of %(needed)s verified."), sums.verified, sums.needed),
        (marked("%(have)s of %(needed)s didactic."), sums.didactic, sums.needed_didactic),
        (marked("%(have)s of %(needed)s experiential."), sums.experiential, sums.needed_experiential),
    )
    reasons += [
        _(words, have=as_hours(have), needed=as_hours(needed))
        for words, have, needed in kinds
        if have < needed
    ]
    missing = unpassed(course.assessments, standing(enrolment))
    return reasons + [_("Not yet assessed as passed: %(which)s.", which=label) for label in missing]


def completion_shown(enrolment: Enrolment, course: Course) -> dict[str, object]:
    """What the director sees, and signs, at completion. Durations in minutes."""
    sums, passed = hours(enrolment, course), standing(enrolment)
    return {
        "enrolment": enrolment.ref,
        "trainee": enrolment.person.name,
        "verified": sums.verified,
        "didactic": sums.didactic,
        "experiential": sums.experiential,
        "needed": [sums.needed, sums.needed_didactic, sums.needed_experiential],
        "assessments": {one.id: passed.get(one.id, False) for one in course.assessments},
    }


def complete(enrolment: Enrolment, course: Course, *, signer: Signer, meaning: Meaning) -> Signature:
    """The director completes the course. Raises HoursMissing or AssessmentsMissing."""
    ensure_complete(hours(enrolment, course), unpassed(course.assessments, standing(enrolment)))
    advance(enrolment, EnrolmentMove.COMPLETE, by=signer.by, verified=hours(enrolment, course).verified)
    enrolment.completed_on = signer.by.at.date()
    enrolment.signature = sign(
        enrolment.chain,
        signer=signer,
        subject=_subject(enrolment),
        meaning=meaning,
        shown=completion_shown(enrolment, course),
    )
    return enrolment.signature


def recommend(enrolment: Enrolment, word: Recommendation, *, by: By, advice: Private | None = None) -> None:
    """What the director says of the internship; a recommendation itself is also signed, by `sign_for`."""
    if enrolment.status is not EnrolmentStatus.COMPLETED:
        raise NotCompleted
    enrolment.recommendation, enrolment.recommended_on = word.value, by.at.date()
    write(
        enrolment.chain,
        "enrolment.recommend",
        subject=_subject(enrolment),
        by=by,
        words=advice,
        recommendation=word.value,
    )


def tell(enrolment: Enrolment, program: Program, *, by: By, link: str, advice: str) -> Letter | None:
    """The letter about a recommendation; what is no recommendation at all is told in person, not by mail."""
    letter = LETTERS.get(Recommendation(enrolment.recommendation or ""))
    if letter is None:
        return None
    person = enrolment.person
    return enqueue(
        enrolment.chain,
        program.letter(letter),
        key=f"{letter}:{enrolment.ref}:{enrolment.chain.length}",
        to=person.email,
        fill={"name": person.name, "link": link, "body": program.body.name, "advice": advice},
        due_at=by.at,
    )


def sign_for(enrolment: Enrolment, *, signer: Signer, meaning: Meaning) -> Signature:
    """The director's signature under a recommendation."""
    shown = {
        "enrolment": enrolment.ref,
        "trainee": enrolment.person.name,
        "recommendation": Recommendation.RECOMMENDED.value,
    }
    return sign(enrolment.chain, signer=signer, subject=_subject(enrolment), meaning=meaning, shown=shown)


def move(enrolment: Enrolment, step: EnrolmentMove, *, by: By, reason: Private | None) -> None:
    """Pause, resume, extend, close or withdraw, as the table allows."""
    advance(enrolment, step, by=by, words=reason)


def reopen(enrolment: Enrolment, *, by: By, reason: Private | None, is_certified: bool) -> None:
    """Take a completion back, which ends the recommendation too. Raises CertificateRestsOnIt."""
    if is_certified:
        raise CertificateRestsOnIt
    advance(enrolment, EnrolmentMove.REOPEN, by=by, words=reason)
    enrolment.completed_on = enrolment.signature = None
    enrolment.recommendation = enrolment.recommended_on = None


def _subject(enrolment: Enrolment) -> str:
    return f"enrolment:{enrolment.ref}"
