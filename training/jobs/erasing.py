"""The second half of erasing: the key. It is destroyed when the record that says so is stored, never before.

Killed in between, the night finishes it: whoever the record calls erased has no key in the morning.
"""

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import structlog
from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from training.actions import erasure as actions
from training.domain.erasure import DONE
from training.domain.roles import by_system
from training.extensions import db, vault
from training.models import Event, Person
from training.queries import erasure as queries
from training.queries import passkey as passkeys
from training.queries import profile as papers
from training.vault.ledger import Erasure, from_lines, to_lines

ERASED = "erased_people"
log = structlog.get_logger()


def init_app() -> None:
    """Whoever commits, by a page or a command, passes here."""
    for moment, listener in (("after_flush", _note), ("after_commit", _destroy), ("after_rollback", _forget)):
        if not event.contains(db.session, moment, listener):
            event.listen(db.session, moment, listener)


def _note(session: Session, _context: object) -> None:
    found = {
        row.subject.partition(":")[2] for row in session.new if isinstance(row, Event) and row.kind == DONE
    }
    if found:
        session.info.setdefault(ERASED, set()).update(found)


def _destroy(session: Session) -> None:
    if found := session.info.pop(ERASED, None):
        destroy_keys(sorted(found), datetime.now(UTC))


def _forget(session: Session) -> None:
    session.info.pop(ERASED, None)


def destroy_keys(refs: Iterable[str], at: datetime) -> int:
    """Destroy the keys of these people and write the ledger anew; how many had one still."""
    done = sum([vault().destroy(ref, at=at, why="erased") for ref in refs])
    if done:
        write_ledger()
        log.info("erased", keys=done)
    return done


def finish_erasures(session: Session, at: datetime) -> int:
    """Keys that should be gone and are not: somebody pulled the plug at the wrong moment."""
    refs = session.scalars(queries.erased()).all()
    return destroy_keys([ref for ref in refs if not vault().is_destroyed(ref)], at)


# ------------------------------------------------------------------ the ledger


def ledger_file() -> Path:
    folder: Path = current_app.extensions["settings"].data_dir
    return folder / "erasures.jsonl"


def write_ledger() -> None:
    """Every erasure, one a line, beside the key store: whole or not at all. It names numbers, no people."""
    file = ledger_file()
    draft = file.with_name(f"{file.name}.{os.getpid()}.draft")
    with draft.open("w", encoding="utf-8") as target:
        target.write(to_lines(vault().ledger()))
        target.flush()
        os.fsync(target.fileno())
    draft.replace(file)


def replay(session: Session, text: str, at: datetime) -> tuple[int, int]:
    """After a restore, do again what the ledger says: how many keys, and how many rows, had come back.

    Raises BadLedger.
    """
    known: list[Erasure] = [*from_lines(text)]
    keys = vault().replay(known)
    people = [one for one in (_come_back(session, erasure.subject) for erasure in vault().ledger()) if one]
    for person in people:
        belongings = belongings_of(session, person)
        session.add(actions.erase_again(person, belongings, by=by_system(at)))
    session.commit()
    write_ledger()
    return keys, len(people)


def _come_back(session: Session, ref: str) -> Person | None:
    """Whom the ledger calls erased, but their record does not."""
    person = session.scalars(queries.somebody(ref)).one_or_none()
    if person is None or queries.erasing(session, person.chain).is_done:
        return None
    return person


def belongings_of(session: Session, person: Person) -> actions.Belongings:
    return actions.Belongings(
        letters=session.scalars(queries.letters(person.chain)).all(),
        references=session.scalars(queries.references(person.id)).all(),
        passkeys=session.scalars(passkeys.of(person)).all(),
        papers=[*session.scalars(papers.licences(person)), *session.scalars(papers.insurances(person))],
        uploads=session.scalars(papers.files(person)).all(),
    )
