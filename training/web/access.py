"""Who gets in. Everyone signs in unless a view is marked public; nothing is loaded without a permission."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from sqlalchemy import Select

from training.domain.permissions import NOBODY, Actor, Permission, Stake, allows
from training.domain.roles import By, Role
from training.extensions import READING, db
from training.models import Person
from training.models.record import Chain


class HasStake(Protocol):
    @property
    def stake(self) -> Stake: ...


Found = TypeVar("Found", bound=HasStake)
View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Open to anyone, signed in or not."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def writes_on_get(view: View) -> View:
    """A link from a mail that changes something when followed."""
    view.writes_on_get = True  # type: ignore[attr-defined]
    return view


def require_sign_in() -> Any:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.endpoint == "static" or getattr(view, "is_public", False):
        return None
    if current_user.is_authenticated:
        return None
    onward = request.full_path.rstrip("?") if request.method in READING else None
    return redirect(url_for("security.login", next=onward))


def me() -> Person:
    """The signed-in person, as a real object and not Flask-Login's stand-in for one."""
    person: Person = current_user._get_current_object()  # noqa: SLF001 -- its documented use
    return person


def is_signed_in() -> bool:
    return bool(current_user.is_authenticated)


def now() -> datetime:
    """The moment of this request, the same from its first to its last line."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    moment: datetime = g.now
    return moment


def today(zone: str | None = None) -> date:
    """The day where the person is; a zone that is not known falls back to UTC at the form, never here."""
    return now().astimezone(ZoneInfo(zone or (me().zone if is_signed_in() else "UTC"))).date()


def actor() -> Actor:
    if "actor" not in g:
        g.actor = me().as_actor(today())
    found: Actor = g.actor
    return found


def by(*capacities: Role) -> By:
    """Me, now, in the first of these capacities that I hold. 403 where I hold none of them."""
    held = [capacity for capacity in capacities if capacity in actor().roles]
    if not held:
        abort(403)
    return By(me().ref, held[0], now())


def require(permission: Permission) -> None:
    if not allows(actor(), permission, NOBODY):
        abort(403)


def may(permission: Permission, stake: Stake = NOBODY) -> bool:
    return is_signed_in() and allows(actor(), permission, stake)


def fetch(statement: Select[Found], permission: Permission) -> Found:
    """Load one thing for a stated purpose: 404 if there is none, 403 if it is not for you.

    A writing request first waits for whoever is writing on the same record, then reads what they left.
    """
    found = _one(statement)
    if request.method not in READING and _waited_for(found):
        _forget_what_was_read()
        found = _one(statement)
    if not allows(actor(), permission, found.stake):
        abort(403)
    return found


def _one(statement: Select[Found]) -> Found:
    return db.session.scalars(statement).unique().one_or_none() or abort(404)


def _forget_what_was_read() -> None:
    """All but me, whose roles are loaded already and may not be part of what is read next."""
    myself = me()
    for row in db.session:
        if row is not myself:
            db.session.expire(row)


def _waited_for(found: object) -> bool:
    """Lock the record of this thing; True if it was written on in between. SQLite is locked already."""
    if db.engine.dialect.name == "sqlite":
        return False
    chain: Chain = found.chain  # type: ignore[attr-defined]
    before = chain.length
    db.session.refresh(chain, with_for_update=True)
    return chain.length != before


def init_app(app: Flask) -> None:
    app.before_request(require_sign_in)
