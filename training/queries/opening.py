"""Who opened what of a record: for its owner to read, and so that an hour has one event for each reader."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from training.domain.opening import OPENED
from training.models import Chain, Event

PAGE = 50


def openings(chain: Chain, before: int = 0) -> Select[Event]:
    """Newest first, those before the numbered one; one more than a page holds tells if it ends."""
    found = select(Event).where(Event.chain_id == chain.id, Event.kind.in_(OPENED))
    found = found.options(joinedload(Event.chain))
    if before:
        found = found.where(Event.number < before)
    return found.order_by(Event.number.desc()).limit(PAGE + 1)


def all_openings(chain: Chain) -> Select[Event]:
    """Of a whole record, oldest first, to be taken along."""
    found = select(Event).where(Event.chain_id == chain.id, Event.kind.in_(OPENED))
    return found.order_by(Event.number)


def last_opening(chain: Chain, kind: str, subject: str, reader: str, *, since: datetime) -> Select[int]:
    """The number of the event that says this reader has opened it since then."""
    return (
        select(Event.number)
        .where(
            Event.chain_id == chain.id,
            Event.kind == kind,
            Event.subject == subject,
            Event.actor == reader,
            Event.at > since,
        )
        .order_by(Event.number.desc())
        .limit(1)
    )
