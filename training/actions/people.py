"""People: who joins, which roles they take up and lay down, and which licence staff have verified."""

import secrets
from collections.abc import Callable
from datetime import date
from typing import Any

from training.actions.record import write
from training.domain.numbers import reference
from training.domain.record import GENESIS
from training.domain.roles import By, Role
from training.models import Appointment, Chain, Insurance, Licence, Person

Pick = Callable[[int], int]


def join(*, email: str, name: str, by: By, zone: str = "UTC", pick: Pick = secrets.randbelow) -> Person:
    """A new person with a record of their own. The account is confirmed and given a passphrase elsewhere."""
    ref = reference("P", pick, 7)
    person = Person(
        ref=ref,
        email=email.strip().lower(),
        name=name.strip(),
        zone=zone,
        active=True,
        fs_uniquifier=secrets.token_hex(32),
        joined_at=by.at,
        failed_attempts=0,
        chain=Chain(kind="person", ref=ref, length=0, head=GENESIS),
        appointments=[],
        licences=[],
    )
    write(person.chain, "person.join", subject=f"person:{ref}", by=by)
    return person


def appoint(person: Person, role: Role, *, by: By, from_on: date, reason: str) -> Appointment:
    """Give a role from a day on. Appointing somebody to a role they hold already changes nothing."""
    held = next((one for one in person.appointments if one.role is role and one.covers(from_on)), None)
    if held:
        return held
    appointment = Appointment(role=role, from_on=from_on, reason=reason)
    person.appointments.append(appointment)
    write(person.chain, "role.appoint", subject=f"person:{person.ref}", by=by, role=role.value, reason=reason)
    return appointment


def dismiss(person: Person, role: Role, *, by: By, until_on: date, reason: str) -> None:
    """End a role after a day."""
    for one in person.appointments:
        if one.role is role and one.covers(until_on):
            one.until_on = until_on
            write(
                person.chain,
                "role.dismiss",
                subject=f"person:{person.ref}",
                by=by,
                role=role.value,
                reason=reason,
            )


def end_first_visit(person: Person, *, on: date) -> None:
    """In all roles held that day. Nothing for the record: it says nothing about the person."""
    for one in person.appointments:
        if one.covers(on) and one.shown_around_on is None:
            one.shown_around_on = on


def days(paper: Licence | Insurance) -> dict[str, Any]:
    """From when to when a paper holds, as the record says it."""
    return {"valid_from": paper.valid_from.isoformat(), "expires_on": paper.expires_on.isoformat()}


def add_licence(person: Person, licence: Licence, *, by: By) -> None:
    """Staff have seen the evidence: the licence counts from now on, for the days it is valid."""
    licence.ref = reference("N", secrets.randbelow, 7)
    licence.verified_on, licence.verified_by = by.at.date(), by.ref
    person.licences.append(licence)
    write(
        person.chain,
        "licence.verify",
        subject=f"person:{person.ref}",
        by=by,
        paper=licence.ref,
        **days(licence),
    )
