"""Unbound extension objects; `create_app` binds them."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, has_request_context, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security.datastore import SQLAlchemyUserDatastore
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from flask_wtf.csrf import generate_csrf
from sqlalchemy import inspect, select
from sqlalchemy.orm import selectinload

from training.actions.account import register
from training.documents.seal import Sealer
from training.domain.masking import mask, unmask
from training.models import Base, Person
from training.queries import installation
from training.vault import Vault

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class MaskedTokens(CSRFProtect):
    """Flask-WTF's token of forms, masked anew for each answer: pages that hold it may be compressed."""

    def init_app(self, app: Flask) -> None:
        super().init_app(app)
        app.context_processor(lambda: {"csrf_token": masked_token})
        app.jinja_env.globals["csrf_token"] = masked_token

    def _get_csrf_token(self) -> str | None:
        sent = super()._get_csrf_token()
        return unmask(sent) if sent else None


def masked_token() -> str:
    """The same on all forms of one page."""
    if "masked_token" not in g:
        g.masked_token = mask(generate_csrf())
    return str(g.masked_token)


db = SQLAlchemy(model_class=Base)
csrf = MaskedTokens()


def whoever_asks() -> str:
    """One budget a person, wherever they sit; a stranger shares that of their address."""
    return str(session.get("_user_id") or get_remote_address())


limiter = Limiter(whoever_asks, headers_enabled=True)


class LaterMigrate:
    """Stands for Flask-Migrate until something is asked of it, so that a start does without Alembic."""

    def __init__(self, app: Flask, directory: Path) -> None:
        self.app, self.directory = app, str(directory)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.bound(), name)

    def bound(self) -> Any:
        from flask_migrate import Migrate  # noqa: PLC0415 -- brings Alembic along, see above

        Migrate().init_app(self.app, db, directory=self.directory)
        return self.app.extensions["migrate"]


def is_migrated() -> bool:
    """Whether the tables are where the migrations end. They are numbered in one line: no need of Alembic."""
    if not inspect(db.engine).has_table("alembic_version"):
        return False
    with db.engine.connect() as connection:
        have = connection.execute(installation.schema()).scalars().all()
    return have == [newest_migration(current_app.extensions["migrate"].directory)]


@cache
def newest_migration(directory: str) -> str:
    """It does not change while a process lives."""
    return max(file.name[:4] for file in Path(directory, "versions").glob("[0-9]*.py"))


class PeopleStore(SQLAlchemyUserDatastore):
    """Flask-Security's way to our people. It never commits: the request does, once, at its end."""

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> Person | None:  # noqa: FBT001, FBT002 -- its signature
        ((name, value),) = kwargs.items()
        if name == "email" and case_insensitive:
            value = str(value).lower()  # stored in lower case
        found = (
            select(Person).where(getattr(Person, name) == value).options(selectinload(Person.appointments))
        )
        return db.session.scalar(found)

    def create_user(self, **kwargs: Any) -> Person:
        """Somebody registered. The passphrase comes hashed."""
        at = datetime.now(UTC)
        person = register(
            email=kwargs["email"],
            name=kwargs["name"],
            zone=kwargs["zone"],
            password_hash=kwargs["password"],
            on=at.astimezone(ZoneInfo(kwargs["zone"])).date(),
            at=at,
        )
        db.session.add(person)
        db.session.flush()
        return person

    def commit(self) -> None:
        db.session.flush()


def only_reads() -> bool:
    """Whether this request may not write: one that reads, or one that has been settled already.

    A few views write although they are asked by GET, and are marked so.
    """
    if not has_request_context():
        return False
    if "settled" in g:
        return True  # what still looks something up must not wait for the lock that the session store needs
    if request.method not in READING:
        return False
    view = current_app.view_functions.get(request.endpoint or "")
    return not getattr(view, "writes_on_get", False)


def vault() -> Vault:
    """The vault of this application: seals and opens what people wrote."""
    found: Vault = current_app.extensions["vault"]
    return found


def sealer(organisation: str, at: datetime) -> Sealer:
    """The seal of this installation, read once a process. The first use of all makes it, valid from then.

    Whoever builds a past (the demo) asks for it first with the earliest moment to be sealed.
    """
    if "sealer" not in current_app.extensions:
        folder = current_app.extensions["settings"].data_dir / "seal"
        current_app.extensions["sealer"] = Sealer.from_folder(folder, organisation=organisation, at=at)
    found: Sealer = current_app.extensions["sealer"]
    return found
