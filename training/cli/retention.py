"""`flask retention`: what was kept long enough, and deleting it now instead of in the night."""

from datetime import UTC, datetime, timedelta

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from training.extensions import db
from training.jobs import retaining

SOON = timedelta(days=30)


@click.command("retention")
@with_appcontext
@click.option("--dry-run", is_flag=True, help="Only say what is due, today and within thirty days.")
def retention(*, dry_run: bool) -> None:
    """Delete what was kept long enough, as the program says; each night does the same."""
    at = datetime.now(UTC)
    with Session(db.engine) as session:
        if dry_run:
            _say(session, at)
        else:
            click.echo(f"{retaining.carry_out(session, at)} deleted.")


def _say(session: Session, at: datetime) -> None:
    for program, period, (today, soon) in retaining.forecast(session, at.date(), (at + SOON).date()):
        kind = f"{program:<24} {period.kind:<24} {period.months:>4} months"
        click.echo(f"{kind}  {today:>6} today  {soon:>6} in 30 days")
