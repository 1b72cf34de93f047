"""The internship agreement, read and signed or declined by a supervisor."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.actions import agreement as actions
from training.actions.record import Private, advance
from training.actions.signing import Signer
from training.domain.internship import SupervisionMove, SupervisionStatus
from training.domain.permissions import Permission
from training.domain.program import Who
from training.domain.tongue import Shape, say_date
from training.domain.tongue import gettext as _
from training.extensions import vault
from training.forms.signing import SigningForm
from training.forms.signoff import DeclineForm
from training.models import Supervision
from training.queries import signoff as queries
from training.queries.program import definition
from training.web.access import by, fetch
from training.web.signing import prove
from training.web.supervision.room import bp


@bp.route("/agreements/<ref>", methods=["GET", "POST"])
def agreement(ref: str) -> ResponseReturnValue:
    """Both forms stand on one page: the passphrase signs, the reason declines."""
    mine = fetch(queries.agreement(ref), Permission.SIGN)
    form = SigningForm()
    proof = prove(form) if form.validate_on_submit() else None
    if proof is None:
        return _page(mine, form), 422 if request.method == "POST" else 200
    program, signer = definition(mine.internship.program), Signer(mine.supervisor, by(mine.role), proof)
    actions.sign_agreement_as_supervisor(mine, program=program, signer=signer)
    flash(_signed(mine), "done")
    return redirect(url_for("supervision.queue"))


@bp.post("/agreements/<ref>/decline")
def decline_agreement(ref: str) -> ResponseReturnValue:
    mine = fetch(queries.agreement(ref), Permission.SIGN)
    form = DeclineForm()
    if not form.validate_on_submit():
        return _page(mine, SigningForm(formdata=None), form), 422
    words = Private(vault().of(mine.internship.person.ref), form.reason.data)
    advance(mine, SupervisionMove.DECLINE, by=by(mine.role), words=words)
    flash(_("You declined. Training staff will find somebody else."), "done")
    return redirect(url_for("supervision.queue"))


def _page(mine: Supervision, form: SigningForm, decline: DeclineForm | None = None) -> str:
    program = definition(mine.internship.program)
    shown: dict[str, Any] = actions.agreement_shown(mine.internship, program)
    return render_template(
        "supervision/agreement.html",
        supervision=mine,
        shown=shown,
        parties=[
            (program.role(Who.INTERN).one, shown["intern"]),
            *((one["capacity"], one["name"]) for one in shown["supervisors"]),
        ],
        signed_at=_("%(moment)s UTC", moment=say_date(mine.signature.at, Shape.MOMENT))
        if mine.signature
        else "",
        role=program.role(Who(mine.role.value)).one,
        statement=actions.agreed_words(mine.internship, program, mine.supervisor.name, mine.role).text,
        is_open=mine.status is SupervisionStatus.INVITED,
        form=form,
        decline=decline or DeclineForm(formdata=None),
    )


def _signed(mine: Supervision) -> str:
    name = mine.internship.person.name
    if mine.internship.started_on:
        return _("You signed the agreement with %(name)s. The internship is running.", name=name)
    return _("You signed the agreement with %(name)s. The internship begins when everyone has.", name=name)
