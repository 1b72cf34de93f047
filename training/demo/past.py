"""The generations before: who is certified, who is an intern, who has just finished the course."""

from datetime import timedelta

from training.demo import cast, certificates, course, story
from training.demo import internship as steps
from training.demo.log import Road, Slot
from training.demo.story import PAIRS
from training.demo.world import World
from training.domain.course import Recommendation
from training.domain.hours import add_months
from training.domain.roles import Role
from training.models import Enrolment

CERTIFIED = ((11, 26), (9, 27), (7, 27), (5, 28), (3, 29), (8, 26))
"""For each of them: how many months ago, and after how many months of internship. The last is revoked."""


def first_generation(world: World) -> None:
    """Six who were certified, one of them no more, and one who has been an intern for nearly three years."""
    starts_on = add_months(world.today, -42)
    group, taken = story.gather(world, starts_on, [None] * 7)
    story.graduate(world, group, taken)
    for number, (one, (ago, months)) in enumerate(zip(taken[:6], CERTIFIED, strict=True)):
        held = story.certify(world, one, ago, months, PAIRS[number % 3])
        if number in (0, 1, 2, 4):
            certificates.list_holder(world, held, world.day(20), certificates.AREAS[number])
        if number == 5:
            certificates.revoke(world, held, world.day(55))
    began = add_months(world.today, -34)
    story.intern(world, taken[6], began, PAIRS[2], story.usual(world, began))


def second_generation(world: World) -> None:
    """Ines, who is in the middle of it, Daniel, who is nearly through, and four others."""
    starts_on = add_months(world.today, -31)
    figures = [cast.INTERN, cast.INTERN2, None, None, None, None]
    group, taken = story.gather(world, starts_on, figures)
    story.graduate(world, group, taken)
    ines(world, taken[0])
    daniel(world, taken[1])
    for one, months, pair, lacks in zip(
        taken[2:],
        (22, 20, 15, 13),
        (1, 0, 2, 1),
        ((Role.MENTOR,), (Role.THERAPIST,), (), (Role.MENTOR,)),
        strict=True,
    ):
        began = add_months(world.today, -months)
        story.intern(world, one, began, PAIRS[pair], story.usual(world, began, lacks=lacks))


def ines(world: World, taken: Enrolment) -> None:
    """Month 19: two cases closed, two open, one to begin; a consultation missing, something sent back."""
    began = add_months(world.today, -18) - timedelta(days=20)
    slots = (
        Slot(4, 34, 120, "K7-Q2"),
        Slot(20, 42, 120, "M4-R9"),
        Slot(44, None, 120, "T2-B6"),
        Slot(70, None, 90, "W8-D3"),
    )
    road = Road(slots, world.day(1), away=(60, 64), forgets="T2-B6", returns=True, proposes="P3-H5")
    story.intern(world, taken, began, PAIRS[0], road)


def daniel(world: World, taken: Enrolment) -> None:
    """Everything is met but that everybody agrees: asked twelve days ago, the mentor has not answered yet."""
    until = world.day(55)
    began = add_months(until, -26)
    made = story.intern(world, taken, began, PAIRS[1], story.finished(began, until))
    steps.ask_for_completion(world, made, world.ago(12))
    for person, role in steps.parties(made)[:2]:
        steps.attest(world, made, person, role, world.ago(10, 15))
    world.session.flush()


def third_generation(world: World) -> None:
    """The course that ended half a year ago: certificates of coursework, and first months of internship."""
    starts_on = world.day(205)
    group, taken = story.gather(world, starts_on, [None] * 8)
    story.teach(world, group, taken, until=group.ends_on)
    for number, one in enumerate(taken):
        _graduate(world, one, number)
    world.session.flush()
    coursework(world, taken)
    for one, ago, pair in zip(taken[:4], (140, 110, 80, 45), (0, 1, 2, 0), strict=True):
        began = world.day(ago)
        story.intern(world, one, began, PAIRS[pair], story.usual(world, began))
    agreements(world, taken[4], taken[5])


def _graduate(world: World, one: Enrolment, number: int) -> None:
    ended_on = one.cohort.ends_on + timedelta(days=1)
    course.assess(world, one, ended_on)
    course.complete(world, one, ended_on + timedelta(days=4))
    if number < 7:
        course.recommend(world, one, ended_on + timedelta(days=11), Recommendation.RECOMMENDED)
    else:
        advice = "Half a year of personal therapy, and then let us talk again. We would like to see you here."
        course.recommend(world, one, ended_on + timedelta(days=11), Recommendation.NOT_YET, advice)


def coursework(world: World, taken: list[Enrolment]) -> None:
    """Five issued; one approved, to be issued; two proposed, each by one and to be approved by another."""
    people = [one.person for one in taken]
    for person in people[:5]:
        certificates.give(world, person, "coursework", world.day(160))
    certificates.give(world, people[0], "recommendation", world.day(150))
    approved = certificates.propose(world, people[5], "coursework", world.day(12))
    certificates.approve(world, approved, world.day(6))
    certificates.propose(world, people[6], "coursework", world.day(4))
    certificates.propose(world, people[7], "coursework", world.day(3), by="director")


def agreements(world: World, first: Enrolment, second: Enrolment) -> None:
    """Two internships about to begin: for one the interns has signed, for the other nobody yet."""
    signed = steps.propose(world, first, world.day(9), *PAIRS[0])
    steps.sign_as_intern(world, signed, world.day(7))
    steps.propose(world, second, world.day(5), *PAIRS[1])
    world.session.flush()
