"""The glass before a closed file: what breaking it does, the hour it stands open, and the file itself."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import closed_file as actions
from training.domain.closed_file import NEVER_SENT, OPEN_FOR, ends
from training.domain.permissions import Permission
from training.domain.roles import By, Role
from training.domain.tongue import gettext as _
from training.extensions import db, vault
from training.forms.closed_file import OpenFileForm
from training.models import Application, Event
from training.queries import closed_file as queries
from training.queries.program import definition
from training.vault import PersonVault
from training.web.access import by, fetch, me, now, today, writes_on_get
from training.web.committee import reading
from training.web.opening import opened
from training.web.signing import prove
from training.web.telling import when

bp = Blueprint("closed_file", __name__, url_prefix="/people/<ref>/file")

AS_CHAIR = frozenset({Role.CHAIR})
"""What is shown is what the chair may read of a file, never more."""


def _administrator() -> By:
    return by(Role.ADMINISTRATOR)


def _load(ref: str) -> Application:
    return fetch(queries.sent_last(ref), Permission.OPEN_CLOSED_FILE)


def _keys(application: Application) -> PersonVault:
    return vault().of(application.person.ref)


def _standing(application: Application) -> Event | None:
    """My opening of within the hour."""
    subject, since = f"application:{application.ref}", now() - OPEN_FOR
    asked = queries.opened_by(application.chain, subject, me().ref, since=since)
    return db.session.scalars(asked).one_or_none()


@bp.route("", methods=["GET", "POST"])
def door(ref: str) -> ResponseReturnValue:
    application, form = _load(ref), OpenFileForm()
    if form.validate_on_submit() and prove(form):
        if _standing(application) is None:
            _break(application, form.reason.data or "")
            flash(_("The file is open for one hour. The person and the chair are told."), "done")
        return redirect(url_for(".read", ref=ref))
    return _page(application, form), 422 if form.errors else 200


def _break(application: Application, reason: str) -> None:
    told = actions.Told(
        chairs=db.session.scalars(queries.chairs(today())).all(),
        who=me().name,
        body=definition(application.program).body.name,
        readings=url_for("account.readings", _external=True),
        reason=url_for("committee.assign", ref=application.ref, _external=True),
    )
    actions.open_file(application, reason, told, keys=_keys(application), by=_administrator())


def _page(application: Application, form: OpenFileForm) -> str:
    standing = _standing(application)
    return render_template(
        "people/closed_file.html",
        them=application.person,
        application=application,
        is_sent=application.status not in NEVER_SENT,
        until=when(ends(standing.at)) if standing else None,
        form=form,
    )


@bp.get("/read")
@writes_on_get
def read(ref: str) -> ResponseReturnValue:
    """Each reading is written down like everybody's; the reason stands beside it."""
    application = _load(ref)
    standing = _standing(application)
    if standing is None:
        return redirect(url_for(".door", ref=ref))
    keys, program = _keys(application), definition(application.program)
    opened(application.chain, "application.read", subject=standing.subject, by=_administrator())
    return render_template(
        "people/closed_file_read.html",
        them=application.person,
        application=application,
        until=when(ends(standing.at)),
        qualities=program.committee.qualities,
        parts=reading.parts(application, program, keys, AS_CHAIR),
        letters=reading.letters(application, program, keys, AS_CHAIR),
        reviews=reading.submitted(application, program, keys),
    )
