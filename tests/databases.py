"""The databases that tests run on: SQLite always, PostgreSQL where `make test` has started one."""

import os
import shutil
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property
from types import SimpleNamespace

from flask_migrate import upgrade
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from training import create_app
from training.config import Settings
from training.extensions import db
from training.web import naming

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "")
KINDS = ["sqlite", *(["postgresql"] if POSTGRES else [])]


def new_database(kind, folder):
    """The settings for an empty database of this kind, one for each test process."""
    return {} if kind == "sqlite" else {"DATABASE_URL": new_postgres("training")}


def new_postgres(name):
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    url = make_url(POSTGRES).set(database=f"{name}_{worker}")
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {url.database} WITH (FORCE)"))
        with suppress(ProgrammingError):
            connection.execute(text(f"CREATE DATABASE {url.database}"))
    admin.dispose()
    return url.render_as_string(hide_password=False)


@contextmanager
def place(kind, folder):
    """An app on a migrated database with the first program in it, and two ways to look at that database."""
    env = {"TRAINING_ENVIRONMENT": "test", "DATA_DIR": str(folder)} | new_database(kind, folder)
    app = create_app(Settings.from_env(env))
    # The context is closed again before any test runs: one held open would be shared by all
    # requests, and with it the signed-in person.
    with app.app_context():
        engine = db.engine
        fill(engine)
        naming.names()  # read once a process, so that no test's page pays for it
    beside = create_engine(engine.url)
    yield SimpleNamespace(app=app, engine=engine, beside=beside, fresh=Fresh(app, engine))
    app.extensions["vault"].close()
    beside.dispose()
    engine.dispose()


def fill(engine):
    """The tables and the first program."""
    from tests.factories import make_program_version

    upgrade()
    with Session(engine) as session:
        session.add(make_program_version())
        session.commit()


class Places:
    """One place of each kind for the whole process, made when first asked for: migrations take a second."""

    def __init__(self, new_folder):
        self.until, self._new_folder, self._made = ExitStack(), new_folder, {}

    def app(self, kind):
        if kind not in self._made:
            self._made[kind] = self.until.enter_context(place(kind, self._new_folder()))
        return self._made[kind].app

    def of(self, app):
        return next(place for place in self._made.values() if place.app is app)


class Fresh:
    """Brings a database back to how the migrations and the first program left it."""

    def __init__(self, app, engine):
        self.folder, self.engine = app.extensions["settings"].data_dir, engine
        engine.dispose()
        if self.is_sqlite:
            shutil.copy(self.folder / "training.sqlite3", self.folder / "fresh.sqlite3")

    @property
    def is_sqlite(self):
        return self.engine.dialect.name == "sqlite"

    def restore(self):
        (self._copy_back if self.is_sqlite else self._empty)()

    def _copy_back(self):
        self.engine.dispose()
        for name in ("training.sqlite3-wal", "training.sqlite3-shm"):
            (self.folder / name).unlink(missing_ok=True)
        shutil.copy(self.folder / "fresh.sqlite3", self.folder / "training.sqlite3")

    def _empty(self):
        """As a replica, whom no trigger and no foreign key refuses. TRUNCATE takes ten times as long."""
        from tests.factories import make_program_version

        with Session(self.engine) as session:
            session.execute(text(self._deletion))
            session.add(make_program_version())
            session.commit()

    @cached_property
    def _deletion(self):
        from training.models import Base

        tables = Base.metadata.sorted_tables
        steps = ["SET LOCAL session_replication_role = replica"]
        steps += [f'DELETE FROM "{table.name}"' for table in tables]  # noqa: S608 -- our own names
        steps += [f"PERFORM {_begin_numbers_anew(table.name)}" for table in tables if "id" in table.columns]
        steps += ["SET LOCAL session_replication_role = DEFAULT"]
        return f"DO $$ BEGIN {'; '.join(steps)}; END $$"


def _begin_numbers_anew(table):
    return f"setval(pg_get_serial_sequence('\"{table}\"', 'id'), 1, false)"
