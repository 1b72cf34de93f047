"""`flask post`: what waits, what could not be sent, and another try."""

from datetime import UTC, datetime

import click
from flask.cli import AppGroup

from training.actions.post import try_again
from training.domain.roles import by_system
from training.extensions import db
from training.jobs import send_post
from training.models import Letter
from training.queries import post as queries

post = AppGroup("post", help="Letters on their way.")


@post.command("list")
def list_post() -> None:
    """What waits and what could not be sent, with the number that `retry` takes."""
    letters = db.session.scalars(queries.unsent()).all()
    for letter in letters:
        print(
            f"{letter.id:>6}  {letter.status:<8} {letter.due_at:%Y-%m-%d %H:%M}  {letter.kind}  {letter.to}"
        )
        if letter.problem:
            print(f"        {letter.problem}")
    print(f"{len(letters)} not sent")


@post.command("send")
def send() -> None:
    """Send all that is due now, from here."""
    tally = send_post.send()
    print(f"{tally.sent} sent, {tally.put_off} put off, {tally.failed} failed")


@post.command("retry")
@click.argument("number", type=int)
def retry(number: int) -> None:
    """Send letter NUMBER again, though it failed."""
    letter: Letter | None = db.session.scalar(queries.letter(number))
    if letter is None:
        raise click.ClickException(f"There is no letter {number}.")
    try_again(letter, by=by_system(datetime.now(UTC)))
    db.session.commit()
    print(f"Letter {number} goes out with the next post.")
