"""Signatures: each row is the one the record tells of, and none is there that it does not know."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from training.models import Event, Person, Signature
from training.models.signature import fingerprint
from training.queries.integrity.faults import Fault, moment, parsed, raw
from training.vault import Vault

MADE = Event.kind == "signature.made"
BATCH = 400


def signature_faults(connection: Connection, vault: Vault | None) -> Iterator[Fault]:
    """From the record to the rows, and back where there are more rows than the record tells of."""
    told = 0
    made = select(raw(Event.facts)).where(MADE).order_by(Event.id)
    for events in connection.execution_options(yield_per=BATCH).execute(made).partitions(BATCH):
        told += len(events)
        yield from _compared(connection, [parsed(event.facts) for event in events], vault)
    if connection.scalar(select(func.count()).select_from(Signature)) != told:
        yield from _unknown(connection)


def _compared(connection: Connection, told: list[dict[str, Any]], vault: Vault | None) -> Iterator[Fault]:
    refs = [facts.get("signature", "") for facts in told]
    found = {row.ref: row for row in connection.execute(_rows(refs))}
    for ref, facts in zip(refs, told, strict=True):
        row = found.get(ref)
        if row is None:
            yield Fault("signature", ref, "The record tells of it, but it is gone.")
        elif reason := _reason(row, facts, vault):
            yield Fault("signature", row.ref, reason)


def _rows(refs: Iterable[str]) -> Select[*tuple[Any, ...]]:
    columns = [column for column in Signature.__table__.columns if column.name not in ("id", "at")]
    return (
        select(*columns, raw(Signature.at), Person.ref.label("signer"))
        .join(Person, Person.id == Signature.signer_id)
        .where(Signature.ref.in_(refs))
        .order_by(Signature.id)
    )


def _reason(row: Row[Any], facts: dict[str, Any], vault: Vault | None) -> str:
    if hashlib.sha256(row.shown).hexdigest() != facts.get("sha256"):
        return "What was shown is not what was signed: the hash differs."
    if row.signer != facts.get("signer"):
        return "It is not the signature of the person the record names."
    columns = dict(row._mapping) | {"at": moment(row.at)}  # noqa: SLF001 -- its documented name
    if fingerprint(columns) != facts.get("whole") and not _is_erased(row.signer, vault):
        return "It is not what was written: its hash differs."
    return ""


def _is_erased(signer: str, vault: Vault | None) -> bool:
    """An erased person's name may have been taken out of it, rightly."""
    return vault is not None and vault.is_destroyed(signer)


def _unknown(connection: Connection) -> Iterator[Fault]:
    """Rows that no event made. Asks the record for each, so only when it is known that there are some."""
    for row in connection.execute(select(Signature.ref, Signature.subject).order_by(Signature.id)):
        made = connection.scalars(select(raw(Event.facts)).where(MADE, Event.subject == row.subject))
        if row.ref not in {parsed(facts).get("signature") for facts in made}:
            yield Fault("signature", row.ref, "The record does not know of it.")
