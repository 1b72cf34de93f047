"""How long things are kept: for everybody to read, and for the office what is due and what the nights did."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from training.domain.permissions import Permission
from training.domain.program import Retention
from training.domain.retention import Kind, Period, Report, how, said
from training.domain.tongue import gettext as _
from training.extensions import db
from training.jobs import retaining
from training.queries import retention as queries
from training.web.access import may, now, public, require, today
from training.web.naming import current_program
from training.web.telling import when

bp = Blueprint("keeping", __name__)

SOON = timedelta(days=30)
NO_BREAK = "\N{NO-BREAK SPACE}"
LONGEST = 84
"""Months after which somebody of whom nothing is heard is shown to the office."""


class Kept(NamedTuple):
    """One kind of data, as everybody reads it."""

    what: str
    months: str
    counted_from: str
    then: str
    source: str


@bp.get("/keeping")
@public
def everybody() -> ResponseReturnValue:
    rows = [_kept(one) for one in current_program().retention]
    return render_template("program/keeping.html", rows=rows)


def _kept(one: Retention) -> Kept:
    return Kept(one.what, said(one.months).replace(" ", NO_BREAK), one.counted_from, how(one.id), one.source)


@bp.get("/staff/retention")
def office() -> ResponseReturnValue:
    """A dry run: what tonight would delete, and what within thirty days."""
    require(Permission.RECORD)
    session = db.session()
    since = datetime.combine(Period(Kind.DECISION, LONGEST).over(today()), datetime.min.time(), UTC)
    names = {one.id: one.what for one in current_program().retention}
    return render_template(
        "staff/retention.html",
        rows=[_due(names, *one) for one in retaining.forecast(session, today(), (now() + SOON).date())],
        reports=[_told(one, names) for one in retaining.reports()],
        quiet=session.scalars(queries.quiet_people(since, today())).all(),
        may_erase=may(Permission.ERASE),
    )


def _due(names: dict[str, str], program: str, period: Period, due: tuple[int, ...]) -> dict[str, Any]:
    what = names.get(period.kind, period.kind.value)
    return {"program": program, "what": what, "months": said(period.months), "today": due[0], "soon": due[1]}


def _told(report: Report, names: dict[str, str]) -> dict[str, str]:
    """One night as a row of a timeline."""
    done = [
        _("%(what)s: %(number)s", what=names.get(kind, kind), number=n) for kind, n in report.done.items()
    ]
    kept = [_("kept back by a hold: %(number)s", number=report.held)] if report.held else []
    return {"title": "; ".join([*done, *kept]), "when": when(report.at), "machine": report.at.isoformat()}
