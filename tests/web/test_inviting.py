"""The office invites by mail: the link works once, is seen by nobody else, and can be taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.factories import make_person
from tests.web.looking import kinds, letters, look, path_in
from training.domain.roles import Role
from training.models import Invitation, Person

AT = "/people/invitations"
NORA = {"email": " Nora@Example.org", "role": "reviewer"}


@pytest.fixture
def rena(saved):
    return saved(make_person(Role.REGISTRAR, name="Rena Office", email="rena@example.org"))


@pytest.fixture
def office(sign_in, rena):
    return sign_in(rena)


def invitations(session):
    return look(session, select(Invitation).order_by(Invitation.id))


def test_the_link_goes_to_the_address_and_works_once(office, rena, stranger, session):
    page = office.post(AT, data=NORA, follow_redirects=True)
    (letter,) = letters(session)
    assert (letter.to, letter.subject) == ("nora@example.org", "An invitation")
    link = path_in(letter)
    assert link.rpartition("/")[2] not in page.text
    assert "nora@example.org" in page.text
    assert kinds(session, rena)[-1] == "account.invite"

    joined = {"name": "Nora Lind", "zone": "Europe/Oslo", "password": "eleven quiet lanterns"}
    assert stranger.post(link, data=joined).location == "/account/login"
    assert stranger.get(link).status_code == 410
    (nora,) = look(session, select(Person).where(Person.email == "nora@example.org"))
    session.refresh(nora, ["appointments"])
    assert [one.role for one in nora.appointments] == [Role.REVIEWER]
    session.commit()
    assert "nora@example.org" not in office.get(AT).text


def test_what_is_taken_back_does_not_work(office, rena, stranger, session):
    office.post(AT, data=NORA)
    (letter,), (one,) = letters(session), invitations(session)
    assert office.post(f"{AT}/{one.id}/withdraw").location == AT
    assert stranger.get(path_in(letter)).status_code == 410
    assert kinds(session, rena)[-1] == "account.invite_back"
    assert office.post(f"{AT}/{one.id}/withdraw").status_code == 404


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"email": ""}, "Type an e-mail address."),
        ({"email": "nora"}, "This does not look like an e-mail address."),
        ({"role": "intern"}, "Not a valid choice"),
        ({"role": ""}, "Choose a role."),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_invited(office, session, changed, error):
    answer = office.post(AT, data=NORA | changed)
    assert answer.status_code == 422
    assert error in answer.text or "Choose" in answer.text
    assert (invitations(session), letters(session)) == ([], [])


def test_nobody_invites_themselves(office, session):
    assert office.post(AT, data=NORA | {"email": "RENA@example.org"}).status_code == 409
    assert (invitations(session), letters(session)) == ([], [])


@pytest.mark.parametrize("role", [Role.CHAIR, Role.COORDINATOR, Role.INTERN])
def test_nobody_else_invites(sign_in, session, role):
    client = sign_in(make_person(role))
    assert [client.get(AT).status_code, client.post(AT, data=NORA).status_code] == [403, 403]
    assert invitations(session) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_a_constant_number_of_times(office, queries, number):
    for one in range(number):
        office.post(AT, data=NORA | {"email": f"nora{one}@example.org"})
    office.get(AT)
    with queries() as log:
        office.get(AT)
    assert len([one for one in log if one.startswith("SELECT")]) == 4, log


def test_what_is_over_is_not_listed(office, session):
    office.post(AT, data=NORA, follow_redirects=True)
    session.execute(update(Invitation).values(expires_at=datetime.now(UTC) - timedelta(minutes=1)))
    session.commit()
    assert "nora@example.org" not in office.get(AT).text
