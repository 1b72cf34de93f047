"""Internships with what the parties wrote and said about them."""

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from training.domain.internship import ENDED, SupervisionStatus
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


def accompanied(person_id: int) -> Select[Internship]:
    """The internships under way that somebody does or supervises: what their evaluations and words rest on.

    Of the evaluations only this person's are loaded, of the supervisions only the active ones.
    """
    supervises = exists().where(
        Supervision.internship_id == Internship.id,
        Supervision.supervisor_id == person_id,
        Supervision.status == SupervisionStatus.ACTIVE,
    )
    active = Internship.supervisions.and_(Supervision.status == SupervisionStatus.ACTIVE)
    return (
        select(Internship)
        .where(
            Internship.status.not_in(ENDED),
            Internship.started_on.is_not(None),
            or_(Internship.person_id == person_id, supervises),
        )
        .options(
            joinedload(Internship.leaves),
            joinedload(active).joinedload(Supervision.supervisor),
            joinedload(Internship.evaluations.and_(Evaluation.author_id == person_id)),
            joinedload(Internship.attestations.and_(Attestation.case_id.is_(None))),
        )
        .order_by(Internship.id)
    )


def signer(person_id: int) -> Select[Person]:
    """Somebody with the licences that go into a signature."""
    return select(Person).where(Person.id == person_id).options(selectinload(Person.licences))
