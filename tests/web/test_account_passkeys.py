"""Passkeys: added, used, removed; and everything that is no passkey does not let in."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from tests.authenticator import Device
from tests.conftest import PASSPHRASE
from tests.factories import make_person
from tests.web.looking import kinds, look
from training.domain.roles import Role
from training.models import Letter, Passkey


@pytest.fixture
def ines(saved):
    return saved(make_person(Role.APPLICANT, name="Ines Moreau", email="ines@example.org"))


@pytest.fixture
def device():
    return Device()


@pytest.fixture
def add(sign_in, ines):
    """She adds a device; the answer."""

    def add(device, client=None, person=ines, **changed):
        client = client or sign_in(person)
        said = device.register(json.loads(client.post("/account/passkeys/options").text))
        return client.post("/account/passkeys", data={"name": "my phone", "credential": said} | changed)

    return add


@pytest.fixture
def enter(app):
    """Somebody comes with a device; the answer, and their browser."""

    def enter(device, client=None, **changed):
        client = client or app.test_client()
        said = device.sign_in(json.loads(client.post("/account/passkey/options").text))
        return client.post("/account/passkey", data={"credential": said} | changed), client

    return enter


def stored(session):
    return look(session, select(Passkey))


def test_a_device_is_added_on_the_record_and_told_by_mail(add, device, ines, session):
    answer = add(device)

    assert (answer.status_code, answer.location) == (302, "/account/passkeys")
    (one,) = stored(session)
    assert (one.person_id, one.name, one.credential_id, one.used_at) == (ines.id, "my phone", device.id, None)
    assert kinds(session, ines)[-1] == "account.passkey"
    (letter,) = look(session, select(Letter))
    assert (letter.to, "A passkey was added" in letter.text) == ("ines@example.org", True)


def test_the_device_lets_in_alone_and_the_day_is_kept(add, device, enter, session):
    add(device)
    answer, client = enter(device)
    assert (answer.status_code, answer.location) == (302, "/")
    assert "Ines Moreau" in client.get("/account/").text
    assert stored(session)[0].used_at is not None


def test_a_device_that_counts_nothing_lets_in_again_and_again(add, enter):
    device = Device(counts=False)
    add(device)
    assert [enter(device)[0].status_code for _time in range(2)] == [302, 302]


def test_where_somebody_wanted_to_go_they_come_and_nowhere_else(add, device, enter):
    add(device)
    assert enter(device, next="/account/readings")[0].location == "/account/readings"
    assert enter(device, next="https://elsewhere.example/")[0].location == "/"


def refused(answer, client):
    return answer.status_code == 409 and client.get("/account/").status_code == 302


def test_an_answer_works_once(add, device, app):
    add(device)
    client = app.test_client()
    said = device.sign_in(json.loads(client.post("/account/passkey/options").text))
    assert client.post("/account/passkey", data={"credential": said}).status_code == 302
    client.post("/account/logout")

    assert refused(client.post("/account/passkey", data={"credential": said}), client)
    thief = app.test_client()
    thief.post("/account/passkey/options")
    assert refused(thief.post("/account/passkey", data={"credential": said}), thief)


@pytest.mark.parametrize("origin", ["http://localhost:81", "https://localhost", "http://evil.example"])
def test_an_answer_given_to_another_site_is_refused(add, device, enter, origin):
    add(device)
    device.origin = origin
    assert refused(*enter(device))


def test_a_device_that_did_not_ask_who_holds_it_is_refused(add, device, enter):
    add(device)
    device.flags = 0x01
    assert refused(*enter(device))


def test_a_copy_is_found_by_its_counter(add, device, enter, caplog):
    add(device)
    assert enter(device)[0].status_code == 302
    device.counter -= 1
    assert refused(*enter(device))
    assert "a passkey may have been copied" in caplog.text


def test_a_key_nobody_added_and_one_of_another_person_are_refused_alike(add, device, enter):
    add(device)
    other = Device()
    stranger, client = enter(other)
    assert refused(stranger, client)
    other.id = device.id  # it claims to be hers and signs with its own
    forged, client = enter(other)
    assert refused(forged, client)
    main = [BeautifulSoup(one.text, "html.parser").select_one("main h1").text for one in (stranger, forged)]
    assert main[0] == main[1]


@pytest.mark.parametrize("said", ["", "{}", "[]", "junk", '{"rawId": 7}', '{"rawId": "Ä"}', "9" * 20_001])
def test_junk_is_refused(app, said):
    client = app.test_client()
    client.post("/account/passkey/options")
    assert refused(client.post("/account/passkey", data={"credential": said}), client)


def test_an_answer_that_took_too_long_is_refused(add, device, app, monkeypatch):
    add(device)
    client = app.test_client()
    said = device.sign_in(json.loads(client.post("/account/passkey/options").text))
    late = datetime.now(UTC) + timedelta(minutes=6)
    monkeypatch.setattr("training.web.account.ceremony.now", lambda: late)
    assert refused(client.post("/account/passkey", data={"credential": said}), client)


@pytest.mark.parametrize(
    "change",
    [
        {"active": False},
        {"confirmed_at": None},
        {"locked_until": datetime(2100, 1, 1, tzinfo=UTC)},
    ],
)
def test_who_may_not_come_in_does_not_by_passkey_either(add, device, enter, ines, session, change):
    add(device)
    session.refresh(ines)
    for name, value in change.items():
        setattr(ines, name, value)
    session.commit()
    assert refused(*enter(device))


MISSING = (
    ({"name": " "}, "Give it a name."),
    ({"name": "x" * 61}, "At most 60"),
    ({"credential": ""}, "sent no passkey"),
)


@pytest.mark.parametrize(("changed", "error"), MISSING)
def test_what_is_missing_is_said_and_nothing_is_added(add, device, session, changed, error):
    answer = add(device, **changed)
    assert (answer.status_code, error in answer.text) == (422, True)
    assert stored(session) == []


def test_a_registration_is_no_sign_in_and_the_other_way_round(add, device, sign_in, ines, enter, session):
    client = sign_in(ines)
    said = device.register(json.loads(client.post("/account/passkeys/options").text))
    client.post("/account/passkey/options")
    assert client.post("/account/passkeys", data={"name": "x", "credential": said}).status_code == 409
    assert stored(session) == []


def test_an_eleventh_is_refused(add, sign_in, ines, session):
    client = sign_in(ines)
    answers = [add(Device(), client).status_code for _one in range(11)]
    assert answers == [302] * 10 + [409]
    assert len(stored(session)) == 10


def test_the_same_device_twice_is_refused(add, device, session):
    add(device)
    assert add(device).status_code == 409
    assert len(stored(session)) == 1


def test_a_removed_one_lets_nobody_in(add, device, sign_in, ines, enter, session):
    add(device)
    ref = stored(session)[0].ref
    assert sign_in(ines).post(f"/account/passkeys/{ref}/remove").status_code == 302
    assert refused(*enter(device))
    assert kinds(session, ines)[-1] == "account.passkey_off"


def test_nobody_removes_anothers(add, device, sign_in, session):
    add(device)
    other = sign_in(make_person(Role.APPLICANT))
    assert other.post(f"/account/passkeys/{stored(session)[0].ref}/remove").status_code == 404
    assert len(stored(session)) == 1


def test_after_half_an_hour_it_asks_who_is_there_first(add, device, sign_in, ines, session):
    client = sign_in(ines)
    with client.session_transaction() as kept:
        kept["fs_paa"] = (datetime.now(UTC) - timedelta(minutes=31)).timestamp()
    for method, path in (("GET", ""), ("POST", ""), ("POST", "/options"), ("POST", "/K-1/remove")):
        answer = client.open(f"/account/passkeys{path}", method=method)
        assert (answer.status_code, answer.location.startswith("/account/verify")) == (302, True)
    assert stored(session) == []


@pytest.fixture
def demanded(app, monkeypatch):
    monkeypatch.setitem(app.config, "SECOND_FACTOR_DEMANDED", not app.config["SECOND_FACTOR_DEMANDED"])


@pytest.fixture
def chair(demanded, saved):
    return saved(make_person(Role.CHAIR))


def test_a_passkey_is_second_factor_enough(chair, add, device, enter, sign_in):
    client = sign_in(chair)
    assert client.get("/account/").location == "/account/tf-setup"
    add(device, client)
    assert client.get("/account/").status_code == 200
    assert enter(device)[1].get("/account/").status_code == 200


def test_the_passphrase_alone_then_neither_suffices_nor_sets_up_another(
    chair, app, add, device, enter, sign_in
):
    add(device, person=chair, client=sign_in(chair))
    client = app.test_client()
    client.post("/account/login", data={"email": chair.email, "password": PASSPHRASE})

    for page in ("/", "/account/", "/account/tf-setup", "/account/passkeys", "/committee"):
        assert client.get(page).location == "/account/passkey"
    assert client.post("/account/tf-setup", data={"setup": "authenticator"}).location == "/account/passkey"
    assert client.get("/account/passkey").status_code == 200

    assert enter(device, client)[0].location == "/"
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_a_constant_number_of_times(add, sign_in, ines, queries, number):
    client = sign_in(ines)
    for _one in range(number):
        add(Device(), client)
    with queries() as log:
        client.get("/account/passkeys")
    assert len([one for one in log if one.startswith("SELECT")]) == 4, log
