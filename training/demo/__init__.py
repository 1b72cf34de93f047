"""A whole invented training body at every stage of its life, made by the product's own actions.

Everything goes in as one transaction: whoever ends it half way finds an empty database again, and the next
start begins anew. Data keys are kept in a store of their own and are found again by then, or are no one's.
"""

from datetime import UTC, datetime, timedelta
from random import Random

from flask import Flask
from flask_security import hash_password
from sqlalchemy import select, update

from training.config import Settings
from training.demo import cast, crowd, papers, past, present, story
from training.demo.world import World
from training.extensions import db, vault
from training.models import Letter, LetterStatus, Person
from training.queries.program import current

SEED = 1973
FRESH_POST = timedelta(days=7)


class NotEmpty(Exception):
    """The demo is built only where nobody is yet."""


def build(app: Flask, *, people: int = 0, years: float = 3.0, seed: int = SEED) -> None:
    """The demo, and around it a crowd where more people are asked for; `years` of hours for its interns.

    Needs the tables and a published program. Raises NotEmpty.
    """
    if db.session.scalar(select(Person.id).limit(1)) is not None:
        raise NotEmpty("There are people here already. The demo is built in an empty place only.")
    settings: Settings = app.extensions["settings"]
    rng = Random(seed)  # noqa: S311 -- invented people; whatever is secret is not drawn from it
    world = World(
        session=db.session(),
        version=db.session.scalars(current()).one(),
        vault=vault(),
        now=datetime.now(UTC),
        rng=rng,
        address=settings.public_url,
        password=hash_password(cast.PASSPHRASE),
        strangers=cast.strangers(rng),
    )
    play(world)
    crowd.gather(world, people, years)
    deliver(world)
    db.session.commit()


def play(world: World) -> None:
    """The oldest first, so that numbers rise with the years."""
    with world.session.no_autoflush:
        story.hire(world)
        past.first_generation(world)
        past.second_generation(world)
        past.third_generation(world)
        present.running_course(world)
        present.next_course(world)
        present.applicants(world)
        present.board(world)
        papers.send_in(world)


def deliver(world: World) -> None:
    """The post of all these years has long gone out; the last days' waits for the worker.

    Sending has no action to call: a letter is marked and blanked as the worker would have done.
    """
    world.session.flush()
    world.session.execute(
        update(Letter)
        .where(Letter.due_at < world.now - FRESH_POST)
        .values(status=LetterStatus.SENT, sent_at=Letter.due_at, attempts=1, text="")
    )
