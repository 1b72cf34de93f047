"""The log as lists and as months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, select, true, tuple_
from sqlalchemy.orm import joinedload, selectinload

from training.domain.hours import month_ends, month_starts
from training.domain.signoff import EntryStatus, RequestStatus
from training.models import Case, Entry, Internship, Line, SignOffRequest, Supervision

PAGE = 50
SENT = (EntryStatus.SUBMITTED, EntryStatus.RETURNED, EntryStatus.SIGNED)
IN_THE_LOG = (EntryStatus.DRAFT, *SENT)


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
