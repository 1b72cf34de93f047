"""Internships with what the parties wrote and said about them."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from training.models import Attestation, Evaluation, Internship, Person, Supervision


def evaluated(person_ref: str) -> Select[Internship]:
    """A person's last internship, for the pages of its evaluations and of its end."""
    latest = (
        select(func.max(Internship.id)).join(Internship.person).where(Person.ref == person_ref)
    ).scalar_subquery()
    return (
        select(Internship)
        .where(Internship.id == latest)
        .options(
            joinedload(Internship.person),
            joinedload(Internship.program),
            selectinload(Internship.supervisions).joinedload(Supervision.supervisor),
            selectinload(Internship.leaves),
            selectinload(Internship.cases),
            selectinload(Internship.evaluations).joinedload(Evaluation.author),
            selectinload(Internship.attestations).joinedload(Attestation.person),
        )
    )


def signer(person_id: int) -> Select[Person]:
    """Somebody with the licences that go into a signature."""
    return select(Person).where(Person.id == person_id).options(selectinload(Person.licences))
