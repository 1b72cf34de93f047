"""The sign-in wall and the way in and out."""

from tests.conftest import PASSPHRASE
from tests.factories import make_person
from training.domain.roles import Role


def test_sign_in_with_the_passphrase_opens_the_account(stranger, saved):
    person = saved(make_person(Role.CHAIR))

    answer = stranger.post("/account/login", data={"email": person.email, "password": PASSPHRASE})

    assert answer.status_code == 302
    assert answer.location == "/"
    assert person.name in stranger.get("/").text


def test_sign_in_with_another_passphrase_is_refused_without_saying_which_was_wrong(stranger, saved):
    person = saved(make_person())

    known = stranger.post("/account/login", data={"email": person.email, "password": "not this one"})
    unknown = stranger.post(
        "/account/login", data={"email": "nobody@example.org", "password": "not this one"}
    )

    assert known.status_code == unknown.status_code
    assert person.name not in stranger.get("/").text


def test_signing_out_ends_the_session_for_the_old_cookie_too(stranger, saved, app):
    person = saved(make_person())
    stranger.post("/account/login", data={"email": person.email, "password": PASSPHRASE})
    old = stranger.get_cookie("__Host-sid").value

    stranger.post("/account/logout")

    thief = app.test_client()
    thief.set_cookie("__Host-sid", old)
    assert person.name not in thief.get("/").text
