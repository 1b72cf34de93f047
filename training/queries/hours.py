"""The log as lists, as months, and as the plain values the requirements are answered from."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, true, tuple_
from sqlalchemy.orm import joinedload, selectinload

from training.domain import requirements
from training.domain.hours import month_ends, month_starts
from training.domain.internship import CaseStatus, Party, SupervisionStatus
from training.domain.program import Program
from training.domain.requirements.facts import Validity
from training.domain.roles import Role
from training.domain.signoff import EntryStatus, RequestStatus
from training.models import Case, Entry, Internship, Line, SignOffRequest, Supervision

PAGE = 50
IN_THE_LOG = (EntryStatus.DRAFT, EntryStatus.SUBMITTED, EntryStatus.RETURNED, EntryStatus.SIGNED)

PlainRow = Row[str, date, int, str, str | None, EntryStatus, date | None, int, int | None, int | None]


def for_requirements(
    *internship_ids: int,
) -> Select[str, date, int, str, str | None, EntryStatus, date | None, int, int | None, int | None]:
    """The whole log as plain rows, oldest first. An unsigned amendment is left out: the old entry counts."""
    return (
        select(
            Entry.ref,
            Entry.on,
            Entry.minutes,
            Entry.activity,
            Case.code,
            Entry.status,
            Entry.signed_on,
            Entry.internship_id,
            Case.therapist_id,
            Case.mentor_id,
        )
        .outerjoin(Entry.case)
        .where(Entry.internship_id.in_(internship_ids), Entry.status.in_(IN_THE_LOG))
        .where(or_(Entry.amends_id.is_(None), Entry.status == EntryStatus.SIGNED))
        .order_by(Entry.on, Entry.id)
    )


def as_entries(
    rows: Iterable[PlainRow], internship: Internship, program: Program
) -> list[requirements.Entry]:
    """A day of signing counts only while the entry is signed. Needs supervisions with supervisors.

    An entry's supervisor is who signs it, the first where it takes two. What nobody writes down here stays
    open: mode, size of the group, setting, tags and observed minutes.
    """
    supervisor = _supervisors(internship, program)
    return [
        requirements.Entry(
            on=row.on,
            minutes=row.minutes,
            activity=row.activity,
            case=row.code,
            supervisor=supervisor(row),
            signed_on=row.signed_on if row.status is EntryStatus.SIGNED else None,
        )
        for row in rows
    ]


def _supervisors(internship: Internship, program: Program) -> Callable[[PlainRow], str | None]:
    """Says who signs a row: those of its case, otherwise whoever supervised on that day."""
    names = {one.supervisor_id: one.supervisor.name for one in internship.supervisions}
    roles = {one.id: Role(one.signed_by.roles[0].value) for one in program.internship.activities}

    def supervisor(row: PlainRow) -> str | None:
        role = roles[row.activity]
        in_case = row.therapist_id if role is Role.THERAPIST else row.mentor_id
        if in_case:
            return names.get(in_case)
        days = (one for one in internship.supervisions if one.role is role and one.covers(row.on))
        return next((names[one.supervisor_id] for one in days), None)

    return supervisor


def standing(internship: Internship, on: date) -> requirements.Standing:
    """Everything but the log. Needs cases, leaves, evaluations, attestations, supervisors with licences.

    The contract is the agreement, in force from the day on which everyone had signed it.
    """
    rounds = _rounds(internship)
    return requirements.Standing(
        on=on,
        started_on=internship.started_on or on,
        contracted_on=internship.started_on,
        supervisors=tuple(validity for one in internship.supervisions for validity in _entitled(one)),
        leave=tuple((one.from_on, one.until_on) for one in internship.leaves),
        closed_cases=frozenset(one.code for one in internship.cases if one.status is CaseStatus.CLOSED),
        parties=frozenset(_parties(internship).values()),
        attested=_attested(internship),
        evaluations=len(rounds),
        evaluated_on=rounds,
    )


def _entitled(one: Supervision) -> Iterator[Validity]:
    """From their own signature to their last day; a therapist while a verified licence is valid."""
    if one.from_on is None:
        return
    if one.role is not Role.THERAPIST:
        yield one.supervisor.name, one.from_on, one.until_on
        return
    for licence in one.supervisor.licences:
        first, last = max(licence.valid_from, one.from_on), min(licence.expires_on, one.until_on or date.max)
        if licence.verified_on and first <= last:
            yield one.supervisor.name, first, last


_Seat = tuple[Party, int | None]
"""Who has to agree: the intern and training staff as such, each supervisor as the person."""


def _parties(internship: Internship) -> dict[_Seat, str]:
    at_work = (one for one in internship.supervisions if one.status is SupervisionStatus.ACTIVE)
    return {
        (Party.INTERN, None): "the intern",
        **{
            (Party(one.role.value), one.supervisor_id): f"{one.supervisor.name} ({one.role.label.lower()})"
            for one in at_work
        },
        (Party.STAFF, None): "training staff",
    }


def _attested(internship: Internship) -> frozenset[str]:
    """Each party's last word counts: a later refusal or withdrawal takes an agreement back."""
    last: dict[_Seat, bool] = {}
    for one in sorted(internship.attestations, key=lambda row: row.at):
        if one.case_id is None:
            person = None if one.party in (Party.INTERN, Party.STAFF) else one.person_id
            last[one.party, person] = one.agrees and not one.is_withdrawn
    return frozenset(name for seat, name in _parties(internship).items() if last.get(seat))


def still_to_agree(internship: Internship) -> list[str]:
    """Whose yes to the completion is missing, in words. Needs supervisions and attestations."""
    return sorted(frozenset(_parties(internship).values()) - _attested(internship))


