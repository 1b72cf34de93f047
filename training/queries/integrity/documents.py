"""What was frozen with its hash: issued documents and published programs."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from training.domain.program import fingerprint
from training.models import Certificate, Document, Event, ProgramVersion
from training.queries.integrity.faults import Fault, parsed, raw

SOME = 20
"""Documents are large: so many are held at a time."""


def document_faults(connection: Connection) -> Iterator[Fault]:
    """Each PDF by its own hash, its credential by the one that stands on the record of its issue."""
    issued = (Event.subject == "certificate:" + Certificate.number) & (Event.kind == "certificate.issue")
    wanted = (
        select(Document.id, Document.pdf, Document.sha256, Document.credential, raw(Event.facts))
        .outerjoin(Certificate, Certificate.document_id == Document.id)
        .outerjoin(Event, issued)
        .order_by(Document.id)
    )
    for row in connection.execution_options(yield_per=SOME).execute(wanted):
        if reason := _reason(row):
            yield Fault("document", str(row.id), reason)


def _reason(row: Any) -> str:
    if sha256(row.pdf).hexdigest() != row.sha256:
        return "The PDF is not the one that was issued: the hash differs."
    if row.facts and parsed(row.facts).get("credential") != sha256(row.credential.encode()).hexdigest():
        return "The credential is not the one that was issued: the hash differs."
    return ""


def program_faults(connection: Connection) -> Iterator[Fault]:
    published = (
        select(Event.subject, raw(Event.facts)).where(Event.kind == "program.publish").order_by(Event.id)
    )
    said = {row.subject: parsed(row.facts).get("fingerprint") for row in connection.execute(published)}
    versions = select(ProgramVersion.program, ProgramVersion.version, ProgramVersion.text)
    for row in connection.execute(versions.add_columns(ProgramVersion.fingerprint)).all():
        name = f"{row.program}:{row.version}"
        if {row.fingerprint, said.get(f"program:{name}", row.fingerprint)} != {fingerprint(row.text)}:
            yield Fault("program_version", name, "The text is not what was published: the hash differs.")
