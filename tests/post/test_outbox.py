"""Letters go out once, by a real SMTP conversation, whatever the server answers and whoever is killed."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import NOON, make_person
from tests.factories_post import LINK, write_letter
from tests.post.conftest import free_port
from training.models import Letter, LetterStatus
from training.post.outbox import STUCK, claim, send_due, take_back
from training.post.transport import MailServer

SENDER = "office@training.example.org"


@pytest.fixture
def chain(saved):
    return saved(make_person()).chain


def send(engine, url, at=NOON):
    return send_due(engine, MailServer.at(url).deliver, sender=SENDER, clock=lambda: at)


def only_letter(session):
    session.expire_all()
    letter = session.scalars(select(Letter)).one()
    session.commit()  # lets go of the database: SQLite has one writer
    return letter


def test_a_due_letter_goes_out_and_its_words_are_blanked(engine, session, saved, chain, sink):
    saved(write_letter(chain))

    tally = send(engine, sink.url)

    letter, (mail,) = only_letter(session), sink.mails
    assert (tally.sent, tally.put_off, tally.failed) == (1, 0, 0)
    assert (letter.status, letter.sent_at, letter.attempts) == (LetterStatus.SENT, NOON, 1)
    assert letter.text == ""
    assert (mail.to, mail.sender) == ("ines@example.org", f"Training office <{SENDER}>")
    assert mail.subject == "A note for Ines"
    assert LINK in mail.text


def test_a_letter_that_is_not_due_waits(engine, session, saved, chain, sink):
    saved(write_letter(chain, due_at=NOON + timedelta(seconds=1)))

    assert send(engine, sink.url).sent == 0
    assert only_letter(session).status is LetterStatus.WAITING
    assert send(engine, sink.url, NOON + timedelta(seconds=1)).sent == 1


def test_a_letter_the_server_refuses_for_now_is_tried_later(engine, session, saved, chain, sink):
    saved(write_letter(chain))
    sink.data_answer = "451 Try again"

    send(engine, sink.url)

    letter = only_letter(session)
    assert (letter.status, letter.due_at) == (LetterStatus.WAITING, NOON + timedelta(minutes=1))
    assert letter.problem == "The mail server refused the letter: 451 Try again"
    assert send(engine, sink.url).sent == 0
    sink.data_answer = None
    assert send(engine, sink.url, NOON + timedelta(minutes=1)).sent == 1
    assert only_letter(session).problem is None


def test_an_address_the_server_never_takes_fails_at_once_and_the_others_go_on(
    engine, session, saved, chain, sink
):
    saved(write_letter(chain))
    sink.rcpt_answer = "550 No such person"

    tally = send(engine, sink.url)

    letter = only_letter(session)
    assert tally.failed == 1
    assert (letter.status, letter.attempts) == (LetterStatus.FAILED, 1)
    assert letter.problem == "The mail server refused the address: 550 No such person"


def test_after_eight_attempts_a_person_has_to_look(engine, session, saved, chain, sink):
    saved(write_letter(chain))
    sink.data_answer = "451 Try again"
    for hour in range(0, 24, 3):
        send(engine, sink.url, NOON + timedelta(hours=hour))

    letter = only_letter(session)
    assert (letter.status, letter.attempts) == (LetterStatus.FAILED, 8)
    assert letter.text


def test_a_mail_server_that_is_away_costs_one_letter_one_attempt(engine, session, saved, chain):
    saved(write_letter(chain, "hello:1"), write_letter(chain, "hello:2"))

    tally = send(engine, f"smtp://127.0.0.1:{free_port()}")

    session.expire_all()
    assert tally.put_off == 1
    assert sorted(letter.attempts for letter in session.scalars(select(Letter))) == [0, 1]


@pytest.mark.parametrize("to", ["ines@example.org\r\nBcc: all@example.org", "not an address", ""])
def test_an_address_that_would_begin_another_header_is_never_sent(engine, session, saved, chain, sink, to):
    saved(write_letter(chain, to=to))

    assert send(engine, sink.url).failed == 1
    assert sink.received == []
    assert only_letter(session).problem == "The address or the subject cannot stand in a mail."


def test_a_name_with_a_line_break_stays_on_the_subject_line(engine, saved, chain, sink):
    saved(write_letter(chain, name="Ines\r\nBcc: all@example.org"))

    send(engine, sink.url)

    (mail,) = sink.mails
    assert mail.subject == "A note for Ines Bcc: all@example.org"
    assert sink.received[0].rcpt_tos == ["ines@example.org"]


def test_html_in_a_name_is_shown_and_not_obeyed(engine, saved, chain, sink):
    saved(write_letter(chain, name="<b>Ines</b>"))

    send(engine, sink.url)

    assert b"&lt;b&gt;Ines&lt;/b&gt;" in sink.received[0].content


def test_two_workers_never_hold_the_same_letter(engine, saved, chain):
    saved(*(write_letter(chain, f"hello:{number}") for number in range(20)))
    claimed, start = [], threading.Barrier(4)

    def work():
        with Session(engine, expire_on_commit=False) as session:
            start.wait()
            while letter := claim(session, NOON):
                claimed.append(letter.key)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(claimed) == sorted(f"hello:{number}" for number in range(20))


def test_a_letter_of_a_killed_worker_is_taken_back_when_it_is_surely_dead(engine, session, saved, chain):
    saved(write_letter(chain))
    with Session(engine) as other:
        claim(other, NOON)

    take_back(session, NOON + STUCK)
    assert only_letter(session).status is LetterStatus.SENDING

    take_back(session, NOON + STUCK + timedelta(seconds=1))
    assert only_letter(session).status is LetterStatus.WAITING


WORKER = """
    import os, sys, signal
    from datetime import datetime
    from sqlalchemy import create_engine
    from training.post.outbox import send_due
    from training.post.transport import MailServer

    database, url, moment = sys.argv[1:]
    server = MailServer.at(url)

    def deliver(mail):
        if moment == "after":
            server.deliver(mail)
        os.kill(os.getpid(), signal.SIGKILL)

    now = datetime.fromisoformat("2026-10-15T12:00:00+00:00")
    send_due(create_engine(database), deliver, sender="office@training.example.org", clock=lambda: now)
"""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_worker_killed_around_the_delivery_loses_nothing_and_doubles_nothing(
    engine, session, saved, chain, sink, moment
):
    saved(write_letter(chain))
    command = [sys.executable, "-c", textwrap.dedent(WORKER), str(engine.url), sink.url, moment]

    killed = subprocess.run(command, check=False, env=os.environ | {"PYTHONPATH": "."})

    assert killed.returncode == -signal.SIGKILL
    assert only_letter(session).status is LetterStatus.SENDING
    assert send(engine, sink.url, NOON + STUCK + timedelta(seconds=1)).sent == 1
    assert len(sink.mails) == 1
    assert only_letter(session).status is LetterStatus.SENT
