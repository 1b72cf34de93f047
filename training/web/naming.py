"""What this installation is called on every page: by its program and the body behind it.

Asked of the database once a process; the pages that show the current program bring it up to date.
"""

from dataclasses import dataclass

from flask import abort, current_app
from sqlalchemy.exc import SQLAlchemyError

from training.config import Settings
from training.domain.program import Program
from training.domain.tongue import marked
from training.extensions import db
from training.queries.program import current, definition


@dataclass(frozen=True, slots=True)
class Names:
    name: str
    body: str


# While no program is published.
UNNAMED = Names(marked("Training tracker"), marked("training body"))


def current_program() -> Program:
    """The program that whoever starts today is pinned to; 404 where none is published yet."""
    return published_program() or abort(404)


def published_program() -> Program | None:
    version = db.session.scalars(current()).first()
    if version is None:
        return None
    program = definition(version)
    current_app.extensions["names"] = Names(program.title, program.body.name)
    return program


def whole(path: str) -> str:
    """An address for a letter: ours from the settings, never the one that was asked."""
    settings: Settings = current_app.extensions["settings"]
    return f"{settings.public_url}/{path}"


def names() -> Names:
    """Asks the database only if nobody in this process has. A page never fails for want of a name."""
    if "names" not in current_app.extensions:
        try:
            published_program()
        except SQLAlchemyError:
            current_app.logger.warning("no program could be read for its name")
    return known_names()


def known_names() -> Names:
    """What is known without asking anybody, for pages that stand when nothing else does."""
    found: Names = current_app.extensions.get("names", UNNAMED)
    return found
