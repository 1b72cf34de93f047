"""What is asked of the database when a person is erased: how far it is, and what would go."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from training.domain.erasure import DONE, KINDS, Erasing, Said
from training.models import (
    Answer,
    Application,
    Certificate,
    Chain,
    Entry,
    Evaluation,
    Event,
    Internship,
    Letter,
    Person,
    Reference,
    Review,
    Signature,
)


def erasing(session: Session, chain: Chain) -> Erasing:
    found = select(Event.kind, Event.actor, Event.facts).where(
        Event.chain_id == chain.id, Event.kind.in_(KINDS)
    )
    return Erasing.read(Said(*row) for row in session.execute(found.order_by(Event.number)))


def somebody(ref: str) -> Select[Person]:
    return select(Person).where(Person.ref == ref).options(selectinload(Person.appointments))


def letters(chain: Chain) -> Select[Letter]:
    return select(Letter).where(Letter.chain_id == chain.id).order_by(Letter.id)


def references(person_id: int) -> Select[Reference]:
    """The letters of recommendation written for somebody."""
    return select(Reference).join(Reference.application).where(Application.person_id == person_id)


def counts(person: Person) -> Select[Any]:
    """How much there is of each kind, in one statement."""
    number = select(func.count())
    applied = number.select_from(Application).where(Application.person_id == person.id)
    interned = number.select_from(Internship).where(Internship.person_id == person.id)
    kinds = {
        "answers": applied.join(Answer),
        "references": applied.join(Reference),
        "reviews": applied.join(Review),
        "evaluations": interned.join(Evaluation),
        "notes": interned.join(Entry).where(Entry.note.is_not(None)),
        "letters": number.select_from(Letter).where(Letter.chain_id == person.chain_id),
        "signed": interned.join(Entry).where(Entry.signed_on.is_not(None)),
        "certificates": number.select_from(Certificate).where(Certificate.person_id == person.id),
        "signatures": number.select_from(Signature).where(Signature.signer_id == person.id),
        "events": number.select_from(Event).where(Event.chain_id == person.chain_id),
    }
    return select(*(statement.scalar_subquery().label(name) for name, statement in kinds.items()))


def erased() -> Select[str]:
    """The numbers of all people whose record says that they are erased."""
    return (
        select(Chain.ref)
        .join(Event, Event.chain_id == Chain.id)
        .where(Chain.kind == "person", Event.kind == DONE)
        .order_by(Chain.ref)
        .distinct()
    )
