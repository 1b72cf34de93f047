"""Erase a person. The record says so first; then their key is destroyed; chain and certificates stay whole.

What is sealed with the person's key needs no other hand: it is unreadable once the key is gone. Here goes
what stands open: name, address, sign-in, letters, and who wrote for them.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from training.actions.post import blank_letters
from training.actions.record import write
from training.domain.erasure import (
    ASK,
    DONE,
    GONE_NAME,
    HOLD,
    HOLDS,
    LIFT,
    PROPOSE,
    TAKE_BACK,
    AlreadyErased,
    Erasing,
    NotProposed,
    OnHold,
)
from training.domain.roles import By
from training.models import Event, Insurance, Letter, Licence, Passkey, Person, Reference, Upload


@dataclass(frozen=True, slots=True)
class Belongings:
    """What stands open of a person beside their own row."""

    letters: Sequence[Letter] = ()
    references: Sequence[Reference] = ()
    passkeys: Sequence[Passkey] = ()
    papers: Sequence[Licence | Insurance] = ()
    uploads: Sequence[Upload] = ()


def _write(person: Person, kind: str, by: By, **facts: str) -> Event:
    chosen: dict[str, Any] = dict(facts)
    return write(person.chain, kind, subject=f"person:{person.ref}", by=by, **chosen)


def ask(person: Person, erasing: Erasing, *, by: By) -> Event | None:
    """The person's own wish. Said twice, it stands once."""
    if erasing.is_done:
        raise AlreadyErased
    return None if erasing.is_asked else _write(person, ASK, by)


def propose(person: Person, erasing: Erasing, ground: str, *, on: date, by: By) -> Event:
    erasing.ensure_open(person.roles_on(on))
    return _write(person, PROPOSE, by, ground=ground)


def take_back(person: Person, erasing: Erasing, *, by: By) -> Event:
    """Neither proposed nor asked for any more."""
    if not (erasing.proposed_by or erasing.is_asked) or erasing.is_done:
        raise NotProposed
    return _write(person, TAKE_BACK, by)


def hold(person: Person, erasing: Erasing, reason: str, *, by: By) -> Event:
    """From now on nothing can be erased; what was proposed falls."""
    if reason not in HOLDS:
        raise KeyError(reason)
    if erasing.is_done:
        raise AlreadyErased
    if erasing.hold:
        raise OnHold(erasing.hold)
    return _write(person, HOLD, by, hold=reason)


def lift(person: Person, erasing: Erasing, *, by: By) -> Event | None:
    return _write(person, LIFT, by) if erasing.hold else None


def approve(person: Person, erasing: Erasing, belongings: Belongings, *, on: date, by: By) -> Event:
    """The second person's word, and the deed. The key is destroyed once this is stored (jobs.erasing)."""
    erasing.ensure_open(person.roles_on(on))
    erasing.ensure_agreed(person=person.ref, approver=by.ref)
    event = _write(person, DONE, by, ground=erasing.ground, proposed_by=erasing.proposed_by)
    blank(person, belongings)
    return event


def erase_again(person: Person, belongings: Belongings, *, by: By) -> Event:
    """After a restore: the ledger says that this person was erased before the data grew young again."""
    event = _write(person, DONE, by, ground="ledger")
    blank(person, belongings)
    return event


def blank(person: Person, belongings: Belongings) -> None:
    """Take away what stands open. Nobody can sign in; the address is free for a new beginning."""
    person.name, person.zone = GONE_NAME, "UTC"
    person.email = f"{person.ref.lower()}@erased.invalid"
    person.active, person.password, person.confirmed_at = False, None, None
    person.fs_uniquifier = secrets.token_hex(32)  # every session ends
    person.tf_primary_method = person.tf_totp_secret = person.totp_counter = None
    person.mf_recovery_codes = None
    blank_letters(belongings.letters)
    for paper in belongings.papers:
        paper.number, paper.refused_for = "", None
    for upload in belongings.uploads:
        upload.name = ""  # its content goes with the key
    for key in belongings.passkeys:
        key.name, key.credential_id, key.public_key = "", secrets.token_bytes(32), b""  # of no device
    for one in belongings.references:
        one.name, one.profession, one.sealed = GONE_NAME, "", None
        one.email = f"{one.ref.lower()}@erased.invalid"
        if one.token_hash:
            one.token_hash = secrets.token_hex(32)  # of no link at all: the one that was sent is shut
