"""What has happened until today: five cohorts, the people who passed through them, and who applies now."""

from collections.abc import Sequence
from datetime import date, timedelta

from training.actions.people import add_licence
from training.demo import admission, cast, certificates, course
from training.demo import internship as steps
from training.demo.cast import Figure
from training.demo.log import Log, Road, Slot
from training.demo.world import World
from training.domain.hours import add_months
from training.domain.roles import Role
from training.models import Certificate, Cohort, Enrolment, Internship, Licence, Person

FOUNDED = 1600  # days ago
PAIRS = (("therapist", "mentor"), ("therapist2", "mentor2"), ("therapist3", "mentor3"))


def hire(world: World) -> None:
    """The staff, and the supervisors with their licences."""
    at = world.ago(FOUNDED, 8)
    for figure in (*cast.STAFF, *cast.SUPERVISORS):
        world.employ(figure, at=at)
    registrar = world.acting("registrar", world.ago(FOUNDED, 9))
    for number, key in enumerate(("therapist", "therapist2", "therapist3")):
        add_licence(world.staff[key], _licence(world, number), by=registrar)
    world.session.flush()


def _licence(world: World, number: int) -> Licence:
    return Licence(
        kind="Psychologist",
        number=f"PSY {20400 + 7 * number}",
        jurisdiction="California",
        valid_from=world.day(FOUNDED + 900),
        expires_on=world.today + timedelta(days=430 if number else 42),
    )


# ------------------------------------------------------------------ groups


def season(on: date) -> str:
    """How a course is called: Spring 2026."""
    return f"{('Winter', 'Spring', 'Summer', 'Autumn')[on.month % 12 // 3]} {on.year}"


def gather(
    world: World, starts_on: date, figures: Sequence[Figure | None], *, days: int = 16
) -> tuple[Cohort, list[Enrolment]]:
    """A cohort with everybody admitted to it. None: somebody who has no part to play."""
    group = course.open_cohort(world, season(starts_on), starts_on, days=days)
    enrolments = []
    last = min(starts_on - timedelta(days=100), world.day(40))
    for number, figure in enumerate(figures, 1):
        sent_on = last - timedelta(days=3 * (len(figures) - number))
        person = newcomer(world, figure, sent_on - timedelta(weeks=6))
        one = admission.admit(world, person, sent_on)
        enrolments.append(course.enrol(world, one, group, sent_on + timedelta(days=25)))
    world.session.flush()
    return group, enrolments


def newcomer(world: World, figure: Figure | None, on: date) -> Person:
    at = world.at(on, 8)
    if figure is None:
        return world.stranger(at=at)
    return world.join(figure.name, figure.email, figure.zone, at=at)


def teach(world: World, group: Cohort, enrolments: Sequence[Enrolment], *, until: date) -> None:
    for one in enrolments:
        course.agree(world, one, group.starts_on - timedelta(days=4))
    course.teach(world, group, until=until)


def graduate(world: World, group: Cohort, enrolments: Sequence[Enrolment]) -> None:
    """The whole course, and for everybody its completion and the word on the internship."""
    teach(world, group, enrolments, until=group.ends_on)
    for one in enrolments:
        course.finish(world, one, group.ends_on + timedelta(days=1))
    world.session.flush()


# ------------------------------------------------------------------ internships


def lanes(weeks: int, *, is_over: bool) -> tuple[Slot, ...]:
    """Two cases at a time, three after one another; at the end they are closed, or still open."""
    length = max(14, weeks // 3)
    return tuple(
        _slot(first, length, weeks, is_over=is_over)
        for lane in (2, 5)
        for first in range(lane, weeks - 4, length)
    )


def _slot(first: int, length: int, weeks: int, *, is_over: bool) -> Slot:
    """A case of this length; the last of its lane lasts to the end."""
    is_last = first + length >= weeks - 4
    if is_last:
        return Slot(first, weeks - 1 if is_over else None, 100)
    return Slot(first, first + length - 3, 100)


def intern(world: World, taken: Enrolment, began: date, pair: tuple[str, str], road: Road) -> Internship:
    made = steps.propose(world, taken, began - timedelta(days=9), *pair)
    steps.begin(world, made, began)
    Log(world, made, road).play()
    return made


def usual(world: World, began: date, *, lacks: tuple[Role, ...] = ()) -> Road:
    """An internship like most: running until yesterday, the newest months not all signed."""
    until = world.day(1)
    return Road(lanes((until - began).days // 7, is_over=False), until, lacks=lacks)


def finished(began: date, until: date) -> Road:
    weeks = (until - began).days // 7
    return Road(lanes(weeks, is_over=True), until, waits=False)


def certify(
    world: World, taken: Enrolment, months_ago: int, months: int, pair: tuple[str, str]
) -> Certificate:
    """An internship from its first day to the two certificates at its end, so many months ago."""
    certified_on = add_months(world.today, -months_ago) - timedelta(days=3)
    until = certified_on - timedelta(days=60)
    made = intern(world, taken, add_months(until, -months), pair, finished(add_months(until, -months), until))
    steps.complete(world, made, until + timedelta(days=42))
    certificates.give(world, taken.person, "internship", certified_on - timedelta(days=7))
    return certificates.give(world, taken.person, "certified", certified_on)
