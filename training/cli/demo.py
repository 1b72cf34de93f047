"""`flask demo`: an invented training body in an empty place."""

import importlib
import time

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy import func, select

from training.cli.prepare import CannotServe, mark, publish_first
from training.config import Settings
from training.extensions import db, is_migrated
from training.models import Entry, Person, ProgramVersion


@click.command("demo")
@click.option("--people", type=click.IntRange(min=0), default=0, help="At least so many people.")
@click.option(
    "--years", type=click.FloatRange(0.5, 3.5), default=3.0, show_default=True, help="Of hours, in the crowd."
)
@click.option("--seed", type=int, default=1973, show_default=True, help="The same seed, the same people.")
@with_appcontext
def demo(people: int, years: float, seed: int) -> None:
    """Build a deterministic training body at every stage of life, in an empty place."""
    settings: Settings = current_app.extensions["settings"]
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 -- its documented use
    try:
        mark(settings, demo=True)
        ready()
        seconds = timed(app, people=people, years=years, seed=seed)
    except CannotServe as reason:
        raise SystemExit(f"{reason}") from None
    there = db.session.scalar(select(func.count()).select_from(Person))
    entries = db.session.scalar(select(func.count()).select_from(Entry))
    click.echo(f"{there} people and {entries} entries in {seconds:.1f} s.")


def ready() -> None:
    """The tables and a program; refuse where somebody is already."""
    if not is_migrated():
        upgrade()
    if db.session.scalar(select(ProgramVersion.id).limit(1)) is None:
        publish_first()
    if db.session.scalar(select(Person.id).limit(1)) is not None:
        raise CannotServe("There are people here already. The demo is built in an empty place only.")


def timed(app: Flask, **wanted: float) -> float:
    """Build, and say how many seconds it took."""
    begun = time.monotonic()
    # The demo stands above the commands: it is named here, not imported.
    importlib.import_module("training.demo").build(app, **wanted)
    return time.monotonic() - begun
