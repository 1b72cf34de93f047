"""Who opened what is private of mine: newest first, a page at a time."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import render_template, request, url_for

from training.domain.opening import what_was_opened, why_opened
from training.domain.permissions import Permission
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.extensions import db, vault
from training.models import Event
from training.queries.opening import PAGE, openings
from training.queries.people import named
from training.web.access import me, require
from training.web.account.overview import bp
from training.web.telling import when


class Reading(NamedTuple):
    """One row as it is shown."""

    when: str
    machine: str
    who: str
    role: str
    what: str
    why: str


@bp.get("/readings")
def readings() -> str:
    require(Permission.HOME)
    before = request.args.get("before", 0, int)
    found = db.session.scalars(openings(me().chain, before)).all()
    page = found[:PAGE]
    return render_template(
        "account/readings.html",
        rows=_rows(page),
        newer=url_for(".readings") if before else None,
        older=url_for(".readings", before=page[-1].number) if len(found) > PAGE else None,
    )


def _rows(events: Sequence[Event]) -> list[Reading]:
    """With one query for all the names."""
    refs = {event.actor for event in events}
    names = {person.ref: person.name for person in db.session.scalars(named(refs))} if refs else {}
    return [_row(event, names) for event in events]


def _why(event: Event) -> str:
    """What the reader had to state in their own words, or why somebody in their capacity may."""
    if event.words is None:
        return why_opened(event.capacity)
    reason = vault().of(me().ref).open(event.place, event.words)
    return _("They wrote: “%(reason)s”", reason=reason)


def _row(event: Event, names: dict[str, str]) -> Reading:
    return Reading(
        when=when(event.at),
        machine=event.at.isoformat(timespec="seconds"),
        who=names.get(event.actor) or _("somebody whose record is closed"),
        role=Role(event.capacity).label,
        what=what_was_opened(event.kind),
        why=_why(event),
    )
