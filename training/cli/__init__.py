"""Commands people type."""

from flask import Flask

from training.cli.jobs import jobs, worker
from training.cli.post import post
from training.cli.serve import serve

COMMANDS = (serve, worker, post, jobs)


def init_app(app: Flask) -> None:
    """Bind every command."""
    for command in COMMANDS:
        app.cli.add_command(command)
