"""The agreement: read in full, signed at the bottom."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.actions import agreement as actions
from training.domain.internship import InternshipStatus
from training.domain.program import Who
from training.domain.roles import Role
from training.domain.tongue import Shape, say_date
from training.domain.tongue import gettext as _
from training.forms.internship import AgreementForm
from training.queries import internship as queries
from training.web.internship.desk import Desk, bp, signing_as, sit_down
from training.web.signing import prove


@bp.route("/agreement", methods=["GET", "POST"])
def agreement() -> ResponseReturnValue:
    desk, form = sit_down(queries.agreement), AgreementForm()
    found = desk.internship
    if form.validate_on_submit() and (proof := prove(form)):
        signer = signing_as(proof, Role.INTERN)
        actions.sign_agreement_as_intern(found, program=desk.program, signer=signer)
        flash(_signed(actions.still_to_sign(found)), "done")
        return redirect(url_for(".overview"))
    is_open = found.status is InternshipStatus.AGREEMENT_PENDING and found.agreement is None
    return render_template(
        "internship/agreement.html",
        form=form if is_open else None,
        shown=actions.agreement_shown(found, desk.program),
        waiting_for=actions.still_to_sign(found),
        parties=_parties(actions.agreement_shown(found, desk.program), desk),
        signature=found.agreement,
        signed_at=_("%(moment)s UTC", moment=say_date(found.agreement.at, Shape.MOMENT))
        if found.agreement
        else "",
        capacity=desk.program.role(Who.INTERN).one,
        statement=actions.agreed_words(found, desk.program, found.person.name, Role.INTERN).text,
    ), 422 if request.method == "POST" else 200


def _parties(shown: dict[str, Any], desk: Desk) -> list[tuple[str, str]]:
    """Everyone whose signature it takes, each with their part in it."""
    supervisors = [(one["capacity"], one["name"]) for one in shown["supervisors"]]
    return [(desk.program.role(Who.INTERN).one, shown["intern"]), *supervisors]


def _signed(waiting_for: list[str]) -> str:
    if not waiting_for:
        return _(
            "You have signed, and so has everyone else. Your internship has begun: log your hours from today."
        )
    return _(
        "You have signed. Still to sign: %(names)s. Your internship begins when everyone has.",
        names=", ".join(waiting_for),
    )
