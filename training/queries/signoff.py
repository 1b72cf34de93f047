"""What waits for a supervisor, and everything one sign-off page shows."""

from datetime import date

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from training.domain.internship import ENDED, CaseStatus, InternshipStatus, SupervisionStatus
from training.domain.signoff import EntryStatus, LineAnswer, RequestStatus
from training.models import (
    Attestation,
    Case,
    Entry,
    Evaluation,
    Internship,
    Line,
    Person,
    SignOffRequest,
    Supervision,
)

LIVE = (SupervisionStatus.INVITED, SupervisionStatus.ACTIVE)
RUNNING = (InternshipStatus.ACTIVE, InternshipStatus.ON_LEAVE, InternshipStatus.COMPLETION_REVIEW)


def request(ref: str) -> Select[SignOffRequest]:
    """One request with its entries and whatever else was asked or said about them."""
    entry = selectinload(SignOffRequest.lines).joinedload(Line.entry)
    internship = joinedload(SignOffRequest.internship)
    return (
        select(SignOffRequest)
        .where(SignOffRequest.ref == ref)
        .options(
            internship.joinedload(Internship.person),
            internship.joinedload(Internship.program),
            internship.selectinload(Internship.supervisions),
            joinedload(SignOffRequest.supervisor).selectinload(Person.licences),
            joinedload(SignOffRequest.signature),
            entry.joinedload(Entry.case),
            entry.joinedload(Entry.amends),
            entry.selectinload(Entry.lines).joinedload(Line.request).selectinload(SignOffRequest.lines),
        )
    )


def worked_between(internship_id: int, first: date, last: date) -> Select[Entry]:
    """The intern's log of these days, to look at a month in its surroundings.

    With the drafts: they are the intern's own and not shown, but what is written down is not missing.
    """
    gone = (EntryStatus.DELETED, EntryStatus.VOIDED, EntryStatus.SUPERSEDED)
    return (
        select(Entry)
        .where(
            Entry.internship_id == internship_id,
            Entry.on.between(first, last),
            Entry.status.not_in(gone),
        )
        .options(joinedload(Entry.case))
        .order_by(Entry.on, Entry.id)
    )


def requests_for(person_id: int) -> Select[SignOffRequest]:
    """What waits for this supervisor's signature, oldest month first."""
    waits = exists().where(Line.request_id == SignOffRequest.id, Line.answer == LineAnswer.WAITS.value)
    internship = joinedload(SignOffRequest.internship)
    return (
        select(SignOffRequest)
        .where(
            SignOffRequest.supervisor_id == person_id, SignOffRequest.status == RequestStatus.REQUESTED, waits
        )
        .options(internship.joinedload(Internship.person), internship.joinedload(Internship.program))
        .order_by(SignOffRequest.period, SignOffRequest.requested_at, SignOffRequest.id)
    )


def supervisions_of(person_id: int) -> Select[Supervision, bool]:
    """My interns, with whether I have said my word on their completion."""
    attested = exists().where(
        Attestation.internship_id == Supervision.internship_id,
        Attestation.person_id == person_id,
        Attestation.case_id.is_(None),
        Attestation.is_withdrawn.is_(False),
    )
    internship = joinedload(Supervision.internship, innerjoin=True)
    return (
        select(Supervision, attested)
        .join(Supervision.internship)
        .join(Internship.person)
        .where(Supervision.supervisor_id == person_id, Supervision.status.in_(LIVE))
        .options(
            internship.joinedload(Internship.person, innerjoin=True),
            internship.joinedload(Internship.program, innerjoin=True),
            internship.joinedload(Internship.leaves),
        )
        .order_by(Person.name, Supervision.id)
    )


def cases_waiting_for(person_id: int) -> Select[Case]:
    """Cases I supervise that are not yet open or about to close, with what was said of their closing."""
    return (
        select(Case)
        .join(Case.internship)
        .where(
            Case.status.in_((CaseStatus.APPROVED, CaseStatus.CLOSING)),
            Case.therapist_id == person_id,
            Internship.status.not_in(ENDED),
        )
        .options(
            joinedload(Case.internship).joinedload(Internship.person),
            joinedload(Case.attestations),
        )
        .order_by(Case.proposed_on, Case.id)
    )


def evaluations_by(person_id: int) -> Select[int, date]:
    """Which rounds of which internships this person has answered."""
    return select(Evaluation.internship_id, Evaluation.due_on).where(Evaluation.author_id == person_id)


def sessions_before(internship_id: int, activities: list[str], day: date) -> Select[int | None, int]:
    """How many sessions each case had before a day, by the case's id; so that sessions can be numbered."""
    gone = (EntryStatus.DELETED, EntryStatus.VOIDED, EntryStatus.SUPERSEDED)
    return (
        select(Entry.case_id, func.count())
        .where(
            Entry.internship_id == internship_id,
            Entry.activity.in_(activities),
            Entry.on < day,
            Entry.status.not_in(gone),
            Entry.case_id.is_not(None),
        )
        .group_by(Entry.case_id)
    )


def agreement(ref: str) -> Select[Supervision]:
    """One agreement with everyone who signs it."""
    internship = joinedload(Supervision.internship)
    return (
        select(Supervision)
        .where(Supervision.ref == ref)
        .options(
            joinedload(Supervision.supervisor).selectinload(Person.licences),
            joinedload(Supervision.signature),
            internship.joinedload(Internship.person),
            internship.joinedload(Internship.program),
            internship.joinedload(Internship.agreement),
            internship.joinedload(Internship.staff_agreement),
            internship.selectinload(Internship.supervisions).joinedload(Supervision.supervisor),
        )
    )


def intern_of(person_ref: str) -> Select[Internship]:
    """An intern's latest internship as a supervisor sees it."""
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
            selectinload(Internship.cases),
            selectinload(Internship.leaves),
            selectinload(Internship.evaluations),
        )
    )


def minutes_by_month(internship_id: int, since: date) -> Select[date, str, EntryStatus, int]:
    """Signed and waiting minutes by day and activity; the page adds them up by month."""
    return (
        select(Entry.on, Entry.activity, Entry.status, func.sum(Entry.minutes))
        .where(
            Entry.internship_id == internship_id,
            Entry.status.in_((EntryStatus.SIGNED, EntryStatus.SUBMITTED)),
            Entry.on >= since,
        )
        .group_by(Entry.on, Entry.activity, Entry.status)
        .order_by(Entry.on)
    )
