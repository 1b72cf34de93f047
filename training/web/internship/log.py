"""The log as a list, as a file, and one entry."""

import csv
from datetime import date
from io import StringIO
from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.domain.hours import NotAMonth, add_months, as_hours, month_of, month_starts
from training.domain.program import Program
from training.domain.signoff import EntryStatus
from training.domain.tongue import Shape, ngettext, say_date
from training.domain.tongue import gettext as _
from training.extensions import db
from training.forms.hours import NO_CASE, LogFilters
from training.models import Entry
from training.queries import hours as queries
from training.queries import internship as internships
from training.queries.hours import Order
from training.web.access import today
from training.web.internship.desk import Desk, bp, sit_down

KINDS = {
    EntryStatus.DRAFT: "neutral",
    EntryStatus.SUBMITTED: "waiting",
    EntryStatus.RETURNED: "late",
    EntryStatus.SIGNED: "done",
}
DIRECTIONS = {Order.NEWEST: "descending", Order.OLDEST: "ascending"}


def _wanted() -> queries.Wanted:
    """The filters in the address; what is not one of ours is a 400, never a guess."""
    asked = request.args
    try:
        if period := asked.get("period"):
            month_starts(period)
        case, order = asked.get("case"), Order(asked.get("order") or Order.NEWEST)
        return queries.Wanted(
            period=period or None,
            activity=asked.get("activity") or None,
            case="" if case == NO_CASE else case or None,
            status=EntryStatus(asked["status"]) if asked.get("status") else None,
            order=order,
            after=_after(order),
        )
    except NotAMonth as refusal:
        abort(400, str(refusal))
    except ValueError:
        abort(400, _("The log has no such filter. Please go back to the log and choose from its lists."))


def _after(order: Order) -> tuple[date | int, int] | None:
    if not (asked := request.args.get("after")):
        return None
    key, _mark, row = asked.partition("_")
    return (int(key) if order is Order.LONGEST else date.fromisoformat(key)), int(row)


@bp.get("/log")
def log() -> ResponseReturnValue:
    desk, wanted = sit_down(internships.for_log), _wanted()
    found = db.session.scalars(queries.log(desk.internship.id, wanted)).all()
    count, minutes = db.session.execute(queries.in_all(desk.internship.id, wanted)).one()
    shown = found[: queries.PAGE]
    return render_template(
        "internship/log.html",
        lead=_lead(wanted.order),
        rows=[row(entry, desk.program) for entry in shown],
        filters=_filters(desk),
        is_filtered=any(request.args.get(name) for name in ("period", "activity", "case", "status")),
        columns=_columns(wanted.order),
        count=_counted(count, minutes),
        older=_here(after=_mark(shown[-1], wanted.order)) if len(found) > len(shown) else None,
        newest=_here(after=None) if wanted.after else None,
        this_month=month_of(today()),
        csv=url_for(".export", **_asked("after")),
    )


def _filters(desk: Desk) -> LogFilters:
    """Every month since the internship began, latest first."""
    form, found = LogFilters(request.args), desk.internship
    now = month_starts(month_of(today()))
    first = min(month_starts(month_of(found.started_on or today())), now)
    apart = (now.year - first.year) * 12 + now.month - first.month
    months = [add_months(now, -back) for back in range(apart + 1)]
    form.offer(desk.program.internship, months, sorted(one.code for one in found.cases))
    return form


def _columns(order: Order) -> list[Any]:
    """The headings; the one it is sorted by says so."""
    days = {"label": _("Day"), "sorted": DIRECTIONS.get(order)}
    time = {"label": _("Time"), "kind": "num", "sorted": "descending" if order is Order.LONGEST else None}
    return [days, _("Activity"), _("Case"), time, _("Status")]


def _lead(order: Order) -> str:
    return {
        Order.NEWEST: _("Everything you have written down, newest first."),
        Order.OLDEST: _("Everything you have written down, oldest first."),
        Order.LONGEST: _("Everything you have written down, the longest first."),
    }[order]


def _asked(*without: str) -> dict[str, Any]:
    return {name: text for name, text in request.args.items() if name not in without}


def _here(**changes: str | None) -> str:
    """The address of this list, with something changed in it."""
    return url_for(".log", **(_asked() | changes))


def _mark(last: Entry, order: Order) -> str:
    return f"{last.minutes if order is Order.LONGEST else last.on.isoformat()}_{last.id}"


def _counted(count: int, minutes: int) -> str:
    return ngettext(
        "%(number)s entry, %(hours)s", "%(number)s entries, %(hours)s", count, hours=as_hours(minutes)
    )


def row(entry: Entry, program: Program) -> dict[str, Any]:
    return {
        "href": url_for(".entry", ref=entry.ref),
        "on": say_date(entry.on, Shape.FULL_WEEKDAY),
        "activity": program.internship.activity(entry.activity).label,
        "case": entry.case.code if entry.case else _("no case"),
        "hours": as_hours(entry.minutes),
        "status": entry.status.label.lower(),
        "kind": KINDS.get(entry.status, "neutral"),
    }


# ------------------------------------------------------------------ as a file


@bp.get("/log.csv")
def export() -> ResponseReturnValue:
    """The log under the same filters, without notes: they are for reading here."""
    desk, wanted = sit_down(), _wanted()
    found = db.session.scalars(queries.filtered(desk.internship.id, wanted).limit(20_000))
    text = StringIO()
    lines = csv.writer(text)
    lines.writerow(_headings())
    for entry in found:
        lines.writerow([safe(cell) for cell in _cells(entry, desk.program)])
    return Response(
        "\ufeff" + text.getvalue(),
        mimetype="text/csv",
        headers={"Content-Disposition": 'attachment; filename="log.csv"'},
    )


def _headings() -> list[str]:
    return [_("Day"), _("Activity"), _("Case"), _("Minutes"), _("Status"), _("Signed on"), _("Reference")]


def _cells(entry: Entry, program: Program) -> list[str]:
    return [
        entry.on.isoformat(),
        program.internship.activity(entry.activity).label,
        entry.case.code if entry.case else "",
        str(entry.minutes),
        entry.status.label,
        entry.signed_on.isoformat() if entry.signed_on else "",
        entry.ref,
    ]


def safe(cell: str) -> str:
    """A cell that a spreadsheet will not run as a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
