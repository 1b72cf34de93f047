"""One database made by the migrations, a fresh copy for each test; clients with a person in them."""

from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from flask_migrate import upgrade
from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session

from tests.databases import KINDS, Fresh, new_database
from tests.factories import make_program_version
from training import create_app
from training.config import Settings
from training.extensions import db, limiter
from training.web import naming

NOON = datetime(2026, 10, 15, 12, tzinfo=UTC)
PASSPHRASE = "walk the whole road"


@pytest.fixture(autouse=True)
def unlimited():
    """The limiter is one for the whole process: an app of another test may have left it counting."""
    limiter.enabled = False


@pytest.fixture(scope="session", params=KINDS)
def app(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("app")
    env = {"TRAINING_ENVIRONMENT": "test", "DATA_DIR": str(folder)} | new_database(request.param, folder)
    app = create_app(Settings.from_env(env))
    with app.app_context():
        upgrade()
        with Session(db.engine) as session:
            session.add(make_program_version())
            session.commit()
        naming.names()
    yield app
    app.extensions["vault"].close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory):
    """A SQLite file as the migrations and the first program leave it, for tests with apps of their own."""
    folder = tmp_path_factory.mktemp("empty")
    app = create_app(Settings.from_env({"TRAINING_ENVIRONMENT": "test", "DATA_DIR": str(folder)}))
    with app.app_context():
        upgrade()
        with Session(db.engine) as session:
            session.add(make_program_version())
            session.commit()
        db.engine.dispose()
    app.extensions["vault"].close()
    return folder / "training.sqlite3"


@pytest.fixture(scope="session")
def engine(app):
    # The context is closed again before any test runs: one held open would be shared by all
    # requests, and with it the signed-in person.
    with app.app_context():
        engine = db.engine
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def fresh(app, engine):
    return Fresh(app, engine)


@pytest.fixture(scope="session")
def beside(engine):
    """A plain engine on the same database: looking through it takes no lock from the app."""
    plain = create_engine(engine.url)
    yield plain
    plain.dispose()


@pytest.fixture
def session(beside, fresh):
    """The test's own view of the database, beside the app's. The next test begins afresh."""
    with Session(beside, expire_on_commit=False) as session:
        yield session
    beside.dispose()
    fresh.restore()


@pytest.fixture
def vault(app):
    return app.extensions["vault"]


@pytest.fixture
def saved(session):
    """Store what a factory made: `person = saved(make_person())`."""

    def save(*rows):
        session.add_all(rows)
        session.commit()
        return rows[0]

    return save


@pytest.fixture
def sign_in(app, saved):
    """A browser with a person in it: `chair = sign_in(make_person(Role.CHAIR))`."""

    def enter(person):
        client = app.test_client()
        saved(person)
        with client.session_transaction() as session:
            session["_user_id"] = person.fs_uniquifier
            session["_fresh"] = True
            session["fs_paa"] = datetime.now(UTC).timestamp()
        return client

    return enter


@pytest.fixture
def stranger(app):
    return app.test_client()


@pytest.fixture
def queries(engine):
    """Count statements: `with queries() as log: …; assert len(log) == 3`."""

    @contextmanager
    def record():
        log = []

        def note(_conn, _cursor, statement, *_):
            log.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        yield log
        event.remove(engine, "before_cursor_execute", note)

    return record
