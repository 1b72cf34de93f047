"""The web killed in the middle of writes: what was acknowledged is there once, and nothing in half."""

import http.client
import os
import re
import secrets
import signal
import threading
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode, urlsplit

from flask.json.tag import TaggedJSONSerializer
from flask_migrate import upgrade
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cli.test_serve import answers, children, until_true
from tests.factories import make_program_version
from tests.factories_internship import make_internship, make_team
from tests.serving import serving
from training import create_app
from training.config import Settings
from training.domain.tokens import hashed
from training.extensions import db
from training.models import Entry, Event, SignIn
from training.queries.integrity import faults

ROUNDS, WRITERS = 3, 4
NOW = datetime.now(UTC)
YESTERDAY = (NOW - timedelta(days=1)).date().isoformat()


def make_place(folder):
    """A real installation with four interns in it, each signed in; their cookies are returned."""
    app = create_app(Settings.from_env({"DATA_DIR": str(folder)}))
    with app.app_context():
        upgrade()
        with Session(db.engine, expire_on_commit=False) as session:

            def saved(*rows):
                session.add_all(rows)
                session.commit()
                return rows[0]

            saved(make_program_version())
            tokens = [_intern(saved) for _ in range(WRITERS)]
    close(app)
    return app, tokens


def _intern(saved):
    team = make_team()
    make_internship(saved=saved, team=team, began=NOW - timedelta(days=100))
    token = secrets.token_urlsafe(32)
    holder = team.intern.fs_uniquifier
    kept = {
        "_user_id": holder,
        "_fresh": True,
        "by_passkey": True,
    }  # a real place asks interns for both factors
    data = TaggedJSONSerializer().dumps(kept)
    saved(SignIn(token_hash=hashed(token), holder=holder, data=data, agent="", began_at=NOW, seen_at=NOW))
    return token


def close(app):
    with app.app_context():
        db.engine.dispose()
    app.extensions["vault"].close()


class Writer(threading.Thread):
    """Logs a minute of study again and again, and notes which forms were taken."""

    def __init__(self, url, token, stop):
        super().__init__()
        self.place, self.stop = urlsplit(url).netloc, stop
        self.headers = {"Cookie": f"__Host-sid={token}", "Content-Type": "application/x-www-form-urlencoded"}
        self.tried, self.taken = set(), set()

    def run(self):
        while not self.stop.is_set():
            try:
                self.log()
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)

    def log(self):
        status, page = self.ask("GET")
        if status != 200:
            return
        fields = dict(re.findall(r'name="(csrf_token|form_key)"[^>]*value="([^"]+)"', page))
        work = {"day": "other", "on": YESTERDAY, "length": "other", "minutes": "1", "activity": "study"}
        form = work | {"case": "none", "no_names": "y"} | fields
        self.tried.add(fields["form_key"])
        if self.ask("POST", urlencode(form))[0] == 302:
            self.taken.add(fields["form_key"])

    def ask(self, method, body=None):
        connection = http.client.HTTPConnection(self.place, timeout=10)
        connection.request(method, "/internship/log/new", body, self.headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text


def test_kills_in_the_middle_of_writes_lose_nothing_and_double_nothing(tmp_path):
    app, tokens = make_place(tmp_path)
    stop = threading.Event()
    with serving(tmp_path) as server:
        writers = [Writer(server.url, token, stop) for token in tokens]
        for writer in writers:
            writer.start()
        for round_ in range(1, ROUNDS + 1):
            until_true(lambda wanted=round_ * 3: all(len(one.taken) >= wanted for one in writers))
            for pid in children(server.pid):
                os.kill(pid, signal.SIGKILL)
            until_true(lambda: answers(server.url))
        stop.set()
        for writer in writers:
            writer.join()

    tried, taken = (
        set[str]().union(*(one.tried for one in writers)),
        set().union(*(one.taken for one in writers)),
    )
    with app.app_context(), db.engine.connect() as connection:
        stored = connection.scalars(select(Entry.form_key)).all()
        logged = connection.scalar(select(func.count()).where(Event.kind == "entry.log"))
        found = list(faults(connection, app.extensions["vault"]))
    close(app)
    assert taken <= set(stored) <= tried
    assert len(stored) == len(set(stored)) == logged
    assert found == []
