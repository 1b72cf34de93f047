"""What the office's report asks: sums over everybody, each in one statement."""

from datetime import date, datetime

from sqlalchemy import Select, and_, func, select

from training.domain.application import APPLICATION
from training.domain.signoff import EntryStatus
from training.models import Application, Entry, Event, Internship


def steps(since: datetime) -> Select[str, datetime, datetime, str | None]:
    """Every move of the applications begun since then, found by the index on the event's subject."""
    return (
        select(Application.ref, Application.began_at, Event.at, Event.after)
        .outerjoin(
            Event, and_(Event.subject == f"{APPLICATION.id}:" + Application.ref, Event.after.is_not(None))
        )
        .where(Application.began_at >= since)
        .order_by(Application.id, Event.number)
    )


def minutes_by_day(since: date) -> Select[date, EntryStatus, int]:
    """Signed and waiting minutes of all internships by day, by a look into the log's index for each."""
    return (
        select(Entry.on, Entry.status, func.sum(Entry.minutes))
        .select_from(Internship)
        .join(Entry, Entry.internship_id == Internship.id)
        .where(Entry.status.in_((EntryStatus.SIGNED, EntryStatus.SUBMITTED)), Entry.on >= since)
        .group_by(Entry.on, Entry.status)
        .order_by(Entry.on, Entry.status)
    )
