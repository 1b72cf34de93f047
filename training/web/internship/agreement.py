"""The agreement: read in full, signed at the bottom."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.actions import agreement as actions
from training.domain.internship import InternshipStatus
from training.domain.roles import Role
from training.forms.internship import AgreementForm
from training.queries import internship as queries
from training.web.internship.desk import bp, signing_as, sit_down
from training.web.signing import prove


@bp.route("/agreement", methods=["GET", "POST"])
def agreement() -> ResponseReturnValue:
    desk, form = sit_down(queries.agreement), AgreementForm()
    found = desk.internship
    if form.validate_on_submit() and (proof := prove(form)):
        signer = signing_as(proof, Role.INTERN)
        actions.sign_agreement_as_intern(found, program=desk.program, signer=signer)
        flash("You have signed the agreement.", "done")
        return redirect(url_for(".overview"))
    is_open = found.status is InternshipStatus.AGREEMENT_PENDING and found.agreement is None
    return render_template(
        "internship/agreement.html",
        form=form if is_open else None,
        shown=actions.agreement_shown(found, desk.program),
        waiting_for=actions.still_to_sign(found),
        signature=found.agreement,
        statement=actions.agreed_words(found, desk.program, found.person.name, Role.INTERN).text,
    ), 422 if request.method == "POST" else 200
