import os
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, event, text

from training.vault import KeyStore, MasterKeys, Vault, new_master

POSTGRES = os.environ.get("TEST_POSTGRES_URL")
DATABASES = ["sqlite", *([pytest.param("postgresql", marks=pytest.mark.postgres)] if POSTGRES else [])]


@pytest.fixture(params=DATABASES)
def store_url(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'keys.sqlite3'}"
    else:
        forget_postgres_keys()
        yield POSTGRES
        forget_postgres_keys()


def forget_postgres_keys():
    engine = create_engine(POSTGRES)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA IF EXISTS keystore CASCADE"))
    engine.dispose()


@pytest.fixture
def store(store_url):
    store = KeyStore(store_url)
    store.create()
    yield store
    store.close()


@pytest.fixture
def masters():
    return MasterKeys.parse(new_master("first"))


@pytest.fixture
def vault(store, masters):
    return Vault(store, masters)


@pytest.fixture
def queries(store):
    """Count what the key store is asked: `with queries() as log: …; assert len(log) == 1`."""

    @contextmanager
    def record():
        log = []

        def note(_conn, _cursor, statement, *_):
            if not statement.startswith(("BEGIN", "PRAGMA")):
                log.append(statement)

        event.listen(store.engine, "before_cursor_execute", note)
        yield log
        event.remove(store.engine, "before_cursor_execute", note)

    return record
