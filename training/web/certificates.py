"""Certificates: proposed, approved, issued, and given out."""

import json
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.actions import certificate as actions
from training.domain.certificate import CertificateMove, CertificateStatus, eligibility, says, standing
from training.domain.permissions import Permission
from training.domain.roles import By, Role
from training.domain.tongue import gettext as _
from training.extensions import db
from training.forms.certificate import ListingForm, NameForm, ProposeForm, ReasonForm, RevokeForm
from training.forms.signing import SigningForm
from training.models import Certificate
from training.queries import certificate as certificates
from training.queries.eligibility import eligibility_facts
from training.queries.program import current, definition
from training.web import issuing
from training.web.access import by, fetch, may, me, now, require, today
from training.web.certificate_pages import (
    Act,
    history,
    office_tabs,
    possible,
    requirements,
    way_back,
)
from training.web.certificate_steps import DOING, OFFICE
from training.web.certificate_words import (
    DONE,
    held_in_words,
    ready_in_words,
    standing_said,
    stands,
)
from training.web.signing import prove

bp = Blueprint("certificates", __name__, url_prefix="/certificates")


@bp.context_processor
def words() -> dict[str, Any]:
    return {"standing": standing, "standing_said": standing_said, "says": says}


FORMS: dict[CertificateMove, type[ReasonForm | SigningForm]] = {
    CertificateMove.APPROVE: SigningForm,
    CertificateMove.ISSUE: SigningForm,
    CertificateMove.DROP: ReasonForm,
    CertificateMove.SUSPEND: ReasonForm,
    CertificateMove.REINSTATE: ReasonForm,
    CertificateMove.REVOKE: RevokeForm,
}


@bp.get("")
def index() -> ResponseReturnValue:
    """The holder's own; for the office everything, by what is to be done next."""
    require(Permission.CERTIFICATES)
    if not may(Permission.PROPOSE_CERTIFICATE) or request.args.get("tab") == "mine":
        held = db.session.scalars(certificates.held_by(me().id)).all()
        shown = [one for one in held if one.issued_on]
        return render_template(
            "certificates/mine.html", certificates=shown, today=today(), lead=held_in_words(len(shown))
        )
    wanted, after = request.args.get("tab", "approve"), request.args.get("after", "")
    return render_template("certificates/office.html", **office_tabs(wanted, after))


@bp.get("/of/<ref>")
def of(ref: str) -> ResponseReturnValue:
    """What is possible for one person, and what stands in the way."""
    person = fetch(certificates.holder(ref), Permission.PROPOSE_CERTIFICATE)
    held = db.session.scalars(certificates.held_by(person.id)).all()
    kinds = possible(person, held, today())
    ready = [one.kind for one in kinds if one.may_be_proposed]
    return render_template(
        "certificates/of.html",
        them=person,
        kinds=kinds,
        held=held,
        first=ready[0] if ready else None,
        lead=ready_in_words(len(ready)),
    )


@bp.post("/of/<ref>")
def propose(ref: str) -> ResponseReturnValue:
    person = fetch(certificates.holder(ref), Permission.PROPOSE_CERTIFICATE)
    form = ProposeForm()
    version = db.session.scalars(current()).one()
    wordings = {wording.id: wording for wording in definition(version).certificates}
    if not form.validate_on_submit() or form.kind.data not in wordings:
        abort(400)
    wording = wordings[form.kind.data]
    grounds = actions.Grounds(
        version=version,
        wording=wording,
        eligibility=eligibility(wording.id, eligibility_facts(db.session(), person.id, today())),
    )
    held = db.session.scalars(certificates.held_by(person.id)).all()
    certificate = actions.propose(
        person, grounds, held=held, by=by(*OFFICE), is_replacement=form.replaces.data
    )
    db.session.add(certificate)
    flash(_("Proposed. Somebody else has to approve it now."), "done")
    return redirect(url_for(".page", number=certificate.number))


@bp.get("/<number>")
def page(number: str) -> ResponseReturnValue:
    certificate = fetch(certificates.certificate(number), Permission.READ_CERTIFICATE)
    return _page(certificate)


def _page(certificate: Certificate, used: Any = None, status: int = 200) -> ResponseReturnValue:
    """The page with every form that the reader may use; `used` is one that was sent and refused."""
    acts = [Act(certificate, move, _form(move, used)) for move in _moves(certificate)]
    return render_template(
        "certificates/certificate.html",
        certificate=certificate,
        acts=acts,
        lead=stands(certificate, today()),
        crumbs=way_back(certificate),
        figures=[(value, _(label)) for value, label in certificate.snapshot["figures"]],
        history=history(certificate),
        requirements=requirements(certificate),
        today=today(),
        is_holder=certificate.person_id == me().id,
        is_proposer=certificate.proposed_by == me().ref,
        name_form=NameForm(obj=certificate, prefix="name"),
        listing_form=ListingForm(obj=certificate, prefix="listing"),
    ), status


