"""Certificates: proposed, approved, issued, and given out."""

import json
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.actions import certificate as actions
from training.actions.record import Private
from training.actions.signing import Signer, meaning
from training.domain.certificate import CertificateMove, CertificateStatus, eligibility, says, standing
from training.domain.permissions import Permission
from training.domain.program.marks import Who
from training.domain.roles import By, Role
from training.extensions import db, vault
from training.forms.certificate import ListingForm, NameForm, ProposeForm, ReasonForm, RevokeForm
from training.forms.signing import SigningForm
from training.models import Certificate
from training.queries import certificate as certificates
from training.queries.eligibility import eligibility_facts
from training.queries.program import current, definition
from training.web import issuing
from training.web.access import by, fetch, may, me, now, require, today
from training.web.certificate_pages import Act, history, office_tabs, possible, requirements
from training.web.signing import prove

bp = Blueprint("certificates", __name__, url_prefix="/certificates")


@bp.context_processor
def words() -> dict[str, Any]:
    return {"standing": standing, "says": says}


OFFICE = (Role.REGISTRAR, Role.DIRECTOR)
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
        return render_template("certificates/mine.html", certificates=shown, today=today())
    return render_template("certificates/office.html", **office_tabs(request.args.get("tab", "approve")))


@bp.get("/of/<ref>")
def of(ref: str) -> ResponseReturnValue:
    """What is possible for one person, and what stands in the way."""
    person = fetch(certificates.holder(ref), Permission.PROPOSE_CERTIFICATE)
    held = db.session.scalars(certificates.held_by(person.id)).all()
    kinds = possible(person, held, today())
    return render_template("certificates/of.html", person=person, kinds=kinds, held=held)


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
    flash("Proposed. Somebody else has to approve it now.", "done")
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
    flash(DONE[step], "done")
    return redirect(url_for(".page", number=number))


def _needed(step: CertificateMove) -> Permission:
    ending = (CertificateMove.SUSPEND, CertificateMove.REINSTATE, CertificateMove.REVOKE)
    return Permission.REVOKE_CERTIFICATE if step in ending else Permission.PROPOSE_CERTIFICATE


def _approve(certificate: Certificate, _form: Any, proof: Any) -> None:
    program = definition(certificate.program)
    db.session.refresh(me(), ["licences"])
    signer = Signer(me(), by(*OFFICE), proof)
    words = meaning(
        program.statement("certificate"),
        "certificate",
        name=me().name,
        capacity=program.role(Who(signer.by.capacity.value)).one,
        intern=certificate.holder,
        body=program.body.name,
    )
    signature = actions.approve(certificate, eligibility=_again(certificate), signer=signer, meaning=words)
    db.session.add(signature)


def _issue(certificate: Certificate, _form: Any, _proof: Any) -> None:
    program = definition(certificate.program)
    eligible = _again(certificate)
    eligible.ensure()
    certificate.machine.arrow(certificate.status, CertificateMove.ISSUE)  # before half a second of printing
    issued_by = by(*OFFICE)
    actions.issue(
        certificate,
        document=issuing.papers(certificate, now()),
        eligibility=eligible,
        valid_to=issuing.last_day(certificate, now().date()),
        earlier=db.session.scalars(certificates.in_force(certificate)).first(),
        by=issued_by,
    )
    link = url_for(".index", _external=True)
    letter = program.letter("certificate_issued")
    actions.announce(certificate, letter, link=link, body=program.body.name, by=issued_by)


def _again(certificate: Certificate) -> Any:
    """Requirements are asked anew at each step: what was true when proposed may not be any more."""
    facts = eligibility_facts(db.session(), certificate.person_id, today())
    return eligibility(certificate.kind, facts)


def _with_reason(act: Callable[..., Any], *capacities: Role) -> Callable[[Certificate, Any, Any], None]:
    def doing(certificate: Certificate, form: Any, _proof: Any) -> None:
        keys = vault().of(certificate.person.ref)
        act(certificate, words=Private(keys, form.reason.data.strip()), by=by(*capacities))

    return doing


DOING: dict[CertificateMove, Callable[[Certificate, Any, Any], None]] = {
    CertificateMove.APPROVE: _approve,
    CertificateMove.ISSUE: _issue,
    CertificateMove.DROP: _with_reason(actions.drop, *OFFICE),
    CertificateMove.SUSPEND: _with_reason(actions.suspend, Role.DIRECTOR),
    CertificateMove.REINSTATE: _with_reason(actions.reinstate, Role.DIRECTOR),
    CertificateMove.REVOKE: _with_reason(actions.revoke, Role.DIRECTOR),
}
DONE = {
    CertificateMove.APPROVE: "Approved. It can be issued now.",
    CertificateMove.ISSUE: "Issued. The holder has a letter, and anyone with the number can check it.",
    CertificateMove.DROP: "Dropped. Nothing was issued.",
    CertificateMove.SUSPEND: "Suspended. Whoever checks it is told so from now on.",
    CertificateMove.REINSTATE: "Reinstated. It is in force again.",
    CertificateMove.REVOKE: "Revoked. Whoever checks it is told so from now on.",
}


# ------------------------------------------------------------------ what the holder chooses


@bp.post("/<number>/name")
def show_name(number: str) -> ResponseReturnValue:
    certificate = _own(number)
    form = NameForm(prefix="name")
    if not form.validate_on_submit():
        return _page(certificate, status=422)
    actions.show_name(certificate, is_public=form.is_name_public.data, by=_by_holder())
    flash("Kept. The public page says so from now on.", "done")
    return redirect(url_for(".page", number=number))


@bp.post("/<number>/listing")
def choose_listing(number: str) -> ResponseReturnValue:
    certificate = _own(number)
    form = ListingForm(prefix="listing")
    if certificate.kind != "certified" or not form.validate_on_submit():
        return _page(certificate, status=422)
    listed, area = form.is_listed.data, form.area.data or ""
    actions.list_holder(certificate, is_listed=listed, area=area, by=_by_holder())
    flash("Kept. You are in the directory." if listed else "Kept. You are not in the directory.", "done")
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
