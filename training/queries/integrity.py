"""Whether the record is what was written: every chain, signature and frozen document, read through once."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from training.domain.record import GENESIS, Link, first_broken
from training.models import Chain, Document, Event, Signature
from training.models.record import words_place
from training.vault import KeyDestroyed, PersonVault, Vault, VaultError

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Fault:
    """One row that is not what it should be: which table, which row in words, and why."""

    table: str
    row: str
    reason: str


def faults(connection: Connection, vault: Vault | None = None) -> Iterator[Fault]:
    """Everything that does not hold, oldest chain first. Streams: memory stays flat.

    With the vault, private words on the record are opened and compared with their digests too.
    """
    yield from chain_faults(connection, vault)
    yield from signature_faults(connection)
    yield from document_faults(connection)


def _events() -> Select[Any]:
    columns = [column for column in Event.__table__.columns if column.name not in ("id", "chain_id")]
    chain = (Chain.id.label("chain_id"), Chain.kind.label("chain_kind"), Chain.ref.label("chain_ref"))
    head = (Chain.length.label("chain_length"), Chain.head.label("chain_head"))
    return (
        select(*chain, *head, *columns)
        .select_from(Chain.__table__.outerjoin(Event.__table__, Event.chain_id == Chain.id))
        .order_by(Chain.id, Event.number)
    )


def chain_faults(connection: Connection, vault: Vault | None) -> Iterator[Fault]:
    rows = connection.execution_options(yield_per=BATCH).execute(_events())
    for _, events in groupby(rows, key=lambda row: row.chain_id):
        fault = _chain_fault(events, vault)
        if fault:
            yield fault


def _chain_fault(events: Iterable[Row[Any]], vault: Vault | None) -> Fault | None:
    """Follow one chain and compare its end with its head."""
    walk = _Walk(vault)
    broken = first_broken(walk.links(events))
    where = f"{walk.kind}:{walk.ref}"
    if broken:
        return Fault("event", f"{where} number {broken.number}", broken.reason)
    if walk.unreadable:
        return Fault(
            "event", f"{where} number {walk.unreadable}", "Its private words are not what was written."
        )
    if (walk.length, walk.head) != (walk.said_length, walk.said_head):
        reason = f"It should end with event {walk.said_length}, but ends with {walk.length}."
        return Fault("chain", where, reason)
    return None


class _Walk:
    """One chain as it is read: its links one by one, and where it ended."""

    def __init__(self, vault: Vault | None) -> None:
        self.vault = vault
        self.kind = self.ref = self.said_head = ""
        self.length = self.said_length = self.unreadable = 0
        self.head = GENESIS
        self.keys: PersonVault | None = None

    def links(self, events: Iterable[Row[Any]]) -> Iterator[Link]:
        for row in events:
            self.kind, self.ref = row.chain_kind, row.chain_ref
            self.said_length, self.said_head = row.chain_length, row.chain_head
            if row.number is None:
                return
            self.length, self.head = row.number, row.hash
            if row.words is not None and not self.unreadable and not self._holds(row):
                self.unreadable = row.number
            yield Link(row.number, _content(row), row.previous, row.hash)

    def _holds(self, row: Row[Any]) -> bool:
        """Whether the sealed words are those the digest was made of. An erased person's are gone, rightly."""
        if self.vault is None:
            return True
        try:
            self.keys = self.keys or self.vault.of(self.ref)
            words = self.keys.open(words_place(self.kind, self.ref, row.number), row.words)
        except KeyDestroyed:
            return True
        except VaultError:
            return False
        return bool(self.keys.digest(words) == row.digest)


def _content(row: Row[Any]) -> dict[str, object]:
    """As models.record.Event.content, from a plain row."""
    return {
        "chain": f"{row.chain_kind}:{row.chain_ref}",
        "number": row.number,
        "at": row.at,
        "actor": row.actor,
        "capacity": row.capacity,
        "acting_for": row.acting_for,
        "kind": row.kind,
        "subject": row.subject,
        "before": row.before,
        "after": row.after,
        "facts": row.facts,
        "digest": row.digest,
    }


def signature_faults(connection: Connection) -> Iterator[Fault]:
    wanted = select(Signature.ref, Signature.shown, Signature.sha256).order_by(Signature.id)
    for row in connection.execution_options(yield_per=BATCH).execute(wanted):
        if hashlib.sha256(row.shown).hexdigest() != row.sha256:
            yield Fault("signature", row.ref, "What was shown is not what was signed: the hash differs.")


def document_faults(connection: Connection) -> Iterator[Fault]:
    wanted = select(Document.id, Document.pdf, Document.sha256).order_by(Document.id)
    for row in connection.execution_options(yield_per=20).execute(wanted):
        if hashlib.sha256(row.pdf).hexdigest() != row.sha256:
            yield Fault("document", str(row.id), "The PDF is not the one that was issued: the hash differs.")
