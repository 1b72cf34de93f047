"""What has to be there before the product can be served: its tables, a program, and in the demo, people."""

import importlib
import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from flask import Flask
from sqlalchemy import delete, inspect, select

from training import static
from training.actions.program import new_chain, publish
from training.config import Settings
from training.domain.program import read
from training.domain.roles import Role, by_system
from training.extensions import db, is_migrated
from training.jobs.keeping import rebuild
from training.models import Appointment, Invitation, Person, ProgramVersion

PROGRAM = Path(__file__).parent.parent / "programs" / "surrogate-partner.toml"
FIRST_LINK_LASTS = timedelta(days=2)


class CannotServe(Exception):
    """Why not, and what to do about it."""


def mark(settings: Settings, *, demo: bool) -> bool:
    """A folder is a demo or it is real, from its first day on; True if it has just become a demo.

    Raises CannotServe where it is the other.
    """
    if demo and not settings.is_demo:
        if settings.environment or _has_data():
            raise CannotServe(
                f"There is real data in {settings.data_dir}, or TRAINING_ENVIRONMENT says so: "
                "the demo needs a folder of its own. DATA_DIR=var-demo make run"
            )
        settings.demo_mark.write_text("Everything in this folder is invented.\n")
        return True
    if not demo and settings.is_demo:
        raise CannotServe(
            f"{settings.data_dir} holds the demo. Start it with make run, "
            "or give the real one a folder of its own: DATA_DIR=var-real make serve"
        )
    return False


def _has_data() -> bool:
    return inspect(db.engine).has_table("alembic_version")


def prepare(app: Flask, *, empty: bool = False) -> None:
    """Idempotent, and quick when nothing is to do. Killed anywhere, the next start goes on from there."""
    settings: Settings = app.extensions["settings"]
    if not is_migrated():
        migrate()
        rebuild(db.session())
        db.session.commit()
    if db.session.scalar(select(ProgramVersion.id).limit(1)) is None:
        publish_first()
    if settings.is_demo and not empty and db.session.scalar(select(Person.id).limit(1)) is None:
        build_demo(app)
    static.compress(settings, Path(app.static_folder or "static"))
    db.session.remove()


def migrate() -> None:
    from flask_migrate import upgrade  # noqa: PLC0415 -- brings Alembic along, which most starts do without

    upgrade()


def publish_first() -> ProgramVersion:
    """The program that comes with the product, so that the first applicant has one to be pinned to."""
    text = PROGRAM.read_text()
    chain = new_chain(read(text))
    version = publish(text, chain=chain, published=[], by=by_system(datetime.now(UTC)))
    db.session.add_all([chain, version])
    db.session.commit()
    return version


def build_demo(app: Flask) -> None:
    # The demo stands above the commands and is slow to import: it is named here, not imported.
    build = getattr(importlib.import_module("training.demo"), "build", None)
    if build is not None:
        build(app)


def first_administrator_link(settings: Settings) -> str | None:
    """A one-time link for who runs this, until somebody holds the role. A start makes the last one void."""
    if db.session.scalar(select(Appointment.id).where(Appointment.role == Role.ADMINISTRATOR).limit(1)):
        return None
    is_open = Invitation.used_at.is_(None) & (Invitation.invited_by == "system")
    db.session.execute(delete(Invitation).where(is_open))
    token = secrets.token_urlsafe(32)
    db.session.add(
        Invitation(
            token_hash=sha256(token.encode()).hexdigest(),
            email=settings.sender,
            role=Role.ADMINISTRATOR,
            invited_by="system",
            expires_at=datetime.now(UTC) + FIRST_LINK_LASTS,
        )
    )
    db.session.commit()
    return f"{settings.public_url}/account/invitation/{token}"
