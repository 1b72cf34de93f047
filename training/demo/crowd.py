"""More people of the same kind, for trying the product under load."""

from datetime import timedelta

from sqlalchemy import func, select

from training.demo import admission, story
from training.demo.story import PAIRS
from training.demo.world import World
from training.domain.program import Outcome
from training.models import Person

INTERNS, GRADUATES, OTHERS = 12, 12, 36
BATCH = INTERNS + GRADUATES + OTHERS
"""One part interns, one part who finished the course, three parts applicants: 20, 20 and 60 in a hundred."""


def gather(world: World, people: int, years: float) -> None:
    """Batches until there are so many people; the last one may bring a few more."""
    with world.session.no_autoflush:
        while (world.session.scalar(select(func.count()).select_from(Person)) or 0) < people:
            interns(world, years)
            graduates(world)
            for number in range(OTHERS):
                applicant(world, number)
            world.forget()


def interns(world: World, years: float) -> None:
    """A course some weeks before the internships began; everybody goes on."""
    began = world.day(round(365 * years))
    group, taken = story.gather(world, began - timedelta(days=60), [None] * INTERNS)
    story.graduate(world, group, taken)
    for number, one in enumerate(taken):
        story.intern(world, one, began, PAIRS[number % len(PAIRS)], story.usual(world, began))


def graduates(world: World) -> None:
    starts_on = world.day(world.rng.randrange(60, 500))
    group, taken = story.gather(world, starts_on, [None] * GRADUATES)
    story.graduate(world, group, taken)


def applicant(world: World, number: int) -> None:
    """A third waits for the committee, a third is on the waiting list, a third was declined."""
    ago = world.rng.randrange(30, 700)
    person = story.newcomer(world, None, world.day(ago + 49))
    one = admission.send(world, person, world.day(ago))
    if number % 3:
        outcome, reasons = ((Outcome.WAITLIST, ()), (Outcome.DECLINE, ("more_growth",)))[number % 3 - 1]
        admission.read(world, one, world.day(ago - 5), level=2 + number % 2)
        admission.decide(world, one, world.day(ago - 15), outcome, *reasons)
        admission.release(world, one, world.day(ago - 16))
