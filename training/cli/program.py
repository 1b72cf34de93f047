"""`flask program`: check, publish and show a program definition."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click
from flask.cli import AppGroup

from training.actions.program import new_chain
from training.actions.program import publish as publish_text
from training.domain.program import Program, ProgramMistakes, read, read_rules
from training.domain.roles import by_system
from training.domain.words import RuleBroken
from training.extensions import db
from training.queries.program import chain_of, current, definition, published

program = AppGroup("program", help="Program definitions: rules, words and letters as data.")


Value = TypeVar("Value")


def read_or_stop(path: Path, reader: Callable[[str], Value]) -> Value:
    """What the file says, or exit 2 with every mistake: file, line, what is wrong."""
    try:
        return reader(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        click.echo(f"{path}: this is not UTF-8 text.", err=True)
    except ProgramMistakes as error:
        for mistake in error.mistakes:
            click.echo(f"{path}:{mistake.line}: {mistake.where}: {mistake.reason}", err=True)
    raise SystemExit(2)


@program.command("check", with_appcontext=False)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Read a definition, or its rules alone, and explain every mistake; exit 2 if there is one."""
    found = read_or_stop(file, read_rules)
    kind = "" if isinstance(found, Program) else " Rules only: they answer a log, and cannot be published."
    click.echo(f"{file}: {found.title}, version {found.version}. No mistakes.{kind}")


@program.command("publish")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def publish(file: Path) -> None:
    """Publish a definition: who starts from now on is pinned to it, nobody else is touched."""
    found = read_or_stop(file, read)
    chain = db.session.scalar(chain_of(found.id)) or new_chain(found)
    versions = list(db.session.scalars(published(found.id)))
    try:
        version = publish_text(
            file.read_text(encoding="utf-8"),
            chain=chain,
            published=versions,
            by=by_system(datetime.now(UTC)),
        )
    except RuleBroken as refusal:
        raise click.ClickException(str(refusal)) from None
    db.session.add_all([chain, version])
    db.session.commit()
    click.echo(f"{found.title}, version {found.version}, is published. It holds for who starts from now on.")


@program.command("show")
def show() -> None:
    """Print the definition that people who start today are pinned to."""
    version = db.session.scalar(current())
    if version is None:
        raise click.ClickException("No program is published yet. Use: flask program publish FILE")
    click.echo(
        f"# {definition(version).title}, version {version.version}, published {version.published_at:%Y-%m-%d}"
    )
    click.echo(version.text)
