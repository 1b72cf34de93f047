"""Cases with everybody in them."""

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from training.domain.signoff import EntryStatus
from training.models import Attestation, Case, Entry, Internship, Person, Supervision


def latest_of(person_ref: str) -> ScalarSelect[int]:
    """The id of a person's last internship."""
    return (
        select(func.max(Internship.id)).join(Internship.person).where(Person.ref == person_ref)
    ).scalar_subquery()


def cases_of(person_ref: str) -> Select[Internship]:
    """An intern's internship with its cases and its supervisors."""
    return (
        select(Internship)
        .where(Internship.id == latest_of(person_ref))
        .options(
            joinedload(Internship.person),
            joinedload(Internship.program),
            selectinload(Internship.cases).options(joinedload(Case.therapist), joinedload(Case.mentor)),
            selectinload(Internship.supervisions).joinedload(Supervision.supervisor),
        )
    )


def case(person_ref: str, code: str) -> Select[Case]:
    """One case with the words said on its closing."""
    internship = joinedload(Case.internship)
    return (
        select(Case)
        .where(Case.internship_id == latest_of(person_ref), Case.code == code)
        .options(
            internship.joinedload(Internship.person).selectinload(Person.licences),
            internship.joinedload(Internship.program),
            internship.selectinload(Internship.supervisions),
            joinedload(Case.therapist).selectinload(Person.licences),
            joinedload(Case.mentor),
            selectinload(Case.attestations).options(
                joinedload(Attestation.person), joinedload(Attestation.signature)
            ),
        )
    )


def work_on(case_id: int) -> Select[Entry]:
    """What was done on a case, oldest first; drafts count here, for they were done too."""
    gone = (EntryStatus.DELETED, EntryStatus.VOIDED, EntryStatus.SUPERSEDED)
    return (
        select(Entry)
        .where(Entry.case_id == case_id, Entry.status.not_in(gone))
        .options(joinedload(Entry.case))
        .order_by(Entry.on, Entry.id)
    )
