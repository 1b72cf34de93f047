"""The databases that tests run on: SQLite always, PostgreSQL where `make test` has started one."""

import os
import shutil
from contextlib import suppress

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "")
KINDS = ["sqlite", *(["postgresql"] if POSTGRES else [])]


def new_database(kind, folder):
    """The settings for an empty database of this kind, one for each test process."""
    return {} if kind == "sqlite" else {"DATABASE_URL": _new_postgres()}


def _new_postgres():
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    url = make_url(POSTGRES).set(database=f"training_{worker}")
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {url.database} WITH (FORCE)"))
        with suppress(ProgrammingError):
            connection.execute(text(f"CREATE DATABASE {url.database}"))
    admin.dispose()
    return url.render_as_string(hide_password=False)


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
        """TRUNCATE passes by the triggers that refuse DELETE."""
        from tests.factories import make_program_version
        from training.models import Base

        tables = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
        with Session(self.engine) as session:
            session.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
            session.add(make_program_version())
            session.commit()
