"""Certificates: proposed by one, approved by another, issued with their bytes, ended with a reason."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from training.actions.post import enqueue
from training.actions.record import Private, advance, write
from training.actions.signing import Meaning, Signer, sign
from training.domain.certificate import (
    CertificateMove,
    CertificateStatus,
    Eligibility,
    ensure_room,
    ensure_second_person,
)
from training.domain.numbers import certificate_number
from training.domain.program.wording import Certificate as Wording
from training.domain.program.wording import Letter as LetterWording
from training.domain.roles import By
from training.domain.tongue import marked
from training.models import Certificate, Document, Event, Letter, Person, ProgramVersion, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a certificate rests on: the program's words for it, and its requirements as they stand."""

    version: ProgramVersion
    wording: Wording
    eligibility: Eligibility


def propose(
    person: Person, grounds: Grounds, *, held: Iterable[Certificate], by: By, is_replacement: bool = False
) -> Certificate:
    """A certificate to be approved by somebody else. `held`: all certificates this person has.

    Raises AlreadyCertified where one of the kind is live, unless it is to be renewed or corrected.
    """
    wording = grounds.wording
    statuses = [one.status for one in held if one.kind == wording.id]
    ensure_room(statuses, is_replacement=is_replacement)
    grounds.eligibility.ensure()
    certificate = _proposed(person, grounds, by)
    subject, step = f"certificate:{certificate.number}", ("", CertificateStatus.PROPOSED.value)
    write(person.chain, "certificate.propose", subject=subject, by=by, step=step, of=wording.id)
    return certificate


def _proposed(person: Person, grounds: Grounds, by: By) -> Certificate:
    return Certificate(
        number=certificate_number(secrets.randbelow),
        person=person,
        program=grounds.version,
        kind=grounds.wording.id,
        title=grounds.wording.title,
        holder=person.name,
        is_name_public=True,
        is_listed=False,
        status=CertificateStatus.PROPOSED,
        snapshot=grounds.eligibility.snapshot,
        proposed_by=by.ref,
        proposed_at=by.at,
    )


def approve(
    certificate: Certificate, *, eligibility: Eligibility, signer: Signer, meaning: Meaning
) -> Signature:
    """A second person has looked, and signs what they saw; what they saw is what will be printed."""
    by = signer.by
    ensure_second_person(certificate.proposed_by, by.ref)
    eligibility.ensure()
    advance(certificate, CertificateMove.APPROVE, by=by)
    certificate.approved_by, certificate.approved_at = by.ref, by.at
    certificate.snapshot = eligibility.snapshot
    return sign(
        certificate.chain,
        signer=signer,
        subject=f"certificate:{certificate.number}",
        meaning=meaning,
        shown=shown(certificate),
    )


def shown(certificate: Certificate) -> dict[str, object]:
    """What the page shows to whoever approves."""
    return {
        "number": certificate.number,
        "kind": certificate.kind,
        "title": certificate.title,
        "holder": certificate.holder,
        "snapshot": certificate.snapshot,
    }


def issue(
    certificate: Certificate,
    *,
    document: Document,
    eligibility: Eligibility,
    valid_to: date | None,
    earlier: Certificate | None,
    by: By,
) -> Event:
    """Freeze the printed and sealed bytes. `earlier`: the issued one of this kind that it follows, if any."""
    eligibility.ensure()
    event = advance(
        certificate,
        CertificateMove.ISSUE,
        by=by,
        of=certificate.kind,
        sha256=document.sha256,
        credential=sha256(document.credential.encode()).hexdigest(),
        valid_to=valid_to.isoformat() if valid_to else None,
    )
    certificate.document = document
    certificate.issued_on, certificate.valid_to = by.at.date(), valid_to
    if earlier is not None:
        supersede(earlier, certificate, by=by)
    return event


def supersede(earlier: Certificate, successor: Certificate, *, by: By) -> None:
    """What the holder chose about being named and listed goes over to the new one."""
    advance(
        earlier,
        CertificateMove.SUPERSEDE,
        by=by,
        reason=marked("Succeeded by %(number)s.") % {"number": successor.number},
    )
    earlier.ended_on = by.at.date()
    earlier.successor = successor
    successor.is_name_public = earlier.is_name_public
    successor.is_listed, successor.area = earlier.is_listed, earlier.area


def announce(certificate: Certificate, wording: LetterWording, *, link: str, body: str, by: By) -> Letter:
    """Tell the holder."""
    person = certificate.person
    fill = {"name": person.name, "link": link, "body": body}
    key = f"certificate_issued:{certificate.number}"
    return enqueue(certificate.chain, wording, key=key, to=person.email, fill=fill, due_at=by.at)


def drop(certificate: Certificate, *, words: Private, by: By) -> Event:
    return advance(certificate, CertificateMove.DROP, by=by, words=words)


def suspend(certificate: Certificate, *, words: Private, by: By) -> Event:
    return _end(certificate, CertificateMove.SUSPEND, words=words, by=by)


def revoke(certificate: Certificate, *, words: Private, by: By) -> Event:
    return _end(certificate, CertificateMove.REVOKE, words=words, by=by)


def reinstate(certificate: Certificate, *, words: Private, by: By) -> Event:
    event = advance(certificate, CertificateMove.REINSTATE, by=by, words=words)
    certificate.ended_on = None
    return event


def _end(certificate: Certificate, move: CertificateMove, *, words: Private, by: By) -> Event:
    event = advance(certificate, move, by=by, words=words)
    certificate.ended_on = by.at.date()
    return event


def show_name(certificate: Certificate, *, is_public: bool, by: By) -> None:
    """Whether whoever types the number reads the holder's name. Saying the same again changes nothing."""
    if certificate.is_name_public is not is_public:
        certificate.is_name_public = is_public
        _chosen(certificate, "certificate.show_name" if is_public else "certificate.hide_name", by=by)


def list_holder(certificate: Certificate, *, is_listed: bool, area: str, by: By) -> None:
    """Whether the holder stands in the public directory, and with which area."""
    wanted = (is_listed, (area.strip() or None) if is_listed else None)
    if (certificate.is_listed, certificate.area) != wanted:
        certificate.is_listed, certificate.area = wanted
        _chosen(certificate, "certificate.list" if is_listed else "certificate.unlist", by=by)


def _chosen(certificate: Certificate, kind: str, *, by: By) -> None:
    write(certificate.chain, kind, subject=f"certificate:{certificate.number}", by=by)
