"""Signing: what was shown, what was said, and how the signer proved to be who they are."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from training.actions.record import write
from training.domain.numbers import reference
from training.domain.program.wording import Attestation, Statement, Wording
from training.domain.record import canonical
from training.domain.roles import By
from training.models import Chain, Person, Signature


@dataclass(frozen=True, slots=True)
class Proof:
    """How identity was assured at the moment of signing (21 CFR 11.200), and from where."""

    assurance: str  # e.g. "passphrase", "passphrase and code"
    address: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, in which capacity and when, and the proof. Needs the person's licences loaded."""

    person: Person
    by: By
    proof: Proof


@dataclass(frozen=True, slots=True)
class Meaning:
    """The sentence the signer saw, filled in, with the id and version of its text."""

    id: str
    version: str
    text: str


def meaning(text: Statement | Attestation | Wording, id_: str, **fill: str) -> Meaning:
    return Meaning(id_, str(text.version), text.text.format_map(fill))


def sign(
    chain: Chain, *, signer: Signer, subject: str, meaning: Meaning, shown: Mapping[str, object]
) -> Signature:
    """A signature over the canonical JSON of exactly what was shown.

    Raises NotCanonical for what JSON can write in two ways (floats, tuples).
    """
    signature = _signature(signer, subject, meaning, canonical(shown))
    write(
        chain,
        "signature.made",
        subject=subject,
        by=signer.by,
        signature=signature.ref,
        signer=signer.person.ref,
        sha256=signature.sha256,
        whole=signature.fingerprint,
    )
    return signature


def _signature(signer: Signer, subject: str, meaning: Meaning, content: bytes) -> Signature:
    person, by = signer.person, signer.by
    licence = person.licence_on(by.at.date())
    return Signature(
        ref=reference("S", secrets.randbelow, 8),
        signer_id=person.id,
        signer_name=person.name,
        capacity=by.capacity.value,
        licence=str(licence) if licence else None,
        subject=subject,
        statement=meaning.text,
        statement_id=meaning.id,
        statement_version=meaning.version,
        shown=content,
        sha256=hashlib.sha256(content).hexdigest(),
        at=by.at,
        assurance=signer.proof.assurance,
        address=signer.proof.address,
    )
