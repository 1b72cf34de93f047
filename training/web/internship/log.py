"""The log as a list, as a file, and one entry."""

import csv
from datetime import date
from io import StringIO
from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.domain.hours import NotAMonth, as_hours, month_starts
from training.domain.program import Program
from training.domain.signoff import EntryStatus
from training.extensions import db
from training.models import Entry
from training.queries import hours as queries
from training.web.internship.desk import bp, day, desk_of, sit_down
from training.web.internship.writing import open_entry

KINDS = {
    EntryStatus.DRAFT: "neutral",
    EntryStatus.SUBMITTED: "waiting",
    EntryStatus.RETURNED: "late",
    EntryStatus.SIGNED: "done",
}


def _wanted() -> queries.Wanted:
    """The filters in the address; what is not one of ours is a 400, never a guess."""
    asked = request.args
    try:
        if period := asked.get("period"):
            month_starts(period)
        status = EntryStatus(asked["status"]) if asked.get("status") else None
        return queries.Wanted(
            period=period or None, activity=asked.get("activity") or None, status=status, before=_before()
        )
    except (ValueError, NotAMonth) as error:
        abort(400, str(error))


def _before() -> tuple[date, int] | None:
    if not (asked := request.args.get("before")):
        return None
    on, _, row = asked.partition("_")
    return date.fromisoformat(on), int(row)


@bp.get("/log")
def log() -> ResponseReturnValue:
    desk, wanted = sit_down(), _wanted()
    found = db.session.scalars(queries.log(desk.internship.id, wanted)).all()
    shown = found[: queries.PAGE]
    older = f"{shown[-1].on.isoformat()}_{shown[-1].id}" if len(found) > len(shown) else None
    asked: dict[str, Any] = request.args.to_dict()
    return render_template(
        "internship/log.html",
        rows=[row(entry, desk.program) for entry in shown],
        activities=desk.program.internship.activities,
        statuses=[status for status in EntryStatus if status is not EntryStatus.DELETED],
        asked=asked,
        older=url_for(".log", **(asked | {"before": older})) if older else None,
        csv=url_for(".export", **{name: text for name, text in asked.items() if name != "before"}),
    )


def row(entry: Entry, program: Program) -> dict[str, Any]:
    return {
        "href": url_for(".entry", ref=entry.ref),
        "on": f"{entry.on:%a %-d %b %Y}",
        "activity": program.internship.activity(entry.activity).label,
        "case": entry.case.code if entry.case else "no case",
        "hours": as_hours(entry.minutes),
        "status": entry.status.label.lower(),
        "kind": KINDS.get(entry.status, "neutral"),
    }


@bp.get("/log.csv")
def export() -> ResponseReturnValue:
    """The log under the same filters, without notes: they are for reading here."""
    desk, wanted = sit_down(), _wanted()
    found = db.session.scalars(queries.filtered(desk.internship.id, wanted).limit(20_000))
    text = StringIO()
    lines = csv.writer(text)
    lines.writerow(["Day", "Activity", "Case", "Minutes", "Status", "Signed on", "Reference"])
    for entry in found:
        lines.writerow([safe(cell) for cell in _cells(entry, desk.program)])
    return Response(
        "\ufeff" + text.getvalue(),
        mimetype="text/csv",
        headers={"Content-Disposition": 'attachment; filename="log.csv"'},
    )


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


@bp.get("/log/<ref>")
def entry(ref: str) -> ResponseReturnValue:
    found = open_entry(ref)
    desk = desk_of(found.internship)
    program = desk.program.internship
    return render_template(
        "internship/entry.html",
        entry=found,
        title=program.activity(found.activity).label,
        on=day(found.on),
        methods=[program.method(one).label for one in found.methods],
        note=desk.keys.open(found.place, found.note) if found.note else None,
        kind=KINDS.get(found.status, "neutral"),
        signers=[(line.request.supervisor.name, line.answer) for line in found.lines],
        may_change=found.status in (EntryStatus.DRAFT, EntryStatus.RETURNED),
        may_recall=found.status is EntryStatus.SUBMITTED
        and not any(line.answer == "signed" for line in found.lines),
        may_amend=found.status is EntryStatus.SIGNED,
    )
