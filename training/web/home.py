"""My page, and what a stranger sees."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.actions.people import end_first_visit
from training.domain.first_visit import stops
from training.domain.path import stretches
from training.domain.permissions import Permission
from training.domain.road import Reached, steps
from training.domain.roles import Role
from training.domain.sentences import UNTOLD
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext
from training.domain.worklist import Task
from training.extensions import db
from training.forms.certificate import NumberForm
from training.queries import people, road
from training.web.access import actor, is_signed_in, me, now, public, require, today
from training.web.naming import published_program
from training.web.telling import folded, told
from training.web.worklist import waiting

bp = Blueprint("home", __name__)

TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "mx", "rev"})
SHOWN = 6
"""Rows of what changed."""
WALKING = frozenset({Role.APPLICANT, Role.TRAINEE, Role.INTERN})


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    return my_page() if is_signed_in() else _welcome()


def _welcome() -> str:
    program = published_program()
    return render_template(
        "home/welcome.html",
        stretches=stretches(program) if program else [],
        form=NumberForm(formdata=None),
    )


@bp.post("/first-visit/over")
def end_visit() -> ResponseReturnValue:
    require(Permission.HOME)
    end_first_visit(me(), on=today())
    flash(_("Put away. “Show me around” at the foot of every page brings it back."), "done")
    return redirect(url_for(".index"))


def my_page() -> ResponseReturnValue:
    require(Permission.HOME)
    waits = waiting()
    events = db.session.scalars(people.happened(me().chain, limit=30, without=UNTOLD)).all()
    return render_template(
        "home/index.html",
        greeting=greeting(now().astimezone(ZoneInfo(me().zone)).hour, called(me().name)),
        lead=in_words(waits),
        rows=[_row(task) for task in waits],
        around=_around(),
        events=folded(told(events))[:SHOWN],
        road=_road() if not WALKING.isdisjoint(actor().roles) else None,
    )


def in_words(waits: Sequence[Task]) -> str:
    """What waits for me in one sentence, what is late first."""
    late = sum(task.urgency == "late" for task in waits)
    if not waits:
        return _("Nothing waits for you today.")
    if not late:
        return ngettext("One thing waits for you.", "%(number)s things wait for you.", len(waits))
    if late == len(waits):
        return ngettext("One thing is late.", "%(number)s things are late.", late)
    return ngettext(
        "%(waits)s things wait for you; one of them is late.",
        "%(waits)s things wait for you; %(number)s of them are late.",
        late,
        waits=len(waits),
    )


def _around() -> list[dict[str, str]]:
    """The first visit of the roles that are new to me; asked for at the foot of a page, that of them all."""
    held = [one for one in me().appointments if one.covers(today())]
    is_asked = "around" in request.args
    new = {one.role for one in held if is_asked or one.shown_around_on is None}
    return [
        {
            "label": _(stop.label),
            "sentence": _(stop.sentence),
            "href": url_for(stop.endpoint, _anchor=stop.part),
        }
        for stop in stops(new)
        if stop.endpoint in current_app.view_functions
    ]


def greeting(hour: int, name: str) -> str:
    if hour < 12:
        return _("Good morning, %(name)s", name=name)
    if hour < 18:
        return _("Good afternoon, %(name)s", name=name)
    return _("Good evening, %(name)s", name=name)


def called(name: str) -> str:
    """The given name; of somebody who goes by a title the whole name, for “Dr.” alone is nobody."""
    first = name.partition(" ")[0]
    return name if first.rstrip(".").lower() in TITLES else first


def _row(task: Task) -> dict[str, Any]:
    return {
        "urgency": task.urgency,
        "text": task.text,
        "href": url_for(task.endpoint, stage=task.stage),
        "label": task.label,
    }


def _road() -> dict[str, Any]:
    row = db.session.execute(road.reached(me().id)).one()
    found, current = steps(Reached(**{name: _day(value) for name, value in row._asdict().items()}))
    return {"steps": found, "current": current}


def _day(value: date | datetime | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value