def _rounds(internship: Internship) -> tuple[date, ...]:
    """The days of complete rounds: intern, therapist and mentor have each written for them."""
    wrote = Counter((one.due_on, one.party) for one in internship.evaluations)
    asked = (Party.INTERN, Party.THERAPIST, Party.MENTOR)
    days = sorted({day for day, _ in wrote})
    return tuple(day for day in days if all(wrote[day, party] for party in asked))


# ------------------------------------------------------------------ the log


class Order(StrEnum):
    """How the log is sorted."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LONGEST = "longest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The filters of the log. `after` is the last row seen: its day, or minutes where those sort, and its id.

    `case` is a case's code; an empty one asks for what belongs to no case.
    """

    period: str | None = None
    activity: str | None = None
    case: str | None = None
    status: EntryStatus | None = None
    order: Order = Order.NEWEST
    after: tuple[date | int, int] | None = None


def log(internship_id: int, wanted: Wanted) -> Select[Entry]:
    """One page of the log and one row more."""
    return filtered(internship_id, wanted).limit(PAGE + 1)


def filtered(internship_id: int, wanted: Wanted) -> Select[Entry]:
    """The log under these filters, sorted; superseded and voided entries stay readable."""
    key = Entry.minutes if wanted.order is Order.LONGEST else Entry.on
    rises = wanted.order is Order.OLDEST
    found = select(Entry).where(*_matching(internship_id, wanted)).options(joinedload(Entry.case))
    if wanted.after:
        row, seen = tuple_(key, Entry.id), tuple_(*wanted.after)
        found = found.where(row > seen if rises else row < seen)
    return found.order_by(*((key, Entry.id) if rises else (key.desc(), Entry.id.desc())))


def in_all(internship_id: int, wanted: Wanted) -> Select[int, int]:
    """How many entries these filters find, and their minutes."""
    minutes = func.coalesce(func.sum(Entry.minutes), 0)
    return select(func.count(Entry.id), minutes).where(*_matching(internship_id, wanted))


def _matching(internship_id: int, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    yield Entry.internship_id == internship_id
    yield Entry.status == wanted.status if wanted.status else Entry.status != EntryStatus.DELETED
    if wanted.period:
        yield Entry.on.between(month_starts(wanted.period), month_ends(wanted.period))
    if wanted.activity:
        yield Entry.activity == wanted.activity
    if wanted.case:
        yield Entry.case.has(Case.code == wanted.case)
    elif wanted.case is not None:
        yield Entry.case_id.is_(None)


def entry(ref: str) -> Select[Entry]:
    """One entry with its requests and who they wait for."""
    people = joinedload(Entry.internship).options(
        joinedload(Internship.person),
        joinedload(Internship.program),
        joinedload(Internship.supervisions).joinedload(Supervision.supervisor),
        joinedload(Internship.leaves),
        selectinload(Internship.cases),
    )
    requests = selectinload(Entry.lines).joinedload(Line.request)
    return (
        select(Entry)
        .where(Entry.ref == ref, Entry.status != EntryStatus.DELETED)
        .options(
            people,
            joinedload(Entry.case),
            joinedload(Entry.amends),
            requests.joinedload(SignOffRequest.supervisor),
            requests.selectinload(SignOffRequest.lines),
        )
        .order_by(Entry.id)
    )


def open_amendment(entry_id: int) -> Select[Entry]:
    """The amendment of an entry that is not signed yet."""
    waiting = (EntryStatus.DRAFT, EntryStatus.SUBMITTED, EntryStatus.RETURNED)
    return (
        select(Entry)
        .where(Entry.amends_id == entry_id, Entry.status.in_(waiting))
        .order_by(Entry.id.desc())
        .limit(1)
    )


def month(internship_id: int, period: str) -> Select[Entry]:
    """The entries of a month in the order of the days, with what their supervisors said."""
    return (
        select(Entry)
        .where(Entry.internship_id == internship_id, Entry.status.in_(IN_THE_LOG))
        .where(Entry.on.between(month_starts(period), month_ends(period)))
        .options(joinedload(Entry.case).options(joinedload(Case.therapist), joinedload(Case.mentor)))
        .order_by(Entry.on, Entry.id)
    )


def requests_of(internship_id: int, period: str) -> Select[SignOffRequest]:
    """What was sent for a month, to whom, latest first."""
    return (
        select(SignOffRequest)
        .where(SignOffRequest.internship_id == internship_id, SignOffRequest.period == period)
        .where(SignOffRequest.status != RequestStatus.CANCELLED)
        .options(joinedload(SignOffRequest.supervisor))
        .order_by(SignOffRequest.requested_at.desc(), SignOffRequest.id.desc())
        .limit(100)
    )


def minutes_on(internship_id: int, day: date, *, but: tuple[int, ...] = ()) -> Select[int]:
    """Minutes of a day that are in the log already, apart from these entries."""
    return select(func.coalesce(func.sum(Entry.minutes), 0)).where(
        Entry.internship_id == internship_id,
        Entry.on == day,
        Entry.status.in_(IN_THE_LOG),
        Entry.id.not_in(but),
    )


def last_logged(internship_id: int, activity: str | None = None) -> Select[Entry]:
    """What was written down last, of an activity if one is named: a new entry begins like it."""
    kind = Entry.activity == activity if activity else true()
    return (
        select(Entry)
        .where(Entry.internship_id == internship_id, Entry.status.in_(IN_THE_LOG), kind)
        .options(joinedload(Entry.case))
        .order_by(Entry.logged_at.desc(), Entry.id.desc())
        .limit(1)
    )


def by_form_key(internship_id: int, key: str) -> Select[Entry]:
    """The entry that a form has made already."""
    return select(Entry).where(and_(Entry.internship_id == internship_id, Entry.form_key == key))
