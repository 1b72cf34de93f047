"""What supervisors and approvers signed, held against the rows as they stand now."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, select

from training.models import Case, Certificate, Entry, Line, Signature, SignOffRequest
from training.queries.integrity.faults import Fault, parsed, raw

BATCH = 500
COLUMNS = ("number", "kind", "title", "holder", "snapshot")


def line_faults(connection: Connection) -> Iterator[Fault]:
    streaming = connection.execution_options(yield_per=BATCH)
    for _, rows in groupby(streaming.execute(_signed_entries()), key=lambda row: row.id):
        yield from _entries(list(rows))
    for row in streaming.execute(_approved_certificates()):
        yield from _certificate(row)


def _signed_entries() -> Select[*tuple[Any, ...]]:
    return (
        select(Signature.id, Signature.shown, Entry.ref, raw(Entry.on), Entry.minutes, Case.code)
        .select_from(Line)
        .join(Line.request)
        .join(SignOffRequest.signature)
        .join(Line.entry)
        .outerjoin(Entry.case)
        .where(Line.answer == "signed")
        .order_by(Signature.id, Line.id)
    )


def _entries(rows: list[Row[Any]]) -> Iterator[Fault]:
    """All entries of one signature."""
    shown = {one["ref"]: one for one in parsed(rows[0].shown).get("entries", ())}
    for row in rows:
        seen = shown.get(row.ref, {})
        said = (seen.get("on"), seen.get("minutes"), seen.get("case"))
        if said != (row.on, row.minutes, row.code or ""):
            yield Fault("entry", row.ref, "It is not what its supervisor saw and signed.")


def _approved_certificates() -> Select[*tuple[Any, ...]]:
    is_its = and_(
        Signature.subject == "certificate:" + Certificate.number, Signature.statement_id == "certificate"
    )
    return (
        select(
            Certificate.number,
            Certificate.kind,
            Certificate.title,
            Certificate.holder,
            raw(Certificate.snapshot),
            Signature.shown,
        )
        .join_from(Certificate, Signature, is_its, isouter=True)
        .where(Certificate.approved_by.is_not(None))
        .order_by(Certificate.id)
    )


def _certificate(row: Row[Any]) -> Iterator[Fault]:
    if row.shown is None:
        yield Fault("certificate", row.number, "Nobody's signature stands on its approval.")
        return
    shown = parsed(row.shown)
    stands = {name: getattr(row, name) for name in COLUMNS} | {"snapshot": parsed(row.snapshot)}
    names = [name for name in stands if stands[name] != shown.get(name)]
    if names:
        yield Fault("certificate", row.number, f"Not what was approved and signed: {', '.join(names)}.")
