"""The account page, where one is signed in, and ending sessions elsewhere."""

import pytest
from sqlalchemy import select

from tests.conftest import PASSPHRASE
from tests.factories import make_person
from tests.web.looking import kinds, look, people
from training.domain.roles import Role
from training.models import Person, SignIn
from training.web.sessions import browser

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/19.0 Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize(
    ("agent", "words"),
    [(FIREFOX, "Firefox on Linux"), (PHONE, "Safari on iPhone"), ("curl/8", "A browser"), ("", "A browser")],
)
def test_browser_is_called_as_people_say_it(agent, words):
    assert browser(agent) == words


@pytest.fixture
def twice(app, saved):
    """One person signed in with two browsers."""
    person = saved(make_person(Role.INTERN, name="Ines Moreau"))
    clients = []
    for agent in (FIREFOX, PHONE):
        client = app.test_client()
        client.post(
            "/account/login",
            data={"email": person.email, "password": PASSPHRASE},
            headers={"User-Agent": agent},
        )
        clients.append(client)
    return person, *clients


def test_account_says_who_one_is_and_where_one_is_signed_in(twice):
    person, here, _there = twice

    page = here.get("/account/")

    assert page.status_code == 200
    for words in (person.email, "Intern", "1 January 2024", "Firefox on Linux", "Safari on iPhone"):
        assert words in page.text
    assert page.headers["Cache-Control"] == "no-store, private"


def test_signing_out_there_ends_that_session_only(twice, session):
    _person, here, there = twice
    phone = look(session, select(SignIn).where(SignIn.agent == "Safari on iPhone"))[0]

    assert here.post(f"/account/sessions/{phone.id}/end").location == "/account/"

    assert (here.get("/account/").status_code, there.get("/account/").status_code) == (200, 302)


def test_signing_out_everywhere_else_keeps_this_one(twice):
    _person, here, there = twice

    here.post("/account/sessions/others")

    assert (here.get("/account/").status_code, there.get("/account/").status_code) == (200, 302)


def test_somebody_else_cannot_end_my_session(twice, sign_in, session):
    _person, here, _there = twice
    rows = look(session, select(SignIn))
    stranger = sign_in(make_person())

    for row in rows:
        stranger.post(f"/account/sessions/{row.id}/end")

    assert here.get("/account/").status_code == 200


def test_disabling_somebody_ends_their_sessions(twice, session):
    person, here, there = twice
    session.get(Person, person.id).active = False
    session.commit()

    assert (here.get("/account/").status_code, there.get("/account/").status_code) == (302, 302)


def test_session_number_beyond_all_numbers_is_not_found(sign_in):
    assert sign_in(make_person()).post(f"/account/sessions/{10**40}/end").status_code == 404


def test_describing_oneself_is_kept_and_written_down(sign_in, session):
    person = make_person(Role.INTERN)
    client = sign_in(person)

    answer = client.post("/account/", data={"name": "Ines  Moreau", "zone": "Europe/Lisbon"})

    person = people(session)[0]
    assert answer.location == "/account/"
    assert (person.name, person.zone) == ("Ines Moreau", "Europe/Lisbon")
    assert kinds(session, person)[-1] == "account.describe"


@pytest.mark.parametrize("data", [{"name": "", "zone": "UTC"}, {"name": "Ines", "zone": "Mars"}, {}])
def test_describing_oneself_wrongly_keeps_nothing(sign_in, session, data):
    person = make_person(Role.INTERN)
    client = sign_in(person)
    name = person.name

    assert client.post("/account/", data=data).status_code == 422

    assert people(session)[0].name == name


def test_account_asks_the_database_the_same_for_one_and_three_sessions(twice, app, queries):
    person, here, _there = twice
    here.get("/account/")
    with queries() as two:
        here.get("/account/")
    app.test_client().post("/account/login", data={"email": person.email, "password": PASSPHRASE})
    with queries() as three:
        here.get("/account/")

    assert len(two) == len(three) <= 8
