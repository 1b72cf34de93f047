"""People and their records, for the office."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from training.actions.people import add_licence, appoint, dismiss
from training.domain.permissions import Permission
from training.domain.road import Stage
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext
from training.extensions import db, limiter, vault
from training.forms.people import LicenceForm, RoleForm, SearchForm
from training.models import Licence, Person
from training.queries import people as asked
from training.queries import progress
from training.queries.integrity import record_fault
from training.web.access import by, fetch, may, require, today
from training.web.shortly import in_short
from training.web.telling import folded, told
from training.web.whereabouts import standing_of

bp = Blueprint("people", __name__, url_prefix="/people")

EVENTS = 50
"""Of what happened, on one page."""
SUPERVISORS = frozenset({Role.THERAPIST, Role.MENTOR})
OFFICE = (Role.REGISTRAR, Role.DIRECTOR, Role.ADMINISTRATOR)


@bp.get("")
def index() -> ResponseReturnValue:
    require(Permission.PEOPLE)
    form = SearchForm(MultiDict(request.args))
    if not form.validate():
        return render_template("people/index.html", form=form, people=[], total=_people(0)), 422
    wanted = Wanted(
        form.q.data or "",
        Role(form.role.data) if form.role.data else None,
        Stage(form.stage.data) if form.stage.data else None,
    )
    shown = _listed(wanted, form.order.data or "")
    return render_template("people/index.html", form=form, may_invite=may(Permission.INVITE), **shown)


class Wanted(NamedTuple):
    """Whom the list is to show."""

    text: str
    role: Role | None
    stage: Stage | None


def _listed(wanted: Wanted, order: str) -> dict[str, Any]:
    """A page of people with where each stands, how many there are in all, and the ways to its neighbours."""
    after = request.args.get("after", "")
    found = db.session.scalars(asked.search(*wanted, after, newest_first=order == "newest")).all()
    page = found[: asked.PAGE]
    number = db.session.scalar(asked.how_many(*wanted)) or 0
    args: dict[str, Any] = {
        "q": wanted.text or None,
        "role": wanted.role,
        "stage": wanted.stage,
        "order": order or None,
    }
    return {
        "people": page,
        "stands": {ref: row.said for ref, row in standing_of(page).items()},
        "progress": _progress(page),
        "today": today(),
        "total": _people(number),
        "older": url_for(".index", after=page[-1].ref, **args) if len(found) > len(page) else None,
        "newer": url_for(".index", **args) if after else None,
    }


def _progress(people: Sequence[Person]) -> dict[str, str]:
    """How far the interns among them are, by ref: one statement, from what is kept."""
    rows = db.session.execute(progress.kept_of_people([one.id for one in people]))
    kept = {person_id: in_short(row) for person_id, row in rows}
    return {one.ref: kept[one.id] for one in people if one.id in kept}


def _people(number: int) -> str:
    return ngettext("%(number)s person", "%(number)s people", number)


@bp.get("/<ref>")
def one(ref: str) -> ResponseReturnValue:
    person = fetch(asked.one(ref), Permission.PEOPLE)
    return shown(person, RoleForm(), LicenceForm())


def shown(person: Person, role_form: RoleForm, licence_form: LicenceForm) -> ResponseReturnValue:
    before = request.args.get("before", 0, int)
    events = db.session.scalars(asked.happened(person.chain, limit=EVENTS + 1, before=before)).all()
    oldest = events[EVENTS - 1].number if len(events) > EVENTS else None
    stands = standing_of([person])[person.ref]
    answer = render_template(
        "people/one.html",
        them=person,
        today=today(),
        lead=stands.said,
        things=stands.things(),
        events=folded(told(events[:EVENTS])),
        newer=url_for(".one", ref=person.ref) if before else None,
        older=url_for(".one", ref=person.ref, before=oldest) if oldest else None,
        role_form=role_form,
        licence_form=licence_form,
        may_change=may(Permission.CHANGE_PERSON, person.stake),
        is_supervisor=not SUPERVISORS.isdisjoint(one.role for one in person.appointments),
        may_open_file=bool(stands.found.application) and may(Permission.OPEN_CLOSED_FILE, person.stake),
        may_erase=may(Permission.ERASE, person.stake),
    )
    return answer, 422 if role_form.errors or licence_form.errors else 200


@bp.post("/<ref>/check")
@limiter.limit("20/minute")
def check(ref: str) -> ResponseReturnValue:
    """Read this record through now: whether anything in it was altered, moved or taken out."""
    person = fetch(asked.one(ref), Permission.PEOPLE)
    fault = record_fault(db.session.connection(), person.chain, vault())
    if fault is None:
        words = ngettext(
            "The one event of this record holds.",
            "All %(number)s events of this record hold.",
            person.chain.length,
        )
        flash(words, "done")
    else:
        flash(_("This record does not hold: %(where)s. %(why)s", where=fault.row, why=fault.reason), "late")
    return redirect(url_for(".one", ref=ref))


def _all_hold(number: int) -> str:
    return ngettext(
        "The one event of this record holds.", "All %(number)s events of this record hold.", number
    )


@bp.post("/<ref>/role")
def give_role(ref: str) -> ResponseReturnValue:
    person = fetch(asked.one(ref), Permission.CHANGE_PERSON)
    form = RoleForm()
    if not form.validate_on_submit():
        return shown(person, form, LicenceForm(formdata=None))
    appoint(person, form.role.data, by=by(*OFFICE), from_on=today(), reason=form.reason.data)
    flash(_("%(name)s is %(role)s from today.", name=person.name, role=form.role.data.label.lower()), "done")
    return redirect(url_for(".one", ref=ref))


@bp.post("/<ref>/role/<role>/end")
def end_role(ref: str, role: str) -> ResponseReturnValue:
    person = fetch(asked.one(ref), Permission.CHANGE_PERSON)
    held = next((one.role for one in person.appointments if one.role == role and one.covers(today())), None)
    if held:
        dismiss(person, held, by=by(*OFFICE), until_on=today(), reason="ended by the office")
        flash(_("%(name)s is %(role)s until today.", name=person.name, role=held.label.lower()), "done")
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
    flash(_("The licence is verified and counts from now on."), "done")
    return redirect(url_for(".one", ref=ref))
