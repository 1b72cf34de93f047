"""Forgotten, chosen anew, changed: passphrases, and the address letters go to."""

from urllib.parse import urlsplit

import pytest
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from tests.conftest import PASSPHRASE
from tests.factories import make_person
from tests.web.looking import kinds, letters, path_in, people
from training.web.account.passphrases import SHORTEST, weakness

OTHER = "otters lend umbrellas"


def test_none_of_the_commonest_is_taken_however_long():
    """The thirty thousand that leak most often come along with the library: no network is asked."""
    common = [one for one in FREQUENCY_LISTS["passwords"] if len(one) >= SHORTEST]
    assert len(common) > 200
    assert [one for one in common if weakness(one, []) is None] == []


@pytest.mark.parametrize("passphrase", ["x" * 60 + " otters lend umbrellas", "ö ü ä " * 20])
def test_more_than_sixty_four_characters_of_any_kind_are_taken(passphrase):
    assert len(passphrase) > 64
    assert weakness(f"otters lend umbrellas {passphrase}", []) is None


def test_forgotten_answers_the_same_for_everybody(stranger, saved, session):
    person = saved(make_person())

    answers = [
        stranger.post("/account/reset", data={"email": email})
        for email in (person.email, "no@example.org", "x")
    ]

    assert {(answer.status_code, answer.location) for answer in answers} == {(302, "/account/login")}
    assert [letter.to for letter in letters(session)] == [person.email]


def test_forgotten_link_gives_a_new_passphrase_once(stranger, saved, session):
    person = saved(make_person())
    stranger.post("/account/reset", data={"email": person.email})
    link = path_in(letters(session)[0])

    assert stranger.get(link).status_code == 200
    assert stranger.post(link, data={"password": OTHER}).location == "/account/login"
    again = stranger.post(link, data={"password": "eleven quiet lanterns"})

    assert again.location == "/account/reset"
    wrong = stranger.post("/account/login", data={"email": person.email, "password": PASSPHRASE})
    right = stranger.post("/account/login", data={"email": person.email, "password": OTHER})
    assert (wrong.status_code, right.status_code) == (422, 302)
    assert kinds(session, person)[-2:] == ["account.passphrase_reset", "account.new_device"]


def test_forgotten_link_refuses_a_weak_passphrase_and_stays_good(stranger, saved, session):
    person = saved(make_person())
    stranger.post("/account/reset", data={"email": person.email})
    link = path_in(letters(session)[0])

    assert stranger.post(link, data={"password": "short"}).status_code == 422
    assert stranger.post(link, data={"password": OTHER}).status_code == 302


def test_forgotten_link_leads_here_whatever_host_was_asked(stranger, saved, session):
    person = saved(make_person())

    stranger.post("/account/reset", data={"email": person.email}, headers={"Host": "evil.example"})

    letter = letters(session)[0]
    assert "http://127.0.0.1:5000/account/reset/" in letter.text
    assert "evil" not in letter.text


def test_reset_ends_every_session(stranger, sign_in, saved, session):
    person = make_person()
    client = sign_in(person)
    stranger.post("/account/reset", data={"email": person.email})

    stranger.post(path_in(letters(session)[0]), data={"password": OTHER})

    assert client.get("/account/").status_code == 302


def test_changing_the_passphrase_ends_every_other_session(sign_in, app, session):
    person = make_person()
    here = sign_in(person)
    there = app.test_client()
    there.post("/account/login", data={"email": person.email, "password": PASSPHRASE})
    assert there.get("/account/").status_code == 200

    answer = here.post("/account/change", data={"password": PASSPHRASE, "new_password": OTHER})

    assert (answer.status_code, answer.location) == (302, "/account/")
    assert (here.get("/account/").status_code, there.get("/account/").status_code) == (200, 302)
    assert [letter.kind for letter in letters(session)] == ["change_notice"]
    assert kinds(session, person)[-1] == "account.passphrase"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"password": "not this one", "new_password": OTHER}, "That is not your passphrase."),
        ({"password": PASSPHRASE, "new_password": PASSPHRASE}, "This is the one you have now."),
        ({"password": PASSPHRASE, "new_password": "short"}, "At least 12 characters, please."),
    ],
)
def test_changing_the_passphrase_wrongly_changes_nothing(sign_in, session, data, message):
    person = make_person()
    client = sign_in(person)
    before = person.password

    answer = client.post("/account/change", data=data)

    assert answer.status_code == 422
    assert message in answer.text
    assert people(session)[0].password == before


def test_a_new_address_counts_once_its_owner_pressed_the_button(sign_in, session):
    person = make_person()
    client = sign_in(person)

    client.post("/account/change-email", data={"email": "New@Example.org"})
    letter = letters(session)[0]
    assert letter.to == "new@example.org"
    client.get(path_in(letter))
    assert people(session)[0].email != "new@example.org"
    client.post(path_in(letter))

    assert people(session)[0].email == "new@example.org"


def test_an_address_of_somebody_else_is_not_taken_over(sign_in, saved, session):
    other = saved(make_person())
    client = sign_in(make_person())

    assert client.post("/account/change-email", data={"email": other.email}).status_code == 302
    assert letters(session) == []


def test_what_matters_asks_again_after_half_an_hour(sign_in):
    client = sign_in(make_person())
    with client.session_transaction() as kept:
        kept["fs_paa"] = 0

    answer = client.get("/account/change-email")
    assert answer.location.startswith("/account/verify?next=")

    assert client.post("/account/verify", data={"password": "wrong"}).status_code == 422
    onward = client.post(answer.location, data={"password": PASSPHRASE}).location
    assert urlsplit(onward).path == "/account/change-email"
    assert client.get("/account/change-email").status_code == 200
