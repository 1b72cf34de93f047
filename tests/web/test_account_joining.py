"""Opening an account: registering and confirming, or taking up an invitation."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.factories import make_person
from tests.web.looking import kinds, letters, look, path_in, people, person_of
from training.actions.account import invite
from training.domain.roles import Role, by_system
from training.models import Appointment, Invitation

STRONG = "otters lend umbrellas"


def registration(**changes):
    return {
        "name": "Ines Moreau",
        "email": "Ines@Example.org",
        "password": STRONG,
        "zone": "Europe/Lisbon",
    } | changes


def test_registering_makes_an_applicant_with_a_record_and_a_letter(stranger, session):
    answer = stranger.post("/account/register", data=registration())

    person = person_of(session, "ines@example.org")
    letter = letters(session)[0]
    assert (answer.status_code, answer.location) == (302, "/account/login")
    assert (person.name, person.zone, person.confirmed_at) == ("Ines Moreau", "Europe/Lisbon", None)
    assert kinds(session, person) == ["person.join", "role.appoint"]
    assert (letter.to, letter.kind) == ("ines@example.org", "welcome")
    assert STRONG not in letter.text


def test_confirming_takes_a_click_on_a_button_and_lets_the_person_in(stranger, session):
    stranger.post("/account/register", data=registration())
    link = path_in(letters(session)[0])

    page = stranger.get(link)
    assert "Yes, this address is mine" in page.text
    assert person_of(session, "ines@example.org").confirmed_at is None

    assert stranger.post(link).location == "/account/login"
    signed_in = stranger.post("/account/login", data={"email": "INES@example.org", "password": STRONG})
    assert signed_in.location == "/"
    assert person_of(session, "ines@example.org").confirmed_at is not None


def test_confirming_with_an_invented_link_changes_nothing(stranger, session):
    stranger.post("/account/register", data=registration())

    assert stranger.post("/account/confirm/invented").location == "/account/confirm"
    assert person_of(session, "ines@example.org").confirmed_at is None


def test_registering_a_known_address_looks_the_same_and_tells_its_owner(stranger, saved, session):
    saved(make_person(email="ines@example.org", name="Ines Moreau"))

    answer = stranger.post("/account/register", data=registration())

    assert (answer.status_code, answer.location) == (302, "/account/login")
    assert len(people(session)) == 1
    assert letters(session)[0].kind == "welcome_existing"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"password": "short one"}, "At least 12 characters, please."),
        ({"password": "x" * 201}, "At most 200 characters, please."),
        ({"password": "passwordpassword"}, "This is easy to guess."),
        ({"password": "ines@example.org"}, "This is easy to guess."),
        ({"name": ""}, "Tell us your name."),
        ({"email": "nobody"}, "This does not look like an e-mail address."),
        ({"zone": "Mars/Olympus"}, "Not a valid choice"),
    ],
)
def test_registering_with_something_wrong_keeps_nothing(stranger, session, changes, message):
    answer = stranger.post("/account/register", data=registration(**changes))

    assert answer.status_code == 422
    assert message in answer.text
    assert len(people(session)) == 0


def test_asking_for_another_confirmation_answers_the_same_for_everybody(stranger, saved, session):
    waiting, confirmed = make_person(), make_person()
    waiting.confirmed_at = None
    saved(waiting, confirmed)

    answers = [
        stranger.post("/account/confirm", data={"email": email})
        for email in (waiting.email, confirmed.email, "nobody@example.org")
    ]

    assert {(answer.status_code, answer.location) for answer in answers} == {(302, "/account/login")}
    assert [letter.to for letter in letters(session)] == [waiting.email]


def make_invitation(role=Role.DIRECTOR, email="director@example.org", at=None):
    return invite(email, role, by=by_system(at or datetime.now(UTC)))


def test_an_invitation_opens_a_confirmed_account_with_the_role(stranger, saved, session):
    invitation, token = make_invitation()
    saved(invitation)
    link = f"/account/invitation/{token}"
    assert "As director" in stranger.get(link).text

    answer = stranger.post(link, data={"name": "Ada", "password": STRONG, "zone": "UTC"})

    person = people(session)[0]
    assert answer.location == "/account/login"
    assert (person.email, person.confirmed_at is not None) == ("director@example.org", True)
    signed_in = stranger.post("/account/login", data={"email": person.email, "password": STRONG})
    assert signed_in.location == "/"
    assert "Director" in stranger.get("/account/").text


def test_an_invitation_works_once(stranger, saved, session):
    invitation, token = make_invitation()
    saved(invitation)
    link = f"/account/invitation/{token}"
    stranger.post(link, data={"name": "Ada", "password": STRONG, "zone": "UTC"})

    again = stranger.post(link, data={"name": "Eve", "password": STRONG, "zone": "UTC"})

    assert (again.status_code, stranger.get(link).status_code) == (410, 410)
    assert [person.name for person in people(session)] == ["Ada"]


def test_an_invitation_ends_after_a_week(stranger, saved):
    invitation, token = make_invitation(at=datetime.now(UTC) - timedelta(days=7, seconds=1))
    saved(invitation)

    assert stranger.get(f"/account/invitation/{token}").status_code == 410


def test_an_invented_invitation_is_over(stranger):
    assert stranger.get("/account/invitation/invented").status_code == 410


def test_an_invitation_with_a_weak_passphrase_stays_open(stranger, saved, session):
    invitation, token = make_invitation()
    saved(invitation)

    answer = stranger.post(
        f"/account/invitation/{token}",
        data={"name": "Ada", "password": "director@example.org", "zone": "UTC"},
    )

    assert answer.status_code == 422
    assert "This is easy to guess." in answer.text
    assert look(session, select(Invitation))[0].used_at is None
    assert len(people(session)) == 0


def test_an_invitation_for_somebody_with_an_account_adds_the_role_only(stranger, saved, session):
    person = make_person(Role.APPLICANT, email="ada@example.org")
    password = person.password
    invitation, token = make_invitation(Role.REVIEWER, "Ada@example.org")
    saved(person, invitation)

    stranger.post(f"/account/invitation/{token}", data={"name": "Eve", "password": "stolen otters lend"})

    assert len(people(session)) == 1
    assert people(session)[0].password == password
    assert {one.role for one in look(session, select(Appointment))} == {
        Role.APPLICANT,
        Role.REVIEWER,
    }


def test_the_command_prints_a_link_that_works(app, stranger, session):
    result = app.test_cli_runner().invoke(
        args=["people", "invite", "first@example.org", "--role", "administrator"]
    )

    link = result.stdout.strip().removeprefix("http://127.0.0.1:5000")
    assert result.exit_code == 0
    assert "As administrator, with the address first@example.org." in stranger.get(link).text


def test_the_command_refuses_what_is_no_address(app, session):
    result = app.test_cli_runner().invoke(args=["people", "invite", "first", "--role", "director"])

    assert result.exit_code == 2
    assert look(session, select(Invitation)) == []
