"""Signing in and out, wrong tries, and where one is led afterwards."""

import re
from datetime import timedelta

import pytest
from flask import Response
from flask_login import login_user
from sqlalchemy import select

from tests.conftest import PASSPHRASE
from tests.factories import make_person
from tests.web.looking import look, people
from training.extensions import db
from training.models import Event, Person, SignIn
from training.web.account.tries import log_refusal

WRONG = "not this one at all"


def sign_in_at(client, email, password=PASSPHRASE, **data):
    return client.post("/account/login", data={"email": email, "password": password, **data})


def said(answer, email):
    """All of a page but the address that was typed and the token of its forms, which tells the second."""
    return re.sub(r'(name="csrf_token"[^>]*) value="[^"]+"', r"\1", answer.text.replace(email, ""))


def test_sign_in_with_wrong_passphrase_says_the_same_as_for_an_unknown_address(stranger, saved):
    person = saved(make_person())

    known = sign_in_at(stranger, person.email, WRONG)
    unknown = sign_in_at(stranger, "nobody@example.org", WRONG)

    assert known.status_code == unknown.status_code == 422
    assert said(known, person.email) == said(unknown, "nobody@example.org")


def test_sign_in_with_nothing_typed_is_refused(stranger):
    assert stranger.post("/account/login", data={}).status_code == 422


def test_sign_in_unconfirmed_is_told_to_confirm_first(stranger, saved):
    person = make_person()
    person.confirmed_at = None
    saved(person)

    answer = sign_in_at(stranger, person.email)

    assert answer.status_code == 422
    assert "Please confirm your e-mail address first" in answer.text
    assert stranger.get("/account/").status_code == 302


def test_sign_in_unconfirmed_with_wrong_passphrase_is_told_nothing(stranger, saved):
    person = make_person()
    person.confirmed_at = None
    saved(person)

    assert "Please confirm" not in sign_in_at(stranger, person.email, WRONG).text


def test_sign_in_of_a_disabled_account_says_the_same_as_for_an_unknown_address(stranger, saved):
    person = make_person()
    person.active = False
    saved(person)

    known = sign_in_at(stranger, person.email)
    unknown = sign_in_at(stranger, "nobody@example.org")

    assert said(known, person.email) == said(unknown, "nobody@example.org")


def test_sign_in_leads_on_to_the_page_that_was_asked_for(stranger, saved):
    person = saved(make_person())
    asked = stranger.get("/account/?tab=1")
    assert asked.location == "/account/login?next=/account/?tab%3D1"

    assert sign_in_at(stranger, person.email, next="/account/?tab=1").location == "/account/?tab=1"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\thttps://evil.example",
    ],
)
def test_sign_in_never_leads_to_another_site(stranger, saved, elsewhere):
    person = saved(make_person())

    answer = sign_in_at(stranger, person.email, next=elsewhere)

    assert answer.status_code == 302
    assert answer.location.startswith("/")
    assert not answer.location.startswith(("//", "/\\"))


def test_sign_in_page_leads_who_is_signed_in_to_the_first_page(sign_in):
    answer = sign_in(make_person()).get("/account/login")

    assert (answer.status_code, answer.location) == (302, "/")


def test_ten_wrong_tries_let_the_account_rest_even_with_the_right_passphrase(stranger, saved, session):
    person = saved(make_person())
    for _ in range(10):
        sign_in_at(stranger, person.email, WRONG)

    answer = sign_in_at(stranger, person.email)

    person = people(session)[0]
    assert answer.status_code == 422
    assert person.failed_attempts == 10
    assert [event.facts for event in look(session, select(Event).where(Event.kind == "account.rest"))] == [
        {"tries": 10}
    ]


def test_the_right_passphrase_after_the_rest_forgets_the_wrong_tries(stranger, saved, session):
    person = make_person()
    person.failed_attempts, person.locked_until = 10, person.joined_at - timedelta(days=1)
    saved(person)

    assert sign_in_at(stranger, person.email).status_code == 302

    person = people(session)[0]
    assert (person.failed_attempts, person.locked_until) == (0, None)


def test_wrong_tries_are_logged_without_the_address(stranger, saved, caplog):
    person = saved(make_person(name="Ines Moreau"))

    sign_in_at(stranger, person.email, WRONG)

    assert f"not let in: {person.ref}, wrong password" in caplog.text
    assert person.email not in caplog.text
    assert WRONG not in caplog.text


def test_signing_out_by_get_does_nothing(sign_in):
    client = sign_in(make_person())

    assert client.get("/account/logout").status_code == 405
    assert client.get("/account/").status_code == 200


def test_signing_out_asks_the_browser_to_forget(sign_in):
    client = sign_in(make_person())

    answer = client.post("/account/logout")

    assert (answer.status_code, answer.location) == (302, "/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/account/").status_code == 302


def test_signing_in_gives_the_session_a_new_name(stranger, saved, session):
    person = saved(make_person())
    stranger.get("/account/login")
    before = stranger.get_cookie("__Host-sid").value

    sign_in_at(stranger, person.email)

    assert stranger.get_cookie("__Host-sid").value != before
    assert look(session, select(SignIn.holder)) == [person.fs_uniquifier]


def test_a_refusal_is_logged_by_reference_only(app, saved, caplog):
    person = saved(make_person(name="Ines Moreau"))
    with app.test_request_context("/account/"):
        login_user(db.session.get(Person, person.id), force=True)
        log_refusal(Response(status=403))

    assert f"refused: {person.ref}, GET account.overview" in caplog.text
    assert "Ines" not in caplog.text
