"""People, for the office: search, and one person's record with what happened."""

from collections.abc import Collection

from sqlalchemy import Select, or_, select, tuple_
from sqlalchemy.orm import selectinload

from training.domain.roles import Role
from training.models import Appointment, Chain, Event, Person

PAGE = 50


def search(text: str = "", role: Role | None = None, after: str = "") -> Select[Person]:
    """People by name, after the one with the ref `after`; one more than a page holds tells if it ends."""
    found = select(Person).options(selectinload(Person.appointments)).order_by(Person.name, Person.id)
    if text:
        pattern = f"%{text.replace('%', '').replace('_', '')}%"
        found = found.where(
            or_(Person.name.ilike(pattern), Person.email == text.lower(), Person.ref == text.upper())
        )
    if role:
        found = found.where(Person.appointments.any(Appointment.role == role))
    if after:
        last = select(Person.name, Person.id).where(Person.ref == after).subquery()
        found = found.join(last, tuple_(Person.name, Person.id) > tuple_(last.c.name, last.c.id))
    return found.limit(PAGE + 1)


def one(ref: str) -> Select[Person]:
    return (
        select(Person)
        .where(Person.ref == ref)
        .options(selectinload(Person.appointments), selectinload(Person.licences))
    )


def holding(role: Role) -> Select[Person]:
    """Everyone who holds or held a role, with licences, by name."""
    return (
        select(Person)
        .where(Person.appointments.any(Appointment.role == role))
        .options(selectinload(Person.appointments), selectinload(Person.licences))
        .order_by(Person.name, Person.id)
    )


def happened(chain: Chain, limit: int = 20, without: Collection[str] = ()) -> Select[Event]:
    """The latest events of a record, newest first, without some kinds."""
    found = select(Event).where(Event.chain_id == chain.id).order_by(Event.number.desc()).limit(limit)
    return found.where(Event.kind.not_in(without)) if without else found


def named(refs: set[str]) -> Select[Person]:
    """The people behind these refs, for "who did it"."""
    return select(Person).where(Person.ref.in_(refs)).order_by(Person.id)
