"""Who I am here: name and time zone, roles, how the account is kept safe, where I am signed in."""

from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import delete

from training.actions.account import describe
from training.charts.samples import shown
from training.config import Settings
from training.domain.lockout import demands_second_factor
from training.domain.permissions import Permission
from training.domain.roles import By, Role
from training.domain.tokens import hashed
from training.domain.tongue import Shape, say_date
from training.domain.tongue import gettext as _
from training.extensions import db
from training.forms.account import DescribeForm
from training.forms.design import SampleForm
from training.models import Person, SignIn
from training.queries import account as queries
from training.queries.passkey import how_many
from training.web.access import actor, may, me, now, public, require, today
from training.web.sessions import ABSOLUTE, IDLE

bp = Blueprint("account", __name__, url_prefix="/account")

SHOWN = 20
"""How many browsers are listed; all others can be signed out together."""


@bp.get("/")
def overview() -> ResponseReturnValue:
    require(Permission.HOME)
    return _page(DescribeForm(obj=me()))


@bp.post("/")
def describe_me() -> ResponseReturnValue:
    require(Permission.HOME)
    form = DescribeForm()
    if not form.validate_on_submit():
        return _page(form), 422
    describe(me(), name=form.name.data, zone=form.zone.data, by=by_myself())
    flash(_("Saved."), "done")
    return redirect(url_for(".overview"))


@bp.post("/sessions/others")
def end_others() -> ResponseReturnValue:
    require(Permission.HOME)
    db.session.execute(
        delete(SignIn).where(SignIn.holder == me().fs_uniquifier, SignIn.token_hash != _this_session())
    )
    flash(_("You are signed out everywhere else."), "done")
    return redirect(url_for(".overview"))


@bp.post("/sessions/<int(max=2147483647):session_id>/end")
def end_session(session_id: int) -> ResponseReturnValue:
    """Sign out there. A session that is gone or somebody else's changes nothing."""
    require(Permission.HOME)
    db.session.execute(delete(SignIn).where(SignIn.id == session_id, SignIn.holder == me().fs_uniquifier))
    flash(_("That browser is signed out."), "done")
    return redirect(url_for(".overview"))


@bp.get("/design")
@public
def design() -> ResponseReturnValue:
    """The parts of every page in each of their states. Not shown where people work."""
    settings: Settings = current_app.extensions["settings"]
    if not (settings.is_demo or settings.is_test):
        abort(404)
    wrong = SampleForm(formdata=None, meta={"csrf": False})
    wrong.validate()
    form = SampleForm(formdata=None, prefix="a")
    return render_template("account/design.html", form=form, wrong=wrong, pictures=shown())


def _page(form: DescribeForm) -> str:
    person = me()
    found = queries.sessions(person, seen_after=now() - IDLE, began_after=now() - ABSOLUTE)
    sign_ins = db.session.scalars(found.limit(SHOWN + 1)).all()
    return render_template(
        "account/overview.html",
        me=person,
        describe_form=form,
        is_supervisor=may(Permission.SUPERVISE),
        passkeys=db.session.scalar(how_many(person)),
        codes=len(person.mf_recovery_codes or []),
        roles=_roles(person),
        sign_ins=[_sign_in(one, ZoneInfo(person.zone)) for one in sign_ins[:SHOWN]],
        has_more_sign_ins=len(sign_ins) > SHOWN,
        second_factor_demanded=demands_second_factor(actor().roles),
    )


def _roles(person: Person) -> list[dict[str, object]]:
    """Every role ever held, the newest first."""
    newest_first = sorted(person.appointments, key=lambda one: (one.from_on, one.id), reverse=True)
    return [
        {
            "label": one.role.label,
            "since": say_date(one.from_on),
            "until": say_date(one.until_on) if one.until_on else None,
            "is_held": one.covers(today()),
        }
        for one in newest_first
    ]


def _sign_in(one: SignIn, zone: ZoneInfo) -> dict[str, object]:
    return {
        "id": one.id,
        "agent": one.agent,
        "began": say_date(one.began_at.astimezone(zone), Shape.MOMENT),
        "seen": say_date(one.seen_at.astimezone(zone), Shape.MOMENT),
        "is_here": one.token_hash == _this_session(),
    }


def by_myself() -> By:
    """In the first of my roles; somebody without any acts as the applicant they once were."""
    return By(me().ref, min(actor().roles, default=Role.APPLICANT), now())


def _this_session() -> str:
    return hashed(session.token)  # type: ignore[attr-defined]  # ours, see sessions.py
