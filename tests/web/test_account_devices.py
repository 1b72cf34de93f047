"""The first sign-in from another browser is told; what changes the ways in is told too."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from tests.conftest import PASSPHRASE
from tests.factories import make_person
from tests.web.looking import kinds
from training.domain.roles import Role
from training.models import Event, Letter

FIREFOX = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


@pytest.fixture
def ines(saved):
    return saved(make_person(Role.APPLICANT, name="Ines Moreau", email="ines@example.org"))


@pytest.fixture
def enter(app, ines):
    """She signs in; with no browser given, in one that was never used."""

    def enter(client=None, person=ines, status=302, passphrase=PASSPHRASE):
        client = client or app.test_client()
        sent = {"email": person.email, "password": passphrase}
        answer = client.post("/account/login", data=sent, headers=FIREFOX)
        assert answer.status_code == status
        return client

    return enter


@pytest.fixture
def mails(session):
    """Kind, address and text of every mail about an account, in their order."""

    def look():
        session.rollback()
        session.expire_all()
        found = select(Letter).where(Letter.kind.in_(("new_device", "second_factor"))).order_by(Letter.id)
        return [(one.kind, one.to, one.text) for one in session.scalars(found)]

    return look


def test_the_first_browser_of_all_is_no_surprise(enter, ines, mails, session):
    enter()
    assert mails() == []
    assert kinds(session, ines).count("account.new_device") == 1


def test_another_browser_is_told_with_its_name_and_the_hour(enter, mails, session):
    enter()
    enter()
    ((kind, to, text),) = mails()
    assert (kind, to) == ("new_device", "ines@example.org")
    assert "Firefox on Linux, on " in " ".join(text.split())
    assert "/account/reset" in text
    told = select(func.count()).where(Event.kind == "account.new_device")
    assert session.scalar(told) == 2


def test_a_browser_that_was_used_before_is_known_also_after_signing_out(enter, mails):
    client = enter()
    client.post("/account/logout")
    enter(client)
    assert mails() == []


def test_a_wrong_passphrase_makes_no_browser_known(enter, mails):
    enter()
    client = enter(status=422, passphrase="walk the wrong road")
    assert client.get_cookie("__Host-known") is None
    enter(client)
    assert len(mails()) == 1


def test_two_people_at_one_browser_are_both_known(enter, mails, saved):
    other = saved(make_person(Role.APPLICANT))
    client = enter()
    client.post("/account/logout")
    enter(client, other)
    for person in (other, None):
        client.post("/account/logout")
        enter(client, *([person] if person else []))
    assert mails() == []


def test_a_cookie_that_nobody_here_made_is_worth_nothing(enter, mails, app):
    enter()
    client = app.test_client()
    client.set_cookie("__Host-known", "0" * 32 + "." + "é", secure=True, path="/")
    enter(client)
    assert len(mails()) == 1


def test_the_cookie_says_nothing_of_anybody(enter, ines):
    cookie = enter().get_cookie("__Host-known")
    assert re.fullmatch(r"[0-9a-f]{32}", cookie.value)
    assert (cookie.secure, cookie.http_only, cookie.same_site) == (True, True, "Lax")


def test_setting_up_the_second_factor_is_told(app, ines, sign_in, mails):
    client = sign_in(ines)
    page = client.post("/account/tf-setup", data={"setup": "authenticator"}).text
    where = re.search(r'action="(/account/tf-setup/[^"]+)"', page).group(1)
    key = re.search(r"<code>([A-Z0-9-]+)</code>", page).group(1)
    with app.app_context():
        right = app.extensions["security"].totp_factory._totp(key=key.replace("-", "")).generate().token
    client.post(where, data={"code": right})
    assert [(kind, "set up or changed" in text) for kind, _to, text in mails()] == [("second_factor", True)]


def test_new_recovery_codes_are_told_and_recorded(app, saved, sign_in, mails, session):
    with app.app_context():
        person = make_person(Role.THERAPIST)
        secret = app.extensions["security"].totp_factory.generate_totp_secret()
    person.tf_primary_method, person.tf_totp_secret = "authenticator", secret
    person.confirmed_at = datetime.now(UTC)
    answer = sign_in(saved(person)).post("/account/mf-recovery-codes")
    assert answer.status_code == 200
    assert [(kind, "New recovery codes" in text) for kind, _to, text in mails()] == [("second_factor", True)]
    assert kinds(session, person).count("account.recovery_codes") == 1
