"""Cohorts: opened, filled, taught day by day, completed and spoken about."""

from collections.abc import Sequence
from datetime import date, timedelta

from training.actions import attendance, cohort, course
from training.actions.record import Private
from training.actions.signing import Meaning, meaning
from training.demo.admission import Candidate
from training.demo.world import World
from training.domain.course import Mark, Presence, Recommendation
from training.domain.hours import as_hours
from training.domain.roles import Role
from training.domain.schedule import Outline
from training.models import Cohort, CourseSession, Enrolment

PLACE, ZONE = "Los Angeles", "America/Los_Angeles"
TEACHERS = ("instructor", "instructor2")


def open_cohort(world: World, title: str, starts_on: date, *, days: int = 16, capacity: int = 12) -> Cohort:
    """Announced by the office half a year ahead, or today if that is sooner."""
    outline = Outline(title, PLACE, ZONE, starts_on, starts_on + timedelta(days=days - 1), capacity)
    teachers = [world.staff[key] for key in TEACHERS]
    announced_on = min(starts_on - timedelta(days=180), world.day(1))
    made = cohort.open_cohort(
        outline,
        world.version,
        world.program.course,
        instructors=teachers,
        by=world.acting("registrar", world.at(announced_on)),
    )
    world.keep(made)
    return made


def enrol(world: World, one: Candidate, into: Cohort, on: date) -> Enrolment:
    return course.enrol(one.application, into, by=world.acting("registrar", world.at(on, 9)))


def agree(world: World, enrolment: Enrolment, on: date) -> None:
    """The trainee signs the confidentiality agreement of the group."""
    program, person = world.program, enrolment.person
    words = program.course.confidentiality
    said = meaning(words, "confidentiality", name=person.name, body=program.body.name, program=program.title)
    shown = {"title": words.title, "text": said.text, "cohort": enrolment.cohort.ref}
    signer = world.signer(person, Role.TRAINEE, world.at(on, 17))
    course.agree(enrolment, signer=signer, meaning=said, shown=shown)


def take(world: World, session: CourseSession, expected: Sequence[Enrolment], *, verify: bool = True) -> None:
    """The instructor notes who was there that evening, and vouches for it."""
    sheet = attendance.Sheet(session, expected)
    by = world.acting(world.rng.choice(TEACHERS), world.at(session.on, 23))
    marks = {one.ref: _mark(world, session, one) for one in expected}
    attendance.record(sheet, marks, seen=0, by=by, keys=world.vault.of)
    if verify:
        attendance.verify(sheet, by=by)


def _mark(world: World, session: CourseSession, enrolment: Enrolment) -> Mark:
    """Nearly everybody is there; somebody steps out early now and then, and hours to spare stay few."""
    missed = sum(one.session.planned_minutes - one.minutes for one in enrolment.attendances)
    if missed == 0 and world.rng.random() < 0.02:
        return Mark(Presence.EXCUSED)
    if missed <= 60 and world.rng.random() < 0.03:
        return Mark(Presence.PARTIAL, session.planned_minutes - 30)
    return Mark(Presence.PRESENT)


def teach(world: World, group: Cohort, *, until: date) -> None:
    """Every session up to and with that day."""
    expected = [one for one in group.enrolments if one.agreement is not None]
    for session in group.sessions:
        if session.on <= until:
            take(world, session, expected)


def assess(world: World, enrolment: Enrolment, on: date, *, how_many: int = 6) -> None:
    by = world.acting("instructor", world.at(on, 12))
    for one in world.program.course.assessments[:how_many]:
        course.assess(enrolment, one.id, is_passed=True, by=by)


def complete(world: World, enrolment: Enrolment, on: date) -> None:
    signer = world.signer(world.staff["director"], Role.DIRECTOR, world.at(on, 13))
    signature = course.complete(
        enrolment, world.program.course, signer=signer, meaning=_said(world, "course_completion", enrolment)
    )
    world.session.add(signature)


def recommend(world: World, enrolment: Enrolment, on: date, word: Recommendation, advice: str = "") -> None:
    """The director's word on the internship, the letter about it, and a signature under a yes."""
    director = world.staff["director"]
    at = world.at(on, 15)
    by = world.by(director, Role.DIRECTOR, at)
    private = Private(world.keys(enrolment.person), advice) if advice else None
    course.recommend(enrolment, word, by=by, advice=private)
    course.tell(enrolment, world.program, by=by, link=world.link("/course"), advice=advice)
    if word is Recommendation.RECOMMENDED:
        signer = world.signer(director, Role.DIRECTOR, at)
        world.session.add(
            course.sign_for(enrolment, signer=signer, meaning=_said(world, "recommendation", enrolment))
        )


def _said(world: World, statement: str, enrolment: Enrolment) -> Meaning:
    hours = as_hours(course.hours(enrolment, world.program.course).verified)
    name = world.staff["director"].name
    return world.statement(statement, name=name, intern=enrolment.person.name, hours=hours)


def finish(world: World, enrolment: Enrolment, on: date) -> None:
    """Assessed, completed and recommended."""
    assess(world, enrolment, on)
    complete(world, enrolment, on + timedelta(days=4))
    recommend(world, enrolment, on + timedelta(days=11), Recommendation.RECOMMENDED)
