"""From what a certificate states to paper: printed, enclosed with its machine-readable twin, sealed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from training.documents.certificate import CertificateSheet, Figure, SignatureLine, render
from training.documents.credential import CredentialFacts, credential
from training.documents.letter import LetterSheet, render_letter
from training.documents.seal import Sealer
from training.domain.certificate import says
from training.domain.program import Program

FILLED = ("hours", "started", "completed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What one certificate states. `snapshot` is shaped as `Eligibility.snapshot`."""

    number: str
    kind: str
    title: str
    holder: str
    snapshot: Mapping[str, Any]
    issued_on: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The sealed PDF and the credential (JSON text) of one certificate."""

    pdf: bytes
    credential: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Where certificates come from: the public address, the seal, the moment."""

    base_url: str
    sealer: Sealer
    at: datetime

    def verify_url(self, number: str) -> str:
        return f"{self.base_url}/verify/{number}"


def print_papers(
    stated: Stated, program: Program, signatures: tuple[SignatureLine, ...], office: Office
) -> Papers:
    """Print and seal. Needs neither request nor database; takes some 50 ms once the press is warm."""
    twin = json.dumps(credential(credential_facts(stated, program, office)), ensure_ascii=False)
    printed = (
        render(certificate_sheet(stated, program, signatures, office, twin))
        if is_certificate(stated, program)
        else render_letter(letter_sheet(stated, program, signatures, office))
    )
    sealed = office.sealer.sign(
        printed, at=office.at, reason=f"Issued as {stated.number}", location=program.body.place
    )
    return Papers(pdf=sealed, credential=twin)


def is_certificate(stated: Stated, program: Program) -> bool:
    """A sentence that begins with the holder is printed under their name; any other is a letter."""
    return program.certificate(stated.kind).sentence.startswith("{holder} ")


def sentence(stated: Stated, program: Program) -> str:
    """The program's sentence, filled in; on a certificate without the name it follows."""
    fill = dict.fromkeys(FILLED, "") | dict(stated.snapshot.get("fill", {}))
    return (
        program.certificate(stated.kind)
        .sentence.removeprefix("{holder} ")
        .format(
            holder=stated.holder,
            body=program.body.name,
            program=program.title,
            valid_to=f"{stated.valid_to:%-d %B %Y}" if stated.valid_to else "",
            **fill,
        )
    )


def certificate_sheet(
    stated: Stated, program: Program, signatures: tuple[SignatureLine, ...], office: Office, twin: str
) -> CertificateSheet:
    return CertificateSheet(
        number=stated.number,
        body=program.body.name,
        title=stated.title,
        holder=stated.holder,
        sentence=sentence(stated, program),
        standing=says(stated.kind),
        figures=tuple(Figure(value=value, label=label) for value, label in stated.snapshot["figures"]),
        signatures=signatures,
        issued_on=stated.issued_on,
        valid_to=stated.valid_to,
        verify_url=office.verify_url(stated.number),
        credential=twin,
        language=program.language,
    )


def letter_sheet(
    stated: Stated, program: Program, signatures: tuple[SignatureLine, ...], office: Office
) -> LetterSheet:
    until = f" It is valid to {stated.valid_to:%-d %B %Y}." if stated.valid_to else ""
    return LetterSheet(
        body=program.body.name,
        recipient=(stated.holder,),
        subject=stated.title,
        greeting="To whom it may concern,",
        paragraphs=(sentence(stated, program), f"{says(stated.kind)}{until}"),
        closing="For the training staff,",
        signatures=signatures,
        issued_on=stated.issued_on,
        number=stated.number,
        verify_url=office.verify_url(stated.number),
        language=program.language,
    )


def credential_facts(stated: Stated, program: Program, office: Office) -> CredentialFacts:
    end = datetime.combine(stated.valid_to, time.max, UTC).replace(microsecond=0) if stated.valid_to else None
    return CredentialFacts(
        verify_url=office.verify_url(stated.number),
        issuer_url=program.body.website,
        issuer_name=program.body.name,
        achievement_url=f"{office.base_url}/program#{stated.kind}",
        title=stated.title,
        description=says(stated.kind),
        criteria=program.certificate(stated.kind).source,
        holder=stated.holder,
        issued_at=office.at,
        valid_to=end,
    )
