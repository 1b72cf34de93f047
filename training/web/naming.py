"""What this installation is called on every page: by its program and the body behind it.

Asked of the database once a process; the pages that show the current program bring it up to date.
"""

from dataclasses import dataclass

from flask import current_app

from training.domain.program import Program
from training.extensions import db
from training.queries.program import current, definition


@dataclass(frozen=True, slots=True)
class Names:
    name: str
    body: str


# While no program is published.
UNNAMED = Names("Training tracker", "training body")


def current_program() -> Program:
    """The program that whoever starts today is pinned to; 404 where none is published yet."""
    program = definition(db.first_or_404(current()))
    _remember(Names(program.title, program.body.name))
    return program


def names() -> Names:
    """Asks the database only if nobody in this process has."""
    if "names" not in current_app.extensions:
        version = db.session.scalars(current()).first()
        program = definition(version) if version else None
        _remember(Names(program.title, program.body.name) if program else UNNAMED)
    return known_names()


def known_names() -> Names:
    """What is known without asking anybody, for pages that stand when nothing else does."""
    found: Names = current_app.extensions.get("names", UNNAMED)
    return found


def _remember(names: Names) -> None:
    if names is not UNNAMED:
        current_app.extensions["names"] = names
