"""The papers of a certificate, and what a file somebody holds is worth. For pages, commands and the demo."""

import hashlib
from datetime import date, datetime

from flask import current_app

from training.config import Settings
from training.documents.certificate import SignatureLine
from training.documents.seal import check
from training.documents.sheets import Office, Stated, print_papers
from training.domain.certificate import FileVerdict, compared, valid_until
from training.domain.program import Program
from training.domain.program.marks import Who
from training.extensions import db, sealer
from training.models import Certificate, Document
from training.queries import certificate as certificates
from training.queries.program import definition


def office(program: Program, at: datetime) -> Office:
    settings: Settings = current_app.extensions["settings"]
    return Office(base_url=settings.public_url, sealer=sealer(program.body.name, at), at=at)


def papers(certificate: Certificate, at: datetime) -> Document:
    """Print and seal what an approved certificate states, dated that moment. Needs its program loaded."""
    program = definition(certificate.program)
    stated = Stated(
        number=certificate.number,
        kind=certificate.kind,
        title=certificate.title,
        holder=certificate.holder,
        snapshot=certificate.snapshot,
        issued_on=at.date(),
        valid_to=last_day(certificate, at.date()),
    )
    made = print_papers(stated, program, signatures(certificate, program), office(program, at))
    return Document(
        sha256=hashlib.sha256(made.pdf).hexdigest(), pdf=made.pdf, credential=made.credential, frozen_at=at
    )


def last_day(certificate: Certificate, issued_on: date) -> date | None:
    """The last day it is valid if issued that day, as its program says; None: it does not expire."""
    return valid_until(issued_on, definition(certificate.program).certificate(certificate.kind).valid_months)


def signatures(certificate: Certificate, program: Program) -> tuple[SignatureLine, ...]:
    """Who approved and who proposed, in the capacity they did it in."""
    rows = db.session.execute(certificates.signers(certificate.number))
    return tuple(
        SignatureLine(name=name, title=f"{program.role(Who(capacity)).one}, {SAID[kind]}")
        for kind, capacity, name in rows
    )


SAID = {"certificate.approve": "approved", "certificate.propose": "proposed"}


def judged(pdf: bytes, certificate: Certificate, at: datetime) -> FileVerdict:
    """Compare a file with the issued one. Needs program and document loaded."""
    if certificate.document is not None and hashlib.sha256(pdf).hexdigest() == certificate.document.sha256:
        return FileVerdict.IDENTICAL
    program = definition(certificate.program)
    seal = check(pdf, [office(program, at).sealer.certificate])
    # Of a broken seal nobody can say whose key made it: the name in it has to do.
    names_us = seal.signed and seal.signer == program.body.name[:64]
    return compared(is_identical=False, is_ours=names_us, is_intact=seal.intact and seal.covers_whole_file)
