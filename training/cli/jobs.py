"""`flask worker` runs what waits; `flask jobs` says what that is."""

import click
from flask.cli import AppGroup, with_appcontext

from training.jobs.nightly import CHORES
from training.jobs.queue import ask, queue
from training.jobs.worker import work

jobs = AppGroup("jobs", help="What the worker has to do.")


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Send the post and do the nightly chores, until ended. `flask serve` starts one already."""
    work()


@jobs.command("list")
def list_jobs() -> None:
    """What waits in the queue, and what is done each night."""
    print(f"{queue().pending_count()} waiting in the queue")
    for chore in CHORES:
        print(f"  each night: {chore.__name__.replace('_', ' ')}")


@jobs.command("run")
@click.argument("job", type=click.Choice(["send_post", "nightly"]))
def run(job: str) -> None:
    """Have the worker do JOB now."""
    ask(job)
    print(f"The worker will do {job} next.")
