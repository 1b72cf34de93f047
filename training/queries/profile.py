"""Supervisors' papers: one person's, those that wait for staff, and those that end soon."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from training.domain.profile import REMIND
from training.domain.roles import Role
from training.models import Appointment, Insurance, Letter, Licence, Person, Upload

AT_ONCE = 100
"""Of what waits or ends, on one page."""
SOON = timedelta(days=max(REMIND))


def licences(person: Person) -> Select[Licence]:
    return _of(Licence, person)


def insurances(person: Person) -> Select[Insurance]:
    return _of(Insurance, person)


def _of(model: Any, person: Person) -> Select[Any]:
    """With their evidence, the one that ends last first."""
    asked = select(model).where(model.person_id == person.id).options(joinedload(model.evidence))
    return asked.order_by(model.expires_on.desc(), model.id.desc()).limit(AT_ONCE)


def somebody(ref: str) -> Select[Person]:
    return select(Person).where(Person.ref == ref).options(selectinload(Person.appointments))


def waiting(model: Any) -> Select[Any]:
    """Sent in and not answered, the oldest first, with whose they are."""
    return (
        select(model)
        .where(model.verified_on.is_(None), model.refused_on.is_(None))
        .options(joinedload(model.person))
        .order_by(model.id)
        .limit(AT_ONCE)
    )


def ending(model: Any, on: date) -> Select[Any]:
    """Verified, and over within sixty days; with whose they are and what else they have."""
    return (
        select(model)
        .where(model.verified_on.is_not(None), model.expires_on >= on, model.expires_on <= on + SOON)
        .options(joinedload(model.person))
        .order_by(model.expires_on, model.id)
    )


def others(model: Any, person_ids: Sequence[int]) -> Select[Any]:
    """Every verified paper of this kind of these people."""
    return select(model).where(model.person_id.in_(person_ids), model.verified_on.is_not(None))


def sent_keys(keys: Sequence[str]) -> Select[str]:
    """Which of these occasions were told already."""
    return select(Letter.key).where(Letter.key.in_(keys))


def registrars(on: date) -> Select[Person]:
    held = select(Appointment.person_id).where(
        Appointment.role == Role.REGISTRAR,
        Appointment.from_on <= on,
        Appointment.until_on.is_(None) | (Appointment.until_on >= on),
    )
    return select(Person).where(Person.id.in_(held), Person.active).order_by(Person.id).limit(20)


def file(person: Person, ref: str) -> Select[Upload]:
    """One file of this person, content and all."""
    mine = select(Upload).where(Upload.person_id == person.id, Upload.ref == ref)
    return mine.options(undefer(Upload.sealed)).order_by(Upload.id)


def files(person: Person) -> Select[Upload]:
    """All of this person, without their content."""
    return select(Upload).where(Upload.person_id == person.id).order_by(Upload.id)


def files_whole(person: Person) -> Select[Upload]:
    """All of this person with their content, which is large."""
    return files(person).options(undefer(Upload.sealed))


def how_many_files(person: Person) -> Select[int]:
    return select(func.count()).select_from(Upload).where(Upload.person_id == person.id)
