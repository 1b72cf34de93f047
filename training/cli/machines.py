"""`flask machines`: the page of diagrams, from the tables."""

from pathlib import Path

import click

from training.domain.machines import document

PAGE = Path(__file__).parent.parent.parent / "docs" / "machines.md"


@click.command("machines")
def machines() -> None:
    """Write docs/machines.md from the tables of the state machines."""
    PAGE.write_text(document(), encoding="utf-8")
    click.echo(f"{PAGE.name} says what the tables say.")
