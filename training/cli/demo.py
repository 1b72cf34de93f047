"""`flask demo`: an invented training body in an empty place."""

import importlib
import time

import click
from flask import current_app
from flask.cli import with_appcontext

from training.cli.prepare import CannotServe, is_migrated, mark, publish_first
from training.config import Settings
from training.extensions import db
from training.models import ProgramVersion


@click.command("demo")
@click.option("--people", type=click.IntRange(min=0), default=0, help="At least so many people.")
@click.option("--years", type=click.FloatRange(min=0.5, max=4), default=3.0, help="Of hours, for the interns added.")
@click.option("--seed", type=int, default=1973, show_default=True, help="The same seed, the same people.")
@with_appcontext
def demo(people: int, years: float, seed: int) -> None:
    """Build a deterministic training body at every stage of life, in an empty place."""
    settings: Settings = current_app.extensions["settings"]
    begun = time.monotonic()
    print(f"Built in {time.monotonic() - begun:.1f} s")
