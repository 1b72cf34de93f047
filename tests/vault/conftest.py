from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, event, text

from tests.databases import POSTGRES, new_postgres
from training.vault import KeyStore, MasterKeys, Vault, new_master

DATABASES = ["sqlite", *([pytest.param("postgresql", marks=pytest.mark.postgres)] if POSTGRES else [])]


@pytest.fixture(scope="session")
def postgres_url():
    """Of this process alone: the tests of another would drop the schema under ours."""
    return new_postgres("keys")


@pytest.fixture(params=DATABASES)
def store_url(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'keys.sqlite3'}"
    else:
        url = request.getfixturevalue("postgres_url")
        yield url
        forget_keys(url)


def forget_keys(url):
    engine = create_engine(url)
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
