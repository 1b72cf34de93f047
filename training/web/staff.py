"""The office: what needs attention, and whether the record holds."""

import time

from flask import Blueprint, Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from training.charts import Medium
from training.documents.report import ReportPart, ReportSheet, render_report
from training.domain.permissions import Permission
from training.domain.tongue import gettext as _
from training.domain.tongue import marked
from training.extensions import db, limiter, vault
from training.queries.integrity import faults
from training.web.access import may, require, today
from training.web.naming import names
from training.web.reporting import report

bp = Blueprint("staff", __name__, url_prefix="/staff")

ROOMS = (
    (
        marked("People"),
        "people.index",
        Permission.PEOPLE,
        marked("Search, roles, licences, what happened."),
    ),
    (
        marked("Licences and insurance"),
        "papers.index",
        Permission.CHANGE_PERSON,
        marked("What supervisors sent in, and what ends soon."),
    ),
    (
        marked("Cohorts"),
        "cohorts.index",
        Permission.RUN_COHORTS,
        marked("Courses, their sessions, who has a place."),
    ),
    (
        marked("Certificates"),
        "certificates.index",
        Permission.PROPOSE_CERTIFICATE,
        marked("Propose, approve, issue, revoke."),
    ),
    (
        marked("Committee"),
        "committee.board",
        Permission.RELEASE,
        marked("Applications, reviews and decisions."),
    ),
    (
        marked("Post"),
        "post.overview",
        Permission.POST,
        marked("Letters that wait, went out, or could not be sent."),
    ),
    (
        marked("The record"),
        "staff.record",
        Permission.RECORD,
        marked("Read every chain and signature through."),
    ),
    (
        marked("Keeping and deleting"),
        "keeping.office",
        Permission.RECORD,
        marked("How long things are kept, and what is due."),
    ),
    (
        marked("The program"),
        "program.path",
        Permission.STAFF,
        marked("What this body asks, teaches and certifies."),
    ),
    (
        marked("Reports"),
        "staff.reports",
        Permission.STAFF,
        marked("How applications come along, and whether hours are signed."),
    ),
)


@bp.get("")
def index() -> ResponseReturnValue:
    require(Permission.STAFF)
    known = current_app.view_functions
    rooms = [
        {"title": _(title), "href": url_for(endpoint), "detail": _(detail)}
        for title, endpoint, permission, detail in ROOMS
        if endpoint in known and may(permission)
    ]
    return render_template("staff/index.html", rooms=rooms)


@bp.get("/reports")
def reports() -> ResponseReturnValue:
    require(Permission.STAFF)
    return render_template("staff/reports.html", parts=report(db.session(), today(), Medium.PAGE))


@bp.get("/reports.pdf")
@limiter.limit("6/minute")
def reports_pdf() -> ResponseReturnValue:
    """The same on paper, printed anew each time: it is no document of record."""
    require(Permission.STAFF)
    on = today()
    parts = [
        ReportPart(
            question=one.question, answer=one.answer if one.picture else one.nothing, picture=one.picture
        )
        for one in report(db.session(), on, Medium.PAPER)
    ]
    sheet = ReportSheet(body=names().body, title=_("How the program is doing"), parts=parts, made_on=on)
    headers = {
        "Content-Disposition": f'inline; filename="report-{on}.pdf"',
        "Cache-Control": "no-store, private",
    }
    return Response(render_report(sheet), mimetype="application/pdf", headers=headers)


@bp.get("/record")
def record() -> ResponseReturnValue:
    require(Permission.RECORD)
    return render_template("staff/record.html", found=None)


@bp.post("/record")
@limiter.limit("6/minute")
def verify_record() -> ResponseReturnValue:
    """Read everything through now. For a large record the command of the same name is kinder."""
    require(Permission.RECORD)
    begun = time.monotonic()
    found = list(faults(db.session.connection(), vault()))
    return render_template("staff/record.html", found=found, seconds=round(time.monotonic() - begun, 1))
