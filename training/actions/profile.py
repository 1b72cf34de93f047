"""A supervisor's papers: sent in with their evidence, verified or refused by staff, never by oneself."""

import base64
import secrets
from dataclasses import dataclass
from typing import Any

from training.actions.people import days
from training.actions.record import Private, write
from training.domain.numbers import reference
from training.domain.profile import ensure_waiting
from training.domain.roles import By
from training.domain.upload import Kind, ensure_room, safe_name
from training.models import Event, Insurance, Licence, Person, Upload
from training.vault import PersonVault

Paper = Licence | Insurance


def what(paper: Paper) -> str:
    """`licence` or `insurance`, as the record calls it."""
    return "licence" if isinstance(paper, Licence) else "insurance"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came, looked at already."""

    name: str
    kind: Kind
    content: bytes


def keep(person: Person, sent: Sent, *, have: int, keys: PersonVault, by: By) -> Upload:
    """A file that was looked at, sealed under its owner's key. Raises NotTaken where there are too many."""
    ensure_room(have)
    upload = Upload(
        ref=reference("U", secrets.randbelow, 8),
        person_id=person.id,
        name=safe_name(sent.name, sent.kind),
        kind=sent.kind.value,
        size=len(sent.content),
        sent_at=by.at,
    )
    upload.sealed = keys.seal(upload.place, base64.b64encode(sent.content).decode())
    kind = sent.kind.name.lower()
    write(person.chain, "upload.add", subject=f"upload:{upload.ref}", by=by, kind_of_file=kind)
    return upload


def opened(upload: Upload, keys: PersonVault) -> bytes:
    return base64.b64decode(keys.open(upload.place, upload.sealed))


def claim(person: Person, paper: Paper, evidence: Upload, *, by: By) -> Event:
    """Waits for staff. The view adds the row. Until it is verified no rule counts it."""
    paper.ref, paper.person_id, paper.evidence = reference("N", secrets.randbelow, 7), person.id, evidence
    return _write(person, paper, "claim", by=by, **days(paper))


def verify(person: Person, paper: Paper, *, by: By) -> Event:
    """Staff have seen the evidence: it counts for the days it is valid. Raises Answered."""
    ensure_waiting(paper.standing)
    paper.verified_on, paper.verified_by = by.at.date(), by.ref
    return _write(person, paper, "verify", by=by, **days(paper))


def refuse(person: Person, paper: Paper, reason: str, *, keys: PersonVault, by: By) -> Event:
    """The evidence does not show it; why goes on the record sealed. Raises Answered."""
    ensure_waiting(paper.standing)
    paper.refused_on, paper.refused_for = by.at.date(), reason.strip()
    return _write(person, paper, "refuse", by=by, words=Private(keys, reason.strip()))


def _write(person: Person, paper: Paper, act: str, *, by: By, **facts: object) -> Event:
    chosen: dict[str, Any] = {"paper": paper.ref, **facts}
    return write(person.chain, f"{what(paper)}.{act}", subject=f"person:{person.ref}", by=by, **chosen)
