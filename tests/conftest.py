"""One database made by the migrations, a fresh copy for each test; clients with a person in them."""

import fcntl
import os
import shutil
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

import pytest
from playwright.sync_api import sync_playwright
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.databases import KINDS, Places, place
from tests.serving import serving
from training.extensions import limiter

NOON = datetime(2026, 10, 15, 12, tzinfo=UTC)
PASSPHRASE = "walk the whole road"
QUIET_CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


# What takes longest begins first and each on a worker of its own, so that none is left alone at the end.
LONG = (
    *("tests/browser/", "tests/cli/test_serve.py", "tests/demo/", "tests/test_access.py"),
    *("tests/test_canaries.py", "tests/whole/"),
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """A file stays on one worker, which makes its fixtures once; the walks through the browser part."""
    for item in items:
        file = item.nodeid.partition("::")[0]
        group = item.nodeid if item.get_closest_marker("walk") else file
        item.add_marker(pytest.mark.xdist_group(group))
        if "demo_to_copy" in item.fixturenames:
            item.add_marker(pytest.mark.timeout(900))  # whoever asks first waits for it to be built
    items.sort(key=lambda item: next((n for n, start in enumerate(LONG) if item.nodeid.startswith(start)), 9))


@pytest.fixture(autouse=True)
def unlimited():
    """The limiter is one for the whole process: an app of another test may have left it counting."""
    limiter.enabled = False


@pytest.fixture(scope="session")
def places(tmp_path_factory):
    places = Places(lambda: tmp_path_factory.mktemp("app"))
    with places.until:
        yield places


@pytest.fixture(scope="session", params=KINDS)
def app(request, places):
    return places.app(request.param)


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory):
    """A SQLite file as the migrations and the first program leave it, for tests with apps of their own."""
    folder = tmp_path_factory.mktemp("empty")
    with place("sqlite", folder):
        pass
    return folder / "training.sqlite3"


@pytest.fixture(scope="session")
def demo_to_copy(tmp_path_factory):
    """Copy the demo, started for the first time once for all workers: `demo_to_copy(tmp_path)`."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    built = shared / "first demo"
    with (shared / "first demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            unfinished = shared / "unfinished demo"
            with serving(unfinished, "--demo") as server:
                pass
            assert server.returncode == 0, server.words
            unfinished.rename(built)
    return partial(shutil.copytree, built, dirs_exist_ok=True)


@pytest.fixture(scope="module")
def chromium():
    """A browser for one file: while Playwright is up no other code of the process can run an event loop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell"), args=QUIET_CHROMIUM
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def engine(app, places):
    return places.of(app).engine


@pytest.fixture(scope="session")
def fresh(app, places):
    return places.of(app).fresh


@pytest.fixture(scope="session")
def beside(app, places):
    """A plain engine on the same database: looking through it takes no lock from the app."""
    return places.of(app).beside


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
