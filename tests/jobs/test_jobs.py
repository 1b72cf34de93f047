"""The queue says only "look now"; the chores of the night."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON, make_person
from tests.factories_post import write_letter
from training.extensions import db
from training.jobs import nightly
from training.jobs.queue import ask, queue
from training.models import Invitation, SignIn
from training.models.people import Role


@pytest.fixture
def context(app, session):
    with app.app_context():
        queue().flush()
        yield
        queue().flush()


def test_a_letter_that_is_kept_nudges_the_worker_once(context):
    person = make_person()
    db.session.add(person)
    write_letter(person.chain, "hello:1")
    write_letter(person.chain, "hello:2")
    assert queue().pending_count() == 0

    db.session.commit()

    assert [task.name for task in queue().pending()] == ["send_post"]


def test_a_letter_that_was_undone_nudges_nobody(context):
    person = make_person()
    db.session.add(person)
    write_letter(person.chain)
    db.session.flush()

    db.session.rollback()
    db.session.commit()

    assert queue().pending_count() == 0


def test_the_worker_runs_what_was_asked(context, session):
    session.add(SignIn(token_hash="old", data="{}", agent="", began_at=NOON, seen_at=NOON))
    session.commit()

    ask("nightly")
    queue().execute(queue().dequeue())

    assert session.scalars(select(SignIn)).all() == [] or datetime.now(UTC) < NOON + timedelta(days=1)
    session.commit()


def test_a_message_nobody_of_ours_signed_is_not_run(context):
    queue().storage.enqueue(b"forged:0000")

    with pytest.raises(ValueError, match="mismatch"):
        queue().dequeue()


def test_sessions_and_invitations_that_are_long_over_go_and_no_others(session):
    for token, age in (("over", timedelta(days=2)), ("today", timedelta(hours=2))):
        at = NOON - age
        session.add(SignIn(token_hash=token, data="{}", agent="", began_at=at, seen_at=at))
    for token, age, used in (("old", 31, None), ("new", 29, None), ("taken up", 31, NOON)):
        session.add(
            Invitation(
                token_hash=token,
                email="a@b.org",
                role=Role.MENTOR,
                invited_by="system",
                expires_at=NOON - timedelta(days=age),
                used_at=used,
            )
        )
    session.commit()

    assert nightly.clear_sessions(session, NOON) == 1
    assert nightly.clear_invitations(session, NOON) == 1

    assert session.scalars(select(SignIn.token_hash)).all() == ["today"]
    assert sorted(session.scalars(select(Invitation.token_hash))) == ["new", "taken up"]


def test_a_chore_that_fails_does_not_keep_the_others_from_their_work(context, session, monkeypatch):
    def broken(_session, _at):
        raise RuntimeError("out of order")

    session.add(
        SignIn(token_hash="old", data="{}", agent="", began_at=NOON - timedelta(days=900), seen_at=NOON)
    )
    session.commit()
    monkeypatch.setattr(nightly, "CHORES", [broken, nightly.clear_sessions])

    nightly.run()

    assert session.scalars(select(SignIn)).all() == []
    session.commit()
