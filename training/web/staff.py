"""The office: what needs attention, and whether the record holds."""

import time

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from training.domain.permissions import Permission
from training.extensions import db, limiter, vault
from training.queries.integrity import faults
from training.web.access import may, require

bp = Blueprint("staff", __name__, url_prefix="/staff")

ROOMS = (
    (
        "People",
        "people.index",
        Permission.PEOPLE,
        "Search, roles, licences, what happened.",
    ),
    ("Cohorts", "cohorts.index", Permission.RUN_COHORTS, "Courses, their sessions, who has a place."),
    (
        "Certificates",
        "certificates.index",
        Permission.PROPOSE_CERTIFICATE,
        "Propose, approve, issue, revoke.",
    ),
    ("Committee", "committee.board", Permission.RELEASE, "Applications, reviews and decisions."),
    ("Post", "post.overview", Permission.POST, "Letters that wait, went out, or could not be sent."),
    (
        "The record",
        "staff.record",
        Permission.RECORD,
        "Read every chain and signature through.",
    ),
    ("The program", "program.path", Permission.STAFF, "What this body asks, teaches and certifies."),
)


@bp.get("")
def index() -> ResponseReturnValue:
    require(Permission.STAFF)
    known = current_app.view_functions
    rooms = [
        {"title": title, "href": url_for(endpoint), "detail": detail}
        for title, endpoint, permission, detail in ROOMS
        if endpoint in known and may(permission)
    ]
    return render_template("staff/index.html", rooms=rooms)


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
