"""Commands people type."""

from flask import Flask

from training.cli.people import people


def init_app(app: Flask) -> None:
    """Bind every group of commands."""
    app.cli.add_command(people)
