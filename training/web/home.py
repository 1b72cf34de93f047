"""My page, and what a stranger sees."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from training.domain.permissions import Permission
from training.domain.road import Reached, steps
from training.domain.roles import Role
from training.domain.sentences import UNTOLD
from training.domain.tongue import gettext as _
from training.domain.worklist import Task
from training.extensions import db
from training.queries import people, road
from training.web.access import actor, is_signed_in, me, now, public, require
from training.web.telling import told
from training.web.worklist import waiting

bp = Blueprint("home", __name__)

TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "mx", "rev"})
WALKING = frozenset({Role.APPLICANT, Role.TRAINEE, Role.INTERN})


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    return my_page() if is_signed_in() else render_template("home/welcome.html")


def my_page() -> ResponseReturnValue:
    require(Permission.HOME)
    events = db.session.scalars(people.happened(me().chain, limit=6, without=UNTOLD)).all()
    return render_template(
        "home/index.html",
        greeting=greeting(now().astimezone(ZoneInfo(me().zone)).hour, called(me().name)),
        rows=[_row(task) for task in waiting()],
        events=told(events),
        road=_road() if not WALKING.isdisjoint(actor().roles) else None,
    )


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
