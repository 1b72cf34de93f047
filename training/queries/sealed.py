"""Every sealed field, with whose key should open it and where it is sealed to."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, literal, select, union_all

from training.models import (
    Answer,
    Application,
    Decision,
    Entry,
    Evaluation,
    Internship,
    Person,
    Reference,
    Review,
    Score,
    Upload,
)
from training.vault import KeyDestroyed, PersonVault, Vault, VaultError

BATCH = 500
FILES = 4
"""So many files of some megabytes are held at a time."""


class Unreadable(NamedTuple):
    table: str
    row: str
    reason: str


def unreadable(connection: Connection, vault: Vault) -> Iterator[Unreadable]:
    """Those that their key does not open; an erased person's are passed over. Streams."""
    yield from _unreadable(connection, vault, _all(), BATCH)
    yield from _unreadable(connection, vault, _of(Upload, [Upload.person]).order_by("person"), FILES)


def _unreadable(connection: Connection, vault: Vault, asked: Any, at_once: int) -> Iterator[Unreadable]:
    keys: PersonVault | None = None
    is_erased = False
    for row in connection.execution_options(yield_per=at_once).execute(asked):
        if keys is None or keys.subject != row.person:
            is_erased = vault.is_destroyed(row.person)
            keys = None if is_erased else vault.of(row.person)
        if keys is not None and (reason := _why_not(keys, row)):
            yield Unreadable(row.table, row.ref, reason)


def _why_not(keys: PersonVault, row: Any) -> str:
    try:
        keys.open(f"{row.table}.{row.field}:{row.ref}", row.sealed)
    except KeyDestroyed:
        return ""
    except VaultError as error:
        return str(error)
    return ""


def _all() -> Any:
    parts = [
        _of(Answer, [Answer.application, Application.person]),
        _of(Reference, [Reference.application, Application.person]),
        _of(Score, [Score.review, Review.application, Application.person]),
        _of(Decision, [Decision.application, Application.person]),
        _of(Evaluation, [Evaluation.internship, Internship.person]),
        _of(Entry, [Entry.internship, Internship.person], "note"),
    ]
    return union_all(*parts).order_by("person", "table", "ref")


def _of(model: Any, road: list[Any], field: str = "sealed") -> Any:
    sealed = getattr(model, field)
    found = select(
        Person.ref.label("person"),
        literal(model.__tablename__).label("table"),
        literal(field).label("field"),
        model.ref.label("ref"),
        sealed.label("sealed"),
    ).select_from(model)
    for step in road:
        found = found.join(step)
    return found.where(sealed.is_not(None))
