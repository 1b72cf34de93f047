"""My papers as a supervisor: licence and insurance, each with the file that shows it."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import profile as actions
from training.domain.permissions import Permission
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.extensions import db, limiter, vault
from training.forms.profile import InsurancePaperForm, LicencePaperForm
from training.models import Insurance, Licence, Upload
from training.queries import profile as queries
from training.web.access import by, me, require
from training.web.account.overview import bp
from training.web.papers import attached, row
from training.web.receiving import received

SOME_AN_HOUR = "20/hour"


@bp.get("/profile")
def profile() -> ResponseReturnValue:
    require(Permission.SUPERVISE)
    return _page()


@bp.post("/profile/licence")
@limiter.limit(SOME_AN_HOUR)
def claim_licence() -> ResponseReturnValue:
    require(Permission.SUPERVISE)
    form = LicencePaperForm()
    sent = received(form.evidence) if form.validate_on_submit() else None
    if sent is None:
        return _page(licence=form), 422
    licence = Licence(kind=form.kind.data, number=form.number.data, jurisdiction=form.jurisdiction.data)
    return _claim(licence, form, sent)


@bp.post("/profile/insurance")
@limiter.limit(SOME_AN_HOUR)
def claim_insurance() -> ResponseReturnValue:
    require(Permission.SUPERVISE)
    form = InsurancePaperForm()
    sent = received(form.evidence) if form.validate_on_submit() else None
    if sent is None:
        return _page(insurance=form), 422
    return _claim(Insurance(insurer=form.insurer.data, number=form.number.data), form, sent)


def _claim(paper: actions.Paper, form: Any, sent: actions.Sent) -> ResponseReturnValue:
    person, acting = me(), by(Role.THERAPIST, Role.MENTOR)
    db.session.refresh(person.chain, with_for_update=True)
    have = db.session.scalar(queries.how_many_files(person)) or 0
    upload = actions.keep(person, sent, have=have, keys=vault().of(person.ref), by=acting)
    paper.valid_from, paper.expires_on = form.valid_from.data, form.expires_on.data
    actions.claim(person, paper, upload, by=acting)
    db.session.add_all([upload, paper])
    flash(_("Thank you. The office looks at it; it counts once it is verified."), "done")
    return redirect(url_for(".profile"))


@bp.get("/profile/files/<upload>")
def my_file(upload: str) -> Response:
    """What I sent in, back as I sent it."""
    require(Permission.HOME)
    found: Upload = db.session.scalars(queries.file(me(), upload)).one_or_none() or abort(404)
    return attached(found, actions.opened(found, vault().of(me().ref)))


def _page(**sent: Any) -> str:
    person = me()
    return render_template(
        "account/profile.html",
        licences=[row(one, person) for one in db.session.scalars(queries.licences(person))],
        insurances=[row(one, person) for one in db.session.scalars(queries.insurances(person))],
        licence=sent.get("licence") or LicencePaperForm(formdata=None, prefix=""),
        insurance=sent.get("insurance") or InsurancePaperForm(formdata=None),
    )
