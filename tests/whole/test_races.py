"""Many at once, on every database: one wins, the others are told, and nothing is doubled, lost or broken."""

import os
import subprocess
import sys
import textwrap
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.conftest import PASSPHRASE
from tests.factories import make_person
from tests.factories_application import make_draft
from tests.factories_internship import make_internship, make_team
from tests.factories_record import make_attending, make_signed_month
from training.domain.roles import Role
from training.models import Answer, Entry, Event, ProgramVersion, Signature
from training.queries.integrity import faults

MANY = 20
BEGAN = datetime.now(UTC) - timedelta(days=100)
YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).date()


def at_once(acts):
    """Run all at the same moment; their answers in order."""
    start, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        start.wait()
        answers[number] = act()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def browsers(app, sign_in):
    """So many windows of one signed-in browser."""

    def open_windows(person, count=MANY):
        first = sign_in(person)
        cookie = first.get_cookie("__Host-sid")
        windows = [app.test_client() for _ in range(count)]
        for window in windows:
            window.set_cookie("__Host-sid", cookie.value, secure=True)
        return windows

    return open_windows


@pytest.fixture
def count(session):
    def count(model, *where):
        number = session.scalar(select(func.count()).select_from(model).where(*where))
        session.commit()
        return number

    return count


@pytest.fixture
def holds(engine, vault):
    def look():
        with engine.connect() as connection:
            assert list(faults(connection, vault)) == []

    return look


def statuses(answers):
    return Counter(answer.status_code for answer in answers)


def test_one_request_signed_many_times_at_once_has_one_signature(saved, session, browsers, count, holds):
    month = make_signed_month(saved=saved, sign=False)
    asked = month.requests[0]
    windows = browsers(asked.supervisor)
    page = windows[0].get(f"/supervision/requests/{asked.ref}").text
    form = {
        "seen": page.split('name="seen"')[1].split('value="')[1].split('"')[0],
        "include": [entry.ref for entry in month.entries],
        "passphrase": PASSPHRASE,
    }

    answers = at_once(
        [lambda one=one: one.post(f"/supervision/requests/{asked.ref}/sign", data=form) for one in windows]
    )

    assert statuses(answers) == {302: 1, 409: MANY - 1}
    assert count(Signature, Signature.subject == f"sign_off:{asked.ref}") == 1
    holds()


def test_one_form_of_the_log_sent_many_times_at_once_makes_one_entry(saved, session, browsers, count, holds):
    team = make_team()
    make_internship(saved=saved, team=team, began=BEGAN)
    form = {
        "day": "other",
        "on": YESTERDAY.isoformat(),
        "length": "60",
        "activity": "study",
        "case": "none",
        "no_names": "y",
        "form_key": "one",
    }

    answers = at_once(
        [lambda one=one: one.post("/internship/log/new", data=form) for one in browsers(team.intern)]
    )

    assert set(statuses(answers)) <= {302, 409}
    assert count(Entry) == 1
    assert count(Event, Event.kind == "entry.log") == 1
    holds()


def test_of_many_writers_on_one_version_of_a_part_one_is_heard_and_the_others_keep_their_words(
    saved, session, vault, browsers, holds
):
    person = saved(make_person(Role.APPLICANT))
    version = session.scalar(select(ProgramVersion))
    saved(make_draft(vault, person, version)[0])
    windows = browsers(person)
    page = windows[0].get("/application/cover").text
    version = page.split('name="version"')[1].split('value="')[1].split('"')[0]
    names = [f"Writer Number {number}" for number in range(MANY)]

    def save(window, name):
        form = {"version": version, "form_key": name, "answer_full_name": name, "then": "stop"}
        return lambda: window.post("/application/cover", data=form)

    answers = at_once([save(*one) for one in zip(windows, names, strict=True)])

    assert statuses(answers) == {302: 1, 409: MANY - 1}
    heard = names[[answer.status_code for answer in answers].index(302)]
    (answer,) = session.scalars(select(Answer)).all()
    assert vault.of(person.ref).open(answer.place, answer.sealed) == heard
    told = [name in answer.text for name, answer in zip(names, answers, strict=True) if name != heard]
    assert told == [True] * (MANY - 1)
    session.commit()
    holds()


EACH = 200
MOVER = """
    import sys
    from datetime import datetime, timezone
    from sqlalchemy import select
    from sqlalchemy.orm import joinedload
    from sqlalchemy.orm.exc import StaleDataError
    from training import create_app
    from training.actions.record import advance
    from training.config import Settings
    from training.domain.course import EnrolmentMove, EnrolmentStatus
    from training.domain.roles import By, Role
    from training.extensions import db
    from training.models import Enrolment

    name, times, *refs = sys.argv[1:]
    app = create_app(Settings.from_env())
    by = By(name, Role.REGISTRAR, datetime.now(timezone.utc))
    kept = told = 0
    with app.app_context():
        for number in range(int(times)):
            wanted = select(Enrolment).where(Enrolment.ref == refs[number % len(refs)])
            one = db.session.scalars(wanted.options(joinedload(Enrolment.person))).one()
            is_active = one.status is EnrolmentStatus.ACTIVE
            move = EnrolmentMove.PAUSE if is_active else EnrolmentMove.RESUME
            try:
                advance(one, move, by=by, reason="race")
                db.session.commit()
                kept += 1
            except StaleDataError:
                db.session.rollback()
                told += 1
    print(kept, told)
"""


@pytest.mark.timeout(200)
@pytest.mark.parametrize("people", [1, 8])
def test_processes_that_move_the_same_things_leave_no_gap_and_no_fork(
    app, saved, session, count, holds, people
):
    """Three processes, two hundred transitions each, of one person and of many."""
    refs = [make_attending(saved=saved).ref for _person in range(people)]
    session.commit()
    settings = app.extensions["settings"]
    env = os.environ | {
        "PYTHONPATH": ".",
        "TRAINING_ENVIRONMENT": "test",
        "DATA_DIR": str(settings.data_dir),
        "DATABASE_URL": settings.database_url,
    }
    command = [sys.executable, "-c", textwrap.dedent(MOVER)]
    movers = [
        subprocess.Popen(
            [*command, f"W{number}", str(EACH), *refs], env=env, stdout=subprocess.PIPE, text=True
        )
        for number in range(3)
    ]
    tallies = [tuple(map(int, mover.communicate(timeout=180)[0].split())) for mover in movers]

    kept, told = map(sum, zip(*tallies, strict=True))
    assert kept + told == 3 * EACH
    assert kept >= EACH
    moves = Event.kind.in_(("enrolment.pause", "enrolment.resume"))
    assert count(Event, moves) == kept
    holds()
