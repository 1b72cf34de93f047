"""A file with all that is kept about somebody: asked for, made, taken."""

import base64
import secrets
from datetime import datetime

from training.actions.account import note
from training.actions.post import enqueue
from training.domain.export import KEPT_FOR, OPEN, AlreadyAsked, NotThere, Stage, letter_of_ready
from training.domain.numbers import reference
from training.domain.roles import By
from training.models import Export, Person
from training.vault import PersonVault


def ask(person: Person, last: Export | None, *, by: By) -> Export:
    """`last`: what they asked for before. Raises AlreadyAsked while that is open."""
    if last is not None and last.stage(by.at) in OPEN:
        raise AlreadyAsked
    note(person, "export", by=by)
    return Export(ref=reference("X", secrets.randbelow, 8), person_id=person.id, asked_at=by.at)


def finish(export: Export, content: bytes, *, keys: PersonVault, link: str, body: str, at: datetime) -> None:
    """It is made: sealed under its owner's key, and they are told."""
    export.sealed, export.made_at = keys.seal(export.place, base64.b64encode(content).decode()), at
    person = export.person
    fill = {"name": person.name, "link": link, "days": str(KEPT_FOR.days), "body": body}
    key = f"export-ready:{export.ref}"
    enqueue(person.chain, letter_of_ready(), key=key, to=person.email, fill=fill, due_at=at)


def take(person: Person, export: Export | None, *, keys: PersonVault, by: By) -> bytes:
    """The file; here it is gone with this. Raises NotThere."""
    if export is None or export.sealed is None or export.stage(by.at) is not Stage.READY:
        raise NotThere
    content = base64.b64decode(keys.open(export.place, export.sealed))
    export.sealed, export.taken_at = None, by.at
    note(person, "export_taken", by=by)
    return content
