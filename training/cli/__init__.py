"""Commands people type."""

from flask import Flask

from training.cli.machines import machines
from training.cli.people import people
from training.cli.program import program
from training.cli.record import record


def init_app(app: Flask) -> None:
    """Bind every group of commands."""
    for group in (machines, people, program, record):
        app.cli.add_command(group)
