"""The chains: each event follows from the one before it, and the rows say what the events say."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from training.domain.record import GENESIS, Link, first_broken
from training.models import Chain, Event
from training.models.record import words_place
from training.queries.integrity.account import Account, Told
from training.queries.integrity.faults import BATCH, Fault, moment, parsed, raw
from training.queries.integrity.rows import Rows
from training.vault import KeyDestroyed, PersonVault, Vault, VaultError


def _events() -> Select[Any]:
    names = [name for name in Event.__table__.columns.keys() if name not in ("id", "chain_id", "at", "facts")]  # noqa: SIM118 -- no dict
    columns = [*(Event.__table__.c[name] for name in names), raw(Event.at), raw(Event.facts)]
    chain = (Chain.id.label("chain_id"), Chain.kind.label("chain_kind"), Chain.ref.label("chain_ref"))
    head = (Chain.length.label("chain_length"), Chain.head.label("chain_head"))
    return (
        select(*chain, *head, *columns)
        .select_from(Chain.__table__.outerjoin(Event.__table__, Event.chain_id == Chain.id))
        .order_by(Chain.id, Event.number)
    )


def chain_faults(connection: Connection, vault: Vault | None) -> Iterator[Fault]:
    """Follow every chain; where it holds, compare the rows it speaks of with what it says."""
    streaming = connection.execution_options(yield_per=BATCH)
    rows = Rows(streaming)
    for chain_id, events in groupby(streaming.execute(_events()), key=lambda row: row.chain_id):
        walk = _Walk(vault)
        told = list(rows.of(chain_id))
        if fault := _chain_fault(walk, events):
            yield fault
        else:
            yield from (fault for row in told if (fault := row.fault(walk.account)))


def record_fault(connection: Connection, chain: Chain, vault: Vault | None) -> Fault | None:
    """One record alone, while somebody looks at it: whether its events follow from one another to its end."""
    return _chain_fault(_Walk(vault), connection.execute(_events().where(Chain.id == chain.id)))


def _chain_fault(walk: "_Walk", events: Iterable[Row[Any]]) -> Fault | None:
    """Follow one chain and compare its end with its head."""
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
        self.account = Account()

    def links(self, events: Iterable[Row[Any]]) -> Iterator[Link]:
        for row in events:
            self.kind, self.ref = row.chain_kind, row.chain_ref
            self.said_length, self.said_head = row.chain_length, row.chain_head
            if row.number is None:
                return
            self.length, self.head = row.number, row.hash
            if row.words is not None and not self.unreadable and not self._holds(row):
                self.unreadable = row.number
            told = _told(row)
            self.account.note(told)
            yield Link(row.number, _content(row, told), row.previous, row.hash)

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


def _told(row: Row[Any]) -> Told:
    return Told(
        row.number,
        moment(row.at),
        row.actor,
        row.kind,
        row.subject,
        row.before,
        row.after,
        parsed(row.facts),
    )


def _content(row: Row[Any], told: Told) -> dict[str, object]:
    """As models.record.Event.content, from a plain row."""
    return {
        "chain": f"{row.chain_kind}:{row.chain_ref}",
        "number": row.number,
        "at": told.at,
        "actor": row.actor,
        "capacity": row.capacity,
        "acting_for": row.acting_for,
        "kind": row.kind,
        "subject": row.subject,
        "before": row.before,
        "after": row.after,
        "facts": told.facts,
        "digest": row.digest,
    }
