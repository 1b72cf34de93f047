"""Passkeys: my own, one more, one less, and the way in with one."""

from typing import Any

from flask import Response, abort, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import auth_required, login_user
from flask_security.utils import validate_redirect_url

from training.actions import passkey as actions
from training.domain.lockout import is_resting
from training.domain.passkey import Rewound, Unknown
from training.domain.permissions import Permission
from training.domain.tongue import gettext as _
from training.domain.tongue import say_date
from training.extensions import db, limiter
from training.forms.passkey import AddPasskeyForm, ByPasskeyForm
from training.models import Passkey, Person
from training.queries import passkey as queries
from training.web.access import me, now, public, require
from training.web.account import ceremony
from training.web.account.factors import BY_PASSKEY
from training.web.account.mail import tell
from training.web.account.overview import bp, by_myself

TRIES = "30 per 5 minutes"

fresh = auth_required("session", within=30, grace=0)
"""Asked again after half an hour, like everything that changes how somebody gets in."""


# ------------------------------------------------------------------ my own


@bp.get("/passkeys")
@fresh
def passkeys() -> ResponseReturnValue:
    require(Permission.HOME)
    return _page(AddPasskeyForm())


@bp.post("/passkeys/options")
@fresh
def passkey_to_add() -> Response:
    require(Permission.HOME)
    return _as_json(ceremony.ask_to_register(me(), _mine()))


@bp.post("/passkeys")
@fresh
def add_passkey() -> ResponseReturnValue:
    require(Permission.HOME)
    form = AddPasskeyForm()
    if not form.validate_on_submit():
        return _page(form), 422
    proven = ceremony.registered(form.credential.data or "")
    db.session.refresh(me().chain, with_for_update=True)
    made = actions.add(me(), proven, form.name.data or "", have=len(_mine()), by=by_myself())
    db.session.add(made)
    session[BY_PASSKEY] = True
    _tell(_("A passkey was added to your account just now: “%(name)s”.", name=made.name))
    flash(_("“%(name)s” lets you in from now on.", name=made.name), "done")
    return redirect(url_for(".passkeys"))


@bp.post("/passkeys/<ref>/remove")
@fresh
def remove_passkey(ref: str) -> ResponseReturnValue:
    """Gone already, or somebody else's: there is nothing to remove."""
    require(Permission.HOME)
    found = next((one for one in _mine() if one.ref == ref), None) or abort(404)
    actions.remove(found, by=by_myself())
    db.session.delete(found)
    _tell(_("A passkey was removed from your account just now: “%(name)s”.", name=found.name))
    flash(_("“%(name)s” does not let anybody in any more.", name=found.name), "done")
    return redirect(url_for(".passkeys"))


def _mine() -> list[Passkey]:
    return list(db.session.scalars(queries.of(me())))


def _tell(what: str) -> None:
    tell(me(), "second_factor", _("Your sign-in was changed"), at=now(), what=what)


def _page(form: AddPasskeyForm) -> str:
    rows = [
        {
            "ref": one.ref,
            "name": one.name,
            "added": say_date(one.added_at),
            "used": say_date(one.used_at) if one.used_at else None,
        }
        for one in _mine()
    ]
    return render_template("account/passkeys.html", rows=rows, form=form)


# ------------------------------------------------------------------ the way in


@bp.post("/passkey/options")
@public
@limiter.limit(TRIES)
def passkey_options() -> Response:
    return _as_json(ceremony.ask_to_sign_in())


@bp.get("/passkey")
def passkey_step() -> str:
    """Somebody who has a passkey gave only their passphrase, and their role asks for more."""
    require(Permission.HOME)
    return render_template("account/passkey_step.html", **sign_in_form())


@bp.post("/passkey")
@public
@limiter.limit(TRIES)
def passkey_sign_in() -> ResponseReturnValue:
    form = ByPasskeyForm()
    if not form.validate_on_submit():
        raise Unknown
    text = form.credential.data or ""
    found = db.session.scalars(queries.shown(ceremony.shown_id(text))).one_or_none()
    if found is None or not _may_enter(found.person):
        raise Unknown
    _use(found, ceremony.signed_in(text, found))
    login_user(found.person, authn_via=["webauthn"])
    session[BY_PASSKEY] = True
    return redirect(_onward(form.next.data or ""))


def _use(passkey: Passkey, counter: int) -> None:
    try:
        actions.use(passkey, counter, at=now())
    except Rewound:
        current_app.logger.warning("a passkey may have been copied: %s", passkey.ref)
        raise


def _may_enter(person: Person) -> bool:
    return person.active and person.confirmed_at is not None and not is_resting(person.locked_until, now())


def _onward(wanted: str) -> str:
    return wanted if wanted and validate_redirect_url(wanted) else url_for("home.index")


def _as_json(text: str) -> Response:
    return Response(text, mimetype="application/json")


def sign_in_form() -> dict[str, Any]:
    """For the pages where one signs in."""
    return {"passkey_form": ByPasskeyForm(formdata=None, next=request.args.get("next", ""))}
