"""The consent before anything very personal is asked: given, asked anew, taken back."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import application as actions
from training.domain.application import WRITABLE, ensure_writable
from training.domain.permissions import Permission
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.extensions import db
from training.forms.application import ConsentForm
from training.queries import application as queries
from training.web.access import by, fetch, me
from training.web.application.desk import Desk, bp, day, sit_down


@bp.route("/consent", methods=["GET", "POST"])
def consent() -> ResponseReturnValue:
    desk = sit_down()
    form = ConsentForm()
    if desk.consent is None and form.validate_on_submit():
        ensure_writable(desk.application.status)
        db.session.add(actions.give_consent(me(), desk.wording, by=by(Role.APPLICANT)))
        flash(_("Thank you. The personal questions are open now."), "done")
        return redirect(url_for(".overview"))
    return _page(desk, form), 422 if form.errors else 200


def _page(desk: Desk, form: ConsentForm) -> str:
    fill = {"name": me().name, "body": desk.program.body.name, "program": desk.program.title}
    return render_template(
        "application/consent.html",
        wording=desk.wording,
        paragraphs=desk.wording.text.format_map(fill).strip().split("\n\n"),
        lead=_lead(desk),
        is_given=bool(desk.standing),
        can_give=desk.consent is None and desk.application.status in WRITABLE,
        form=form,
    )


def _lead(desk: Desk) -> str:
    if desk.consent:
        return _("You gave it on %(day)s.", day=day(desk.consent.given_at))
    if not desk.standing:
        return _("Please read it before the first personal question.")
    return _(
        "The text has changed since you consented on %(day)s. Please read it anew.",
        day=day(desk.standing[0].given_at),
    )


@bp.post("/consent/withdraw")
def withdraw_consent() -> ResponseReturnValue:
    fetch(queries.mine(me().id), Permission.EDIT_APPLICATION)
    standing = db.session.scalars(queries.standing_consents(me().id, actions.CONSENT)).all() or abort(404)
    mine = db.session.scalars(queries.all_mine(me().id))
    for answer in actions.withdraw_consent(me(), standing, mine, by=by(Role.APPLICANT, *Role)):
        db.session.delete(answer)
    flash(_("Your consent is withdrawn and your answers are deleted."), "done")
    return redirect(url_for(".overview"))
