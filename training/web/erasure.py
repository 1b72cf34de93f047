"""Erasing a person: their own wish, what would go and what stays, and two people of the office."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import erasure as actions
from training.domain.erasure import GROUNDS, HOLDS, Erasing
from training.domain.permissions import Permission
from training.domain.roles import By, Role
from training.domain.tongue import gettext as _
from training.extensions import db
from training.forms.erasure import ApproveForm, GroundForm, HoldForm
from training.jobs.erasing import belongings_of
from training.models import Person
from training.queries import erasure as queries
from training.queries.people import named
from training.web.access import actor, by, fetch, me, now, require, today
from training.web.signing import prove

bp = Blueprint("erasure", __name__)

OFFICE = (Role.REGISTRAR, Role.DIRECTOR)


# ------------------------------------------------------------------ the person


@bp.route("/account/erasure", methods=["GET", "POST"])
def mine() -> ResponseReturnValue:
    """What would go, what stays, and the wish itself, which can be taken back."""
    require(Permission.HOME)
    person, form = me(), ApproveForm()
    state = queries.erasing(db.session(), person.chain)
    if form.validate_on_submit() and prove(form):
        act = actions.take_back if state.is_asked else actions.ask
        act(person, state, by=By(person.ref, min(actor().roles, default=Role.APPLICANT), now()))
        flash(_("Your wish is taken back.") if state.is_asked else _("The office has your wish."), "done")
        return redirect(url_for(".mine"))
    page = render_template("account/erasure.html", form=form, state=state, holds=HOLDS, **_kinds(person))
    return page, 422 if form.errors else 200


# ------------------------------------------------------------------ the office


@bp.get("/people/<ref>/erasure")
def office(ref: str) -> ResponseReturnValue:
    return _page(_person(ref))


@bp.post("/people/<ref>/erasure/propose")
def propose(ref: str) -> ResponseReturnValue:
    person, form = _person(ref), GroundForm()
    if not form.validate_on_submit():
        return _page(person, ground=form)
    actions.propose(person, _state(person), form.ground.data, on=today(), by=by(*OFFICE))
    return _back(ref, _("It is proposed. Another person of the office has to approve."))


@bp.post("/people/<ref>/erasure/take-back")
def take_back(ref: str) -> ResponseReturnValue:
    person = _person(ref)
    actions.take_back(person, _state(person), by=by(*OFFICE))
    return _back(ref, _("The proposal is taken back."))


@bp.post("/people/<ref>/erasure/approve")
def approve(ref: str) -> ResponseReturnValue:
    person, form = _person(ref), ApproveForm()
    if not form.validate_on_submit() or not prove(form):
        return _page(person, approve=form)
    actions.approve(person, _state(person), belongings_of(db.session(), person), on=today(), by=by(*OFFICE))
    return _back(ref, _("The person is erased. Their record and their certificates stand."))


@bp.post("/people/<ref>/erasure/hold")
def hold(ref: str) -> ResponseReturnValue:
    person, form = _person(ref), HoldForm()
    if not form.validate_on_submit():
        return _page(person, hold=form)
    actions.hold(person, _state(person), form.hold.data, by=by(*OFFICE))
    return _back(ref, _("From now on nothing of this person can be erased."))


@bp.post("/people/<ref>/erasure/lift")
def lift(ref: str) -> ResponseReturnValue:
    person = _person(ref)
    actions.lift(person, _state(person), by=by(*OFFICE))
    return _back(ref, _("The hold is lifted."))


def _person(ref: str) -> Person:
    return fetch(queries.somebody(ref), Permission.ERASE)


def _state(person: Person) -> Erasing:
    return queries.erasing(db.session(), person.chain)


def _back(ref: str, said: str) -> ResponseReturnValue:
    flash(said, "done")
    return redirect(url_for(".office", ref=ref))


def _page(person: Person, **sent: Any) -> ResponseReturnValue:
    """With empty forms but for the one that was sent."""
    state = _state(person)
    proposer = db.session.scalars(named({state.proposed_by})).first() if state.proposed_by else None
    forms = {"ground": GroundForm, "hold": HoldForm, "approve": ApproveForm}
    page = render_template(
        "people/erasure.html",
        them=person,
        state=state,
        grounds=GROUNDS,
        holds=HOLDS,
        proposer=proposer.name if proposer else "",
        is_mine=state.proposed_by == me().ref,
        forms={name: sent.get(name) or form(formdata=None) for name, form in forms.items()},
        **_kinds(person),
    )
    return page, 422 if sent else 200


def _kinds(person: Person) -> dict[str, Any]:
    """What would go and what stays, counted for this person, in words."""
    found = db.session.execute(queries.counts(person)).one()
    goes = [
        (_("Name, e-mail address, passphrase, second factor and passkeys"), _("blanked")),
        (_("Answers of the application"), str(found.answers)),
        (_("Letters of recommendation"), str(found.references)),
        (_("Reviews by the committee"), str(found.reviews)),
        (_("Evaluations"), str(found.evaluations)),
        (_("Notes of the log"), str(found.notes)),
        (_("Texts of mails"), str(found.letters)),
    ]
    stays = [
        (_("Certificates, with the name on them: others rely on them"), str(found.certificates)),
        (_("Signed hours, without notes: they were vouched for"), str(found.signed)),
        (_("Signatures given, with the name they were given in"), str(found.signatures)),
        (_("Events of the record: that something happened, without its words"), str(found.events)),
    ]
    return {"goes": goes, "stays": stays}
