"""The referee's pages: one link, no account."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.factories_application import TOKEN, letter_texts, make_application, make_letter
from training.actions import reference as actions
from training.domain.application import ApplicationStatus as S
from training.domain.application import ReferenceStatus as R
from training.models import Event, ProgramVersion

LINK = f"/reference/{TOKEN}1"


class Browser:
    """A client that first lets the test's own session go: outside a request even a look takes the lock."""

    def __init__(self, client, session):
        self.client, self.session = client, session

    def get(self, address):
        self.session.commit()
        return self.client.get(address)

    def post(self, address, data=None):
        self.session.commit()
        return self.client.post(address, data=data)


@pytest.fixture
def feld(stranger, session):
    return Browser(stranger, session)


@pytest.fixture
def application(vault, saved, session):
    version = session.scalars(select(ProgramVersion)).one()
    row = make_application(S.SUBMITTED, vault=vault, version=version)
    for one in row.references:
        one.expires_at = datetime.now(UTC) + timedelta(days=1)
    return saved(row)


@pytest.fixture
def named(application):
    return application.references[0]


def page(number):
    """What belongs on one page of the letter, as its form sends it."""
    on_first = ("relationship", "relationship_corrected", "known_for", "discussed")
    on_first += ("safeguarding", "safeguarding_reason")
    return {
        f"answer_{question}": text
        for question, text in letter_texts().items()
        if (question in on_first) is (number == 1)
    }


def kept(session, named, vault):
    session.refresh(named)
    return actions.opened(named, vault.of(named.application.person.ref))


def test_letter_is_written_page_by_page_and_sent(feld, named, session, vault):
    assert "in these words: “psychotherapist”" in feld.get(LINK).text

    first = feld.post(f"{LINK}?page=1", data=page(1))
    second = feld.post(f"{LINK}?page=2", data=page(2))
    sent = feld.post(f"{LINK}/send")

    assert [first.location, second.location, sent.location] == [f"{LINK}?page=2", f"{LINK}?page=3", LINK]
    assert kept(session, named, vault) == letter_texts()
    assert named.status is R.RECEIVED
    assert "Your letter has arrived." in feld.get(LINK).text


def test_letter_is_sealed_and_the_record_says_only_that_it_came(feld, named, session):
    feld.post(f"{LINK}?page=1", data=page(1))
    feld.post(f"{LINK}?page=2", data=page(2))
    feld.post(f"{LINK}/send")

    session.refresh(named)
    event = session.scalars(select(Event).where(Event.kind == "reference.receive")).one()
    assert b"word" not in named.sealed
    assert (event.actor, event.capacity, event.facts) == (named.ref, "referee", {})


def test_letter_can_be_left_and_taken_up_again(feld, named, session, vault):
    answer = feld.post(LINK, data={"answer_known_for": "Ten years", "then": "stop"})

    assert answer.location == f"{LINK}?page=1"
    assert "Ten years" in feld.get(LINK).text


def test_letter_keeps_itself_while_it_is_written(feld, named, session, vault):
    answer = feld.post(f"{LINK}?page=2", data={"answer_letter_text": "Dear committee", "autosave": "1"})

    assert list(answer.json) == ["saved"]
    assert kept(session, named, vault)["letter_text"] == "Dear committee"


def test_too_many_words_are_asked_again_and_not_kept(feld, named, session):
    answer = feld.post(LINK, data={"answer_known_for": "word " * 61})

    assert answer.status_code == 422
    assert "1 word too many; at most 60." in answer.text
    session.refresh(named)
    assert named.sealed is None


def test_unfinished_letter_is_not_sent(feld, named, session):
    feld.post(f"{LINK}?page=1", data=page(1))

    assert feld.post(f"{LINK}/send").status_code == 409

    session.refresh(named)
    assert named.status is R.REQUESTED


def test_sent_letter_is_frozen(feld, named, session, vault, saved):
    saved(make_letter(named, vault))
    sealed = named.sealed

    answers = [feld.post(LINK, data=page(1)), feld.post(f"{LINK}/send"), feld.post(f"{LINK}/decline")]

    assert [answer.status_code for answer in answers] == [409, 409, 409]
    session.refresh(named)
    assert (named.status, named.sealed) == (R.RECEIVED, sealed)


def test_referee_may_say_no(feld, named, session):
    feld.post(f"{LINK}/decline")

    session.refresh(named)
    assert (named.status, named.sealed) == (R.REFUSED, None)
    assert "Thank you for telling us" in feld.get(LINK).text


def test_unknown_link_and_one_that_ran_out_look_the_same(feld, named, saved):
    named.expires_at = datetime.now(UTC) - timedelta(seconds=1)
    saved(named)

    unknown, over = feld.get("/reference/nothing"), feld.get(LINK)

    assert (unknown.status_code, over.status_code) == (404, 410)
    assert unknown.text == over.text
    assert feld.post(LINK, data=page(1)).status_code == 410


def test_two_windows_do_not_overwrite_one_another(feld, named, session, vault):
    assert feld.post(LINK, data={"answer_known_for": "Ten years"}).status_code == 302

    answer = feld.post(LINK, data={"answer_known_for": "Ten weeks", "version": "1", "form_key": "other"})

    assert answer.status_code == 409
    assert kept(session, named, vault)["known_for"] == "Ten years"
