"""A closed file: the application somebody sent last, who has opened it, and who is told."""

from datetime import date, datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from training.domain.closed_file import OPEN
from training.domain.roles import Role
from training.models import Application, Appointment, Chain, Event, Person, Review

OPENINGS = 20
"""Shown of one file."""


def sent_last(person_ref: str) -> Select[Application]:
    """What this person sent last, whole and still sealed; what they began last, where they sent nothing."""
    latest = (
        select(Application.id)
        .join(Application.person)
        .where(Person.ref == person_ref)
        .order_by(Application.submitted_at.is_(None), Application.submitted_at.desc(), Application.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(Application)
        .where(Application.id == latest)
        .options(
            joinedload(Application.person),
            joinedload(Application.program),
            selectinload(Application.answers),
            selectinload(Application.references),
            selectinload(Application.reviews).options(joinedload(Review.reviewer), joinedload(Review.scores)),
        )
        .order_by(Application.id)
    )


def openings(chain: Chain, subject: str) -> Select[Event]:
    """When the file was opened in this way, the latest first."""
    return (
        select(Event)
        .where(Event.chain_id == chain.id, Event.kind == OPEN, Event.subject == subject)
        .options(joinedload(Event.chain))
        .order_by(Event.number.desc())
        .limit(OPENINGS)
    )


def opened_by(chain: Chain, subject: str, reader: str, *, since: datetime) -> Select[Event]:
    """The opening that still holds for this reader."""
    return openings(chain, subject).where(Event.actor == reader, Event.at > since).limit(1)


def chairs(on: date) -> Select[Person]:
    """Who leads the committee on that day: a handful."""
    held = select(Appointment.person_id).where(
        Appointment.role == Role.CHAIR,
        Appointment.from_on <= on,
        or_(Appointment.until_on.is_(None), Appointment.until_on >= on),
    )
    return select(Person).where(Person.id.in_(held), Person.active).order_by(Person.id).limit(50)
