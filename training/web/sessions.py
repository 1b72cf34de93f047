"""Sessions kept on the server, so that signing out ends them. The cookie is a token; we store its hash."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, Request, Response, request
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import delete, insert, select, update
from werkzeug.datastructures import CallbackDict

from training.domain.tokens import hashed
from training.domain.tongue import gettext as _
from training.extensions import db
from training.models import SignIn

IDLE = timedelta(hours=4)
ABSOLUTE = timedelta(hours=20)
TOUCH = timedelta(minutes=5)  # how stale "last seen" may be: spares a write on nearly every page

# Looked for in this order: nearly every browser also claims to be Safari, and many to be Chrome.
BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)

_serializer = TaggedJSONSerializer()


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """What Flask calls the session, with the token it came by."""

    def __init__(
        self, initial: dict[str, Any] | None = None, *, token: str = "", seen_at: datetime | None = None
    ) -> None:
        def changed(session: Any) -> None:
            session.modified = True

        super().__init__(initial, changed)
        self.token = token
        self.seen_at = seen_at
        self.holder = self.get("_user_id")
        self.modified = False


def browser(agent: str) -> str:
    """What a browser calls itself, as people say it: “Firefox on Linux”. The rest is not kept."""
    name = next((name for mark, name in BROWSERS if mark in agent), _("A browser"))
    system = next((name for mark, name in SYSTEMS if mark in agent), None)
    return _("%(browser)s on %(system)s", browser=name, system=system) if system else name


class ServerSessions(SessionInterface):
    """Loads and stores on connections of its own, outside the request's transaction."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        token = request.cookies.get(self.get_cookie_name(app), "")
        return (self._load(token) if token else None) or ServerSession()

    def _load(self, token: str) -> ServerSession | None:
        now = datetime.now(UTC)
        wanted = select(SignIn.data, SignIn.seen_at).where(
            SignIn.token_hash == hashed(token), SignIn.seen_at > now - IDLE, SignIn.began_at > now - ABSOLUTE
        )
        with db.engine.connect() as connection:
            row = connection.execute(wanted).first()
        return ServerSession(_serializer.loads(row.data), token=token, seen_at=row.seen_at) if row else None

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, ServerSession)  # noqa: S101 -- ours is the only kind there is
        response.vary.add("Cookie")
        if not session:
            self._end(app, session, response)
        elif session.modified or self._is_stale(session):
            self._store(app, session, response)

    def _is_stale(self, session: ServerSession) -> bool:
        return session.seen_at is None or datetime.now(UTC) - session.seen_at > TOUCH

    def _end(self, app: Flask, session: ServerSession, response: Response) -> None:
        if not session.token:
            return
        with db.engine.begin() as connection:
            connection.execute(delete(SignIn).where(SignIn.token_hash == hashed(session.token)))
        response.delete_cookie(
            self.get_cookie_name(app), path="/", secure=True, httponly=True, samesite="Lax"
        )

    def _store(self, app: Flask, session: ServerSession, response: Response) -> None:
        """Keep it under its token; under a new one when somebody just signed in or out."""
        now, holder = datetime.now(UTC), session.get("_user_id")
        values = {"data": _serializer.dumps(dict(session)), "seen_at": now, "holder": holder}
        with db.engine.begin() as connection:
            if session.token and holder == session.holder:
                connection.execute(
                    update(SignIn).where(SignIn.token_hash == hashed(session.token)).values(values)
                )
                return
            connection.execute(delete(SignIn).where(SignIn.token_hash == hashed(session.token)))
            session.token = secrets.token_urlsafe(32)
            connection.execute(
                insert(SignIn).values(
                    token_hash=hashed(session.token),
                    began_at=now,
                    agent=browser(request.user_agent.string),
                    **values,
                )
            )
        response.set_cookie(
            self.get_cookie_name(app), session.token, path="/", secure=True, httponly=True, samesite="Lax"
        )
