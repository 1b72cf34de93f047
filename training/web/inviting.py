"""Inviting somebody to a role: by mail, with a link that works once; and taking an invitation back."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import account as actions
from training.domain.permissions import Permission
from training.domain.roles import By, Role
from training.domain.tongue import gettext as _
from training.domain.tongue import say_date
from training.extensions import db, limiter
from training.forms.people import InviteForm
from training.models import Invitation
from training.queries import account as queries
from training.web.access import by, me, now, require
from training.web.account.mail import invitation_letter

bp = Blueprint("inviting", __name__, url_prefix="/people/invitations")


def _office() -> By:
    return by(Role.REGISTRAR, Role.DIRECTOR, Role.ADMINISTRATOR)


@bp.get("")
def index() -> ResponseReturnValue:
    require(Permission.INVITE)
    return _page(InviteForm())


@bp.post("")
@limiter.limit("40/hour")
def invite() -> ResponseReturnValue:
    """The link goes to the address alone; whoever invites never sees it."""
    require(Permission.INVITE)
    form = InviteForm()
    if not form.validate_on_submit():
        return _page(form), 422
    db.session.refresh(me().chain, with_for_update=True)
    invitation, token = actions.invite_by(me(), form.email.data or "", form.role.data, by=_office())
    db.session.add(invitation)
    invitation_letter(me(), invitation, url_for("account.invitation", token=token, _external=True), at=now())
    flash(_("%(email)s gets a mail with a link that works once, for a week.", email=invitation.email), "done")
    return redirect(url_for(".index"))


@bp.post("/<int(max=2147483647):number>/withdraw")
def withdraw(number: int) -> ResponseReturnValue:
    require(Permission.INVITE)
    found = db.session.scalars(queries.open_invitation(number, now())).one_or_none() or abort(404)
    db.session.refresh(me().chain, with_for_update=True)
    actions.withdraw_invitation(me(), found, by=_office())
    flash(_("The invitation is taken back; its link does not work any more."), "done")
    return redirect(url_for(".index"))


def _page(form: InviteForm) -> str:
    rows = [_row(one) for one in db.session.scalars(queries.open_invitations(now()))]
    return render_template("people/invitations.html", form=form, rows=rows)


def _row(one: Invitation) -> dict[str, object]:
    return {"id": one.id, "email": one.email, "role": one.role.label, "until": say_date(one.expires_at)}
