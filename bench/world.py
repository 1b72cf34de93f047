"""A training body to measure on: one intern with years of work, made by the product's own actions, then many.

The many are copies of the whole seed in the database itself: three million signed hours by the actions would
take an afternoon. A copy has its own people, numbers and rows; only the keys and hashes inside it are not its
own, and no page that is measured opens those of a stranger.
"""

import logging
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Connection, Table, text
from sqlalchemy.orm import Session

from tests.factories import make_person, make_program_version
from tests.factories_certificate import complete_course, make_certificate
from tests.factories_committee import assigned, make_sent
from tests.factories_internship import make_case, make_entry, make_internship, make_team, submit
from tests.factories_supervision import sign_month
from training import create_app
from training.config import Settings
from training.domain.roles import Role
from training.extensions import db
from training.models import Base, Internship, ProgramVersion, Review, SignOffRequest
from training.queries import signoff

BEGAN = datetime(2024, 1, 15, 9, tzinfo=UTC)
MONTHS = 33
A_MONTH = 40
APART = 10_000_000
"""Between the ids of one copy and the next."""

SHARED = frozenset({"program_version", "sign_in", "invitation"})
UNIQUE_TEXT = frozenset(
    {"ref", "key", "sha256", "email", "fs_uniquifier", "token_hash", "number", "form_key"}
)
"""What tells rows apart, so a copy has its own. An event is numbered by a whole number, and keeps it."""


@dataclass(frozen=True, slots=True)
class World:
    """Where everything is: whom to sign in as, and what to look at."""

    folder: Path
    people: int
    entries: int
    intern: str
    therapist: str
    chair: str
    certificate: str


def build(folder: Path, *, copies: int = 0, months: int = MONTHS) -> World:
    """A data folder as the product keeps it. With copies, this many more of everybody in it."""
    app = open_place(folder)
    with app.app_context():
        with Session(db.engine, expire_on_commit=False) as session:
            team, certificate = seed(app, session, months)
            multiply(session.connection(), copies)
            session.commit()
            chair = staff(app, session)
            people, entries = (session.scalar(text(f"SELECT count(*) FROM {t}")) for t in ("person", "entry"))  # noqa: S608 -- our own names
        db.engine.dispose()
    return World(
        folder, people or 0, entries or 0, team.intern.email, team.therapist.email, chair, certificate.number
    )


def open_place(folder: Path) -> Flask:
    """An empty installation with its tables; its log is not what we measure."""
    app = create_app(Settings.from_env({"DATA_DIR": str(folder)}))
    logging.getLogger().setLevel(logging.WARNING)
    with app.app_context():
        upgrade()
    return app


# ------------------------------------------------------------------ the seed


def keeper(session: Session):  # noqa: ANN201 -- the factories know what they call
    def keep(*rows: object) -> object:
        session.add_all(rows)
        session.commit()
        return rows[0]

    return keep


def start_work(app: Flask, session: Session):  # noqa: ANN201 -- an internship and its keys
    """An intern at work, with supervisors and a case."""
    version, keep, team = make_program_version(), keeper(session), make_team()
    keep(version)
    internship = make_internship(saved=keep, team=team, version=version, began=BEGAN)
    internship.team = team
    make_case(internship, opened_on=BEGAN.date())
    keep(internship)
    return internship, app.extensions["vault"].of(team.intern.ref)


def seed(app: Flask, session: Session, months: int):  # noqa: ANN201 -- a namespace of people
    """A team with an intern's years, an application that waits, and a certificate."""
    keep, keys = keeper(session), app.extensions["vault"].of
    internship, own = start_work(app, session)
    team, version = internship.team, internship.program
    work(session, internship, own, months)
    complete_course(session, team.intern, version, team.director)
    certificate = make_certificate(
        team.intern, version, approver=team.director, proposer=team.registrar.ref, keys=own
    )
    keep(certificate, make_sent(version, keys))
    return team, certificate


def work(session: Session, internship: Internship, keys: object, months: int) -> None:
    """Every month is sent and signed by both; the last one waits, its forty lines unread."""
    first = date(2026, 10, 1)
    for back in range(months - 1, -1, -1):
        year, month = divmod(first.year * 12 + first.month - 1 - back, 12)
        requests = a_month(session, internship, keys, date(year, month + 1, 1))
        if back:
            sign(requests, midday(date(year, month + 1, 28)))
            session.refresh(internship.chain)
            session.commit()


def sign(requests: list[SignOffRequest], at: datetime) -> None:
    """Each supervisor comes by alone, as a request would: with a session that holds nothing yet."""
    for request in sorted(requests, key=lambda one: one.role, reverse=True):
        with Session(db.engine) as own:
            loaded = own.scalars(signoff.request(request.ref)).unique().one()
            own.add(sign_month(loaded, at=at))
            own.commit()


def a_month(session: Session, internship: Internship, keys: object, first: date) -> list[SignOffRequest]:
    days = monthrange(first.year, first.month)[1] if first < date(2026, 10, 1) else 14
    begun = internship.started_on or first
    on = [max(first + timedelta(days=number % min(days, 27)), begun) for number in range(A_MONTH)]
    entries = [make_entry(internship, keys=keys, case="T2-B6", on=day, minutes=15) for day in on]
    session.add_all(entries)
    session.flush()
    requests: list[SignOffRequest] = submit(internship, *entries, at=midday(first + timedelta(days=27)))
    session.add_all(requests)
    session.commit()
    return requests


def midday(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def staff(app: Flask, session: Session) -> str:
    """A chair, and a colleague who was asked to read: made last, so that nobody copies them."""
    keep = keeper(session)
    chair, reviewer = make_person(Role.CHAIR), make_person(Role.REVIEWER)
    keep(chair, reviewer)
    version = session.query(ProgramVersion).one()
    for _ in range(5):
        sent = make_sent(version, app.extensions["vault"].of)
        keep(sent)
        reviews: list[Review] = assigned(sent, reviewer, chair=chair)
        keep(*reviews)
    return str(chair.email)


# ------------------------------------------------------------------ the many


def multiply(connection: Connection, copies: int) -> None:
    """Insert this many copies of every row there is."""
    if not copies:
        return
    connection.execute(text("CREATE TEMP TABLE copy (k INTEGER PRIMARY KEY)"))
    connection.execute(text("INSERT INTO copy VALUES (:k)"), [{"k": k} for k in range(1, copies + 1)])
    connection.execute(text("PRAGMA defer_foreign_keys=ON"))
    for table in Base.metadata.sorted_tables:
        if table.name not in SHARED:
            connection.execute(text(copying(table)))
    connection.execute(text("ANALYZE"))


def copying(table: Table) -> str:
    names = [column.name for column in table.columns]
    into, what = ", ".join(f'"{n}"' for n in names), ", ".join(copied(table, n) for n in names)
    return f'INSERT INTO "{table.name}" ({into}) SELECT {what} FROM "{table.name}", copy'  # noqa: S608 -- our own names


def copied(table: Table, name: str) -> str:
    column = table.c[name]
    points_at = {key.column.table.name for key in column.foreign_keys}
    if column.primary_key or points_at - SHARED:
        return f'"{name}" + k * {APART}'
    if name in UNIQUE_TEXT and column.type.python_type is str:
        return f"\"{name}\" || '~' || k"
    return f'"{name}"'
