"""Events of a record as a page tells them: when, what, and by whom."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from training.domain.sentences import sentence
from training.domain.tongue import Shape, marked, ngettext, say_date
from training.domain.tongue import gettext as _
from training.extensions import db
from training.models import Event
from training.queries import people
from training.web.access import is_signed_in, me

CAPACITY_ALONE = {"system": marked("the software"), "referee": marked("a referee")}


def told(events: Sequence[Event]) -> list[dict[str, str]]:
    """Rows for the timeline macro. One query for all the names."""
    refs = {event.actor for event in events} | {event.acting_for for event in events if event.acting_for}
    names = {person.ref: person.name for person in db.session.scalars(people.named(refs))} if refs else {}
    return [_told(event, names) for event in events]


def _told(event: Event, names: dict[str, str]) -> dict[str, str]:
    by = names.get(event.actor) or _(CAPACITY_ALONE.get(event.capacity, event.capacity))
    return {
        "title": sentence(event.kind, event.facts),
        "when": when(event.at),
        "machine": event.at.isoformat(timespec="seconds"),
        "who": _for(event.acting_for, by, names),
    }


def _for(whom: str | None, by: str, names: dict[str, str]) -> str:
    """Who stood in for somebody says for whom."""
    if whom is None:
        return by
    return _("%(who)s, for %(whom)s", who=by, whom=names.get(whom) or _("the client"))


def folded(rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The same again and again by one person, as one row that says how often and since when."""
    found = []
    for _key, group in groupby(rows, key=lambda row: (row["title"], row.get("who"))):
        newest, *others = group
        found.append(newest | {"detail": _times(len(others), others[-1]["when"])} if others else newest)
    return found


def _times(number: int, since: str) -> str:
    return ngettext(
        "and once before, on %(when)s", "and %(number)s times before, since %(when)s", number, when=since
    )


def when(moment: datetime) -> str:
    """A moment in the reader's own zone, e.g. `3 November 2026, 18:40`."""
    zone = ZoneInfo(me().zone) if is_signed_in() else ZoneInfo("UTC")
    return say_date(moment.astimezone(zone), Shape.MOMENT)
