"""Passkeys: somebody's, and the one that a device shows."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from training.models import Passkey, Person


def of(person: Person) -> Select[Passkey]:
    """At most ten, the newest first."""
    return (
        select(Passkey)
        .where(Passkey.person_id == person.id)
        .order_by(Passkey.added_at.desc(), Passkey.id.desc())
        .options(joinedload(Passkey.person))
    )


def how_many(person: Person) -> Select[int]:
    return select(func.count()).select_from(Passkey).where(Passkey.person_id == person.id)


def shown(credential_id: bytes) -> Select[Passkey]:
    """With its person, ready to be let in. Locked: its counter is compared and written as one."""
    return (
        select(Passkey)
        .where(Passkey.credential_id == credential_id)
        .options(joinedload(Passkey.person).options(selectinload(Person.appointments)))
        .order_by(Passkey.id)
        .with_for_update(of=Passkey)
    )
