"""A browser that signed in before is known by a cookie; the first sign-in from another one is told by mail.

The cookie holds no name and no number: for each person who signed in there, a code that only this
installation can make. It outlives signing out, which asks the browser to forget pages and not cookies.
"""

import hmac
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any

from flask import Flask, Response, current_app, g, request
from flask_security.signals import user_authenticated

from training.actions.account import note
from training.domain.roles import by_system
from training.domain.tongue import gettext as _
from training.extensions import db
from training.models import Person
from training.queries.account import ever_signed_in
from training.web.access import now
from training.web.account.mail import tell
from training.web.sessions import browser

COOKIE = "__Host-known"
KNOWN_FOR = timedelta(days=365)
PEOPLE = 6
"""So many people of one browser are remembered, those of last."""
NEW_DEVICE = "new_device"


def code_of(person: Person) -> str:
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"known:{person.ref}".encode(), sha256).hexdigest()[:32]


def known_here() -> list[str]:
    return request.cookies.get(COOKIE, "").split(".")[:PEOPLE]


def note_device(_app: Flask, *, user: Person, authn_via: Sequence[str] | None = None, **_more: Any) -> None:
    """The first browser of all is nobody's surprise: it goes on the record, and no mail is sent."""
    if "change" in (authn_via or ()):
        return  # a new passphrase signs in anew whoever changed it, where they are
    g.signed_in_as = code = code_of(user)
    if any(hmac.compare_digest(code.encode(), one.encode()) for one in known_here()):
        return
    db.session.refresh(user.chain, with_for_update=True)
    if db.session.scalar(ever_signed_in(user)):
        where = browser(request.user_agent.string)
        tell(user, NEW_DEVICE, _("A sign-in from another browser"), where=where, at=now())
    note(user, NEW_DEVICE, by=by_system(now()))


def remember(response: Response) -> Response:
    code = g.pop("signed_in_as", None)
    if code is None or response.status_code >= 400:
        return response
    codes = [code, *(one for one in known_here() if one and one != code)]
    response.set_cookie(
        COOKIE,
        ".".join(codes[:PEOPLE]),
        max_age=KNOWN_FOR,
        path="/",
        secure=True,
        httponly=True,
        samesite="Lax",
    )
    return response


def init_app(app: Flask) -> None:
    user_authenticated.connect(note_device, app, weak=False)
    app.after_request(remember)
