"""Makes the files people asked for: all that is kept about them as JSON, papers and readings beside it."""

import json
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import structlog
from flask import current_app
from sqlalchemy import CursorResult
from sqlalchemy.orm import Session

from training.actions import export as actions
from training.actions.profile import opened
from training.config import Settings
from training.domain.opening import what_was_opened, why_opened
from training.domain.record import utc_text
from training.extensions import db, vault
from training.models import Export, Person
from training.queries import export as queries
from training.queries.opening import all_openings
from training.queries.people import named
from training.queries.portable import papers, portable
from training.queries.profile import files_whole
from training.queries.program import current, definition
from training.vault import KeyDestroyed, PersonVault

log = structlog.get_logger()


def run() -> None:
    with Session(db.engine) as session:
        if made := make_all(session, datetime.now(UTC)):
            log.info("exports", made=made)


def make_all(session: Session, at: datetime) -> int:
    """Each in a transaction of its own; a worker that is killed leaves the rest to the next minute."""
    keys = session.scalars(queries.to_make()).all()
    session.commit()
    return sum([_make(session, key, at) for key in keys])


def _make(session: Session, key: int, at: datetime) -> bool:
    export = session.scalars(queries.one_to_make(key)).one_or_none()
    if export is None:
        return False
    try:
        _finish(session, export, at)
    except KeyDestroyed:
        export.made_at = at  # erased in the meantime: there is nothing to make
    session.commit()
    return True


def _finish(session: Session, export: Export, at: datetime) -> None:
    settings: Settings = current_app.extensions["settings"]
    keys = vault().of(export.person.ref)
    content = zipped(session, export.person, keys, at)
    version = session.scalars(current()).one()
    body, link = definition(version).body.name, f"{settings.public_url}/account/data"
    actions.finish(export, content, keys=keys, link=link, body=body, at=at)


def empty_old(session: Session, at: datetime) -> int:
    """Content that nobody took within its week."""
    result = session.execute(queries.emptied(at))
    assert isinstance(result, CursorResult)  # noqa: S101 -- what an UPDATE returns
    return result.rowcount


# ------------------------------------------------------------------ what is in it


def zipped(session: Session, person: Person, keys: PersonVault, at: datetime) -> bytes:
    known: dict[str, Any] = portable(session, person, keys)
    told = {"made_at": utc_text(at), "person_number": person.ref, **known}
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as file:
        file.writestr("my-data.json", _json(told))
        file.writestr("who-read-my-file.json", _json(_readings(session, person)))
        for number, pdf in session.execute(papers(person)):
            file.writestr(f"certificates/{number}.pdf", pdf)
        for upload in session.scalars(files_whole(person)).yield_per(2):
            file.writestr(f"sent-in/{upload.ref} {upload.name}", opened(upload, keys))
    return target.getvalue()


def _json(told: Any) -> str:
    return json.dumps(told, indent=2, ensure_ascii=False)


def _readings(session: Session, person: Person) -> list[dict[str, str]]:
    """Each opening in words: when, who, in which role, what, why."""
    events = session.scalars(all_openings(person.chain)).all()
    names = {one.ref: one.name for one in session.scalars(named({event.actor for event in events}))}
    return [
        {
            "when": utc_text(event.at),
            "who": names.get(event.actor, ""),
            "role": event.capacity,
            "what": what_was_opened(event.kind),
            "why": why_opened(event.capacity),
        }
        for event in events
    ]
