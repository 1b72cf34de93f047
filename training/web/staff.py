"""The office: what needs attention, and whether the record holds."""

import time

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from training.domain.permissions import Permission
from training.domain.tongue import gettext as _
from training.domain.tongue import marked
from training.extensions import db, limiter, vault
from training.queries.integrity import faults
from training.web.access import may, require

bp = Blueprint("staff", __name__, url_prefix="/staff")

ROOMS = (
    (
        marked("People"),
        "people.index",
        Permission.PEOPLE,
        marked("Search, roles, licences, what happened."),
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
        marked("The program"),
        "program.path",
        Permission.STAFF,
        marked("What this body asks, teaches and certifies."),
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
