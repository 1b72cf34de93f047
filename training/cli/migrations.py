"""`flask db`: Flask-Migrate's commands, imported only by who types one."""

from typing import Any

import click
from flask import g
from flask.cli import with_appcontext


class LaterGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_commands().list_commands(ctx))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found: click.Command | None = _commands().get_command(ctx, cmd_name)
        return found


def _commands() -> Any:
    from flask_migrate.cli import db  # noqa: PLC0415 -- brings Alembic along, a third of a second

    return db


@click.group("db", cls=LaterGroup)
@with_appcontext
def db() -> None:
    """Perform database migrations."""
    g.directory, g.x_arg = None, ()  # what its own group leaves for its commands
