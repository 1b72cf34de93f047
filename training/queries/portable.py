"""Everything that is kept about one person, for that person: plain values, and their own words opened.

What others wrote in confidence (letters of recommendation, reviews) is about somebody and not theirs to take:
that it is there is told, what it says is not. So the record tells what others did and leaves out its
particulars: scores, conflicts, an outcome before its release. Secrets of the account are nobody's reading.
"""

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, Final

from sqlalchemy import LargeBinary, Select, select
from sqlalchemy.orm import Session

from training.models import (
    Answer,
    Application,
    Appointment,
    Attendance,
    Attestation,
    Base,
    Case,
    Certificate,
    Consent,
    Decision,
    Document,
    Enrolment,
    Entry,
    Evaluation,
    Event,
    Insurance,
    Internship,
    Leave,
    Letter,
    Licence,
    Passkey,
    Person,
    Reference,
    Signature,
    SignIn,
    SignOffRequest,
    Supervision,
    Upload,
)
from training.vault import PersonVault

HIDDEN: Final = frozenset(
    ("id", "password", "fs_uniquifier", "tf_totp_secret", "totp_counter", "mf_recovery_codes", "token_hash")
) | frozenset(("holder", "data", "form_key", "version", "hash", "previous", "digest", "key", "claimed_at"))
"""Columns that are secrets, or mean nothing outside the database."""
OWN_WORDS: Final[Mapping[type[Base], str]] = {Answer: "sealed", Evaluation: "sealed", Entry: "note"}
"""What the person wrote, by the column it is sealed in."""


def portable(session: Session, person: Person, keys: PersonVault) -> dict[str, list[dict[str, Any]]]:
    """Rows by the table they are from, oldest first: as many statements as there are tables."""
    return {
        name: [_told(row, person, keys) for row in session.scalars(statement)]
        for name, statement in _statements(person).items()
    }


def papers(person: Person) -> Select[str, bytes]:
    """Number and PDF of each certificate that was issued."""
    return (
        select(Certificate.number, Document.pdf)
        .join(Document, Certificate.document_id == Document.id)
        .where(Certificate.person_id == person.id)
        .order_by(Certificate.number)
    )


def _statements(person: Person) -> dict[str, Select[Any]]:
    mine: dict[type[Any], Any] = {
        Person: Person.id == person.id,
        Appointment: Appointment.person_id == person.id,
        Licence: Licence.person_id == person.id,
        Insurance: Insurance.person_id == person.id,
        Upload: Upload.person_id == person.id,
        Passkey: Passkey.person_id == person.id,
        SignIn: SignIn.holder == person.fs_uniquifier,
        Consent: Consent.person_id == person.id,
        Application: Application.person_id == person.id,
        Enrolment: Enrolment.person_id == person.id,
        Internship: Internship.person_id == person.id,
        Attestation: Attestation.person_id == person.id,
        Certificate: Certificate.person_id == person.id,
        Signature: Signature.signer_id == person.id,
        Letter: Letter.to == person.email,
        Event: Event.chain_id == person.chain_id,
    }
    rows = {model: select(model).where(asked) for model, asked in mine.items()} | _below(person)
    return {model.__tablename__: rows[model].order_by(model.id) for model in rows}


def _below(person: Person) -> dict[type[Any], Select[Any]]:
    """What belongs to somebody by way of an application, a course or an internship."""
    applied, interned = Application.person_id == person.id, Internship.person_id == person.id
    attended = Enrolment.person_id == person.id
    return {
        Answer: select(Answer).join(Answer.application).where(applied),
        Reference: select(Reference).join(Reference.application).where(applied),
        Decision: select(Decision).join(Application).where(applied, Decision.released_at.is_not(None)),
        Attendance: select(Attendance).join(Enrolment).where(attended),
        Evaluation: select(Evaluation).join(Internship).where(interned, Evaluation.author_id == person.id),
        Case: select(Case).join(Internship).where(interned),
        Leave: select(Leave).join(Internship).where(interned),
        Supervision: select(Supervision).join(Internship).where(interned),
        Entry: select(Entry).join(Entry.internship).where(interned),
        SignOffRequest: select(SignOffRequest).join(Internship).where(interned),
    }


def _told(row: Any, person: Person, keys: PersonVault) -> dict[str, Any]:
    told = _plain(row, keys)
    if isinstance(row, Event) and row.actor != person.ref:
        told["facts"] = {}
    return told


def _plain(row: Any, keys: PersonVault) -> dict[str, Any]:
    columns = [column for column in row.__table__.columns if column.name not in HIDDEN]
    told = {
        column.name: _value(getattr(row, column.key))
        for column in columns
        if not column.foreign_keys and not isinstance(column.type, LargeBinary)
    }
    field = OWN_WORDS.get(type(row))
    if field and (sealed := getattr(row, field)):
        told["words"] = _parsed(keys.open(f"{row.__tablename__}.{field}:{row.ref}", sealed))
    return told


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _parsed(text: str) -> Any:
    """Answers to many questions are kept as one JSON object."""
    try:
        found = json.loads(text)
    except ValueError:
        return text
    return found if isinstance(found, (dict, list)) else text