def _moves(certificate: Certificate) -> list[CertificateMove]:
    """What the reader may do with it now, read off the machine."""
    if not may(Permission.PROPOSE_CERTIFICATE, certificate.stake):
        return []
    held = me().roles_on(today())
    moves = [
        move
        for move in FORMS
        if any(
            arrow.source is certificate.status and arrow.move is move and held & set(arrow.who)
            for arrow in certificate.machine.arrows
        )
    ]
    own = certificate.proposed_by == me().ref
    return [move for move in moves if not (own and move is CertificateMove.APPROVE)]


def _form(move: CertificateMove, used: Any = None) -> Any:
    prefix = f"{move}-"
    return used if used is not None and used._prefix == prefix else FORMS[move](prefix=prefix)  # noqa: SLF001 -- WTForms keeps it there


@bp.post("/<number>/<any(approve, issue, drop, suspend, reinstate, revoke):verb>")
def move(number: str, verb: str) -> ResponseReturnValue:
    """Take one step: the form is checked, the signer proved, and the action asked."""
    step = CertificateMove(verb)
    certificate = fetch(certificates.certificate(number), _needed(step))
    form = _form(step)
    if not form.validate_on_submit():
        return _page(certificate, form, 422)
    proof = prove(form) if "passphrase" in form else None
    if "passphrase" in form and proof is None:
        return _page(certificate, form, 422)
    DOING[step](certificate, form, proof)
    flash(_(DONE[step]), "done")
    return redirect(url_for(".page", number=number))


def _needed(step: CertificateMove) -> Permission:
    ending = (CertificateMove.SUSPEND, CertificateMove.REINSTATE, CertificateMove.REVOKE)
    return Permission.REVOKE_CERTIFICATE if step in ending else Permission.PROPOSE_CERTIFICATE


# ------------------------------------------------------------------ what the holder chooses


@bp.post("/<number>/name")
def show_name(number: str) -> ResponseReturnValue:
    certificate = _own(number)
    form = NameForm(prefix="name")
    if not form.validate_on_submit():
        return _page(certificate, status=422)
    actions.show_name(certificate, is_public=form.is_name_public.data, by=_by_holder())
    flash(_("Kept. The public page says so from now on."), "done")
    return redirect(url_for(".page", number=number))


@bp.post("/<number>/listing")
def choose_listing(number: str) -> ResponseReturnValue:
    certificate = _own(number)
    form = ListingForm(prefix="listing")
    if certificate.kind != "certified" or not form.validate_on_submit():
        return _page(certificate, status=422)
    listed, area = form.is_listed.data, form.area.data or ""
    actions.list_holder(certificate, is_listed=listed, area=area, by=_by_holder())
    flash(
        _("Kept. You are in the directory.") if listed else _("Kept. You are not in the directory."), "done"
    )
    return redirect(url_for(".page", number=number))


def _own(number: str) -> Certificate:
    """The holder's own, once there is something public about it."""
    certificate = fetch(certificates.certificate(number), Permission.READ_CERTIFICATE)
    if certificate.person_id != me().id:
        abort(403)
    if certificate.status not in (CertificateStatus.ISSUED, CertificateStatus.SUSPENDED):
        abort(404)
    return certificate


def _by_holder() -> By:
    """As whoever was trained: the certificate outlives the roles its holder has today."""
    return By(me().ref, Role.TRAINEE, now())


# ------------------------------------------------------------------ what is given out


@bp.get("/<number>.pdf")
def pdf(number: str) -> ResponseReturnValue:
    """The very bytes that were issued."""
    certificate = fetch(
        certificates.certificate(number).options(certificates.with_bytes()), Permission.READ_CERTIFICATE
    )
    if certificate.document is None:
        abort(404)
    return _download(certificate.document.pdf, "application/pdf", f"{number}.pdf")


@bp.get("/<number>.jwt")
def credential(number: str) -> ResponseReturnValue:
    """The machine-readable twin, signed (VC-JWT)."""
    from joserfc.jwk import ECKey  # noqa: PLC0415 -- only here

    from training.documents.credential import as_jwt  # noqa: PLC0415 -- only here

    certificate = fetch(certificates.certificate(number), Permission.READ_CERTIFICATE)
    if certificate.document is None:
        abort(404)
    key = ECKey.import_key(issuing.office(definition(certificate.program), now()).sealer.key.decode())
    token = as_jwt(json.loads(certificate.document.credential), key)
    return _download(token.encode(), "application/vc+jwt", f"{number}.jwt")


def _download(content: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store, private"}
    return Response(content, mimetype=kind, headers=headers)
