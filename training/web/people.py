"""People and their records, for the office."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from training.actions.people import add_licence, appoint, dismiss
from training.domain.permissions import Permission
from training.domain.roles import Role
from training.extensions import db
from training.forms.people import LicenceForm, RoleForm, SearchForm
from training.models import Licence, Person
from training.queries import people as asked
from training.web.access import by, fetch, may, require, today
from training.web.telling import told

bp = Blueprint("people", __name__, url_prefix="/people")

OFFICE = (Role.REGISTRAR, Role.DIRECTOR, Role.ADMINISTRATOR)
LEARNING = frozenset({Role.TRAINEE, Role.INTERN})


@bp.get("")
def index() -> ResponseReturnValue:
    require(Permission.PEOPLE)
    form = SearchForm(MultiDict(request.args))
    if not form.validate():
        return render_template("people/index.html", form=form, people=[], newer=None, older=None), 422
    role = Role(form.role.data) if form.role.data else None
    found = db.session.scalars(asked.search(form.q.data or "", role, request.args.get("after", ""))).all()
    page, more = found[: asked.PAGE], len(found) > asked.PAGE
    args = {"q": form.q.data or None, "role": form.role.data or None}
    older = url_for(".index", after=page[-1].ref, **args) if more else None
    newer = url_for(".index", **args) if request.args.get("after") else None
    return render_template(
        "people/index.html", form=form, people=page, today=today(), older=older, newer=newer
    )


@bp.get("/<ref>")
def one(ref: str) -> ResponseReturnValue:
    person = fetch(asked.one(ref), Permission.PEOPLE)
    return shown(person, RoleForm(), LicenceForm())


def shown(person: Person, role_form: RoleForm, licence_form: LicenceForm) -> ResponseReturnValue:
    events = db.session.scalars(asked.happened(person.chain, limit=40)).all()
    answer = render_template(
        "people/one.html",
        them=person,
        today=today(),
        events=told(events),
        role_form=role_form,
        licence_form=licence_form,
        may_arrange=may(Permission.ARRANGE_INTERNSHIP, person.stake)
        and any(one.role in LEARNING for one in person.appointments),
        may_certify=may(Permission.PROPOSE_CERTIFICATE, person.stake),
        may_change=may(Permission.CHANGE_PERSON, person.stake),
    )
    return answer, 422 if role_form.errors or licence_form.errors else 200


@bp.post("/<ref>/role")
def give_role(ref: str) -> ResponseReturnValue:
    person = fetch(asked.one(ref), Permission.CHANGE_PERSON)
    form = RoleForm()
    if not form.validate_on_submit():
        return shown(person, form, LicenceForm(formdata=None))
    appoint(person, form.role.data, by=by(*OFFICE), from_on=today(), reason=form.reason.data)
    flash(f"{person.name} is {form.role.data.label.lower()} from today.", "done")
    return redirect(url_for(".one", ref=ref))


@bp.post("/<ref>/role/<role>/end")
def end_role(ref: str, role: str) -> ResponseReturnValue:
    person = fetch(asked.one(ref), Permission.CHANGE_PERSON)
    held = next((one.role for one in person.appointments if one.role == role and one.covers(today())), None)
    if held:
        dismiss(person, held, by=by(*OFFICE), until_on=today(), reason="ended by the office")
        flash(f"{person.name} is {held.label.lower()} until today.", "done")
    return redirect(url_for(".one", ref=ref))


@bp.post("/<ref>/licence")
def verify_licence(ref: str) -> ResponseReturnValue:
    person = fetch(asked.one(ref), Permission.CHANGE_PERSON)
    form = LicenceForm()
    if not form.validate_on_submit():
        return shown(person, RoleForm(formdata=None), form)
    licence = Licence(
        kind=form.kind.data,
        number=form.number.data,
        jurisdiction=form.jurisdiction.data,
        valid_from=form.valid_from.data,
        expires_on=form.expires_on.data,
    )
    add_licence(person, licence, by=by(*OFFICE))
    flash("The licence is verified and counts from now on.", "done")
    return redirect(url_for(".one", ref=ref))
