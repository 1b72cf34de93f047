"""The one-time link by which somebody takes up a role."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import hash_password

from training.actions.account import is_open, join_by_invitation, take_up
from training.domain.tokens import hashed
from training.domain.tongue import gettext as _
from training.extensions import db, limiter
from training.forms.account import InvitationForm
from training.models import Invitation, Person
from training.queries import account as queries
from training.web.access import now, public, today
from training.web.account.overview import bp
from training.web.account.passphrases import weakness

TRIES = limiter.limit("30 per hour")


@bp.get("/invitation/<token>")
@public
@TRIES
def invitation(token: str) -> ResponseReturnValue:
    found = _open_invitation(token)
    return _page(found, _holder(found), InvitationForm()) if found else _over()


@bp.post("/invitation/<token>")
@public
@TRIES
def accept(token: str) -> ResponseReturnValue:
    found = _open_invitation(token)
    if not found:
        return _over()
    holder, form = _holder(found), InvitationForm()
    if holder:
        take_up(found, holder, on=today(holder.zone), at=now())
    elif form.validate_on_submit() and _is_strong(form, found):
        db.session.add(_join(found, form))
    else:
        return _page(found, holder, form), 422
    flash(_("Welcome. Your account is ready: please sign in."), "done")
    return redirect(url_for("security.login"))


def _open_invitation(token: str) -> Invitation | None:
    found = db.session.scalars(queries.invitation(hashed(token))).one_or_none()
    return found if found and is_open(found, now()) else None


def _holder(found: Invitation) -> Person | None:
    """Who has an account with that address already: they only take up the role."""
    return db.session.scalars(queries.by_email(found.email)).one_or_none()


def _join(found: Invitation, form: InvitationForm) -> Person:
    return join_by_invitation(
        found,
        name=form.name.data,
        zone=form.zone.data,
        password_hash=hash_password(form.password.data),
        on=today(form.zone.data),
        at=now(),
    )


def _is_strong(form: InvitationForm, found: Invitation) -> bool:
    reason = weakness(form.password.data, [found.email, form.name.data])
    if reason:
        form.password.errors = [reason]
    return reason is None


def _page(found: Invitation, holder: Person | None, form: InvitationForm) -> str:
    return render_template(
        "account/invitation.html",
        invitation=found,
        role=found.role.label,
        has_account=holder is not None,
        invitation_form=form,
    )


def _over() -> ResponseReturnValue:
    return render_template("account/invitation_over.html"), 410
