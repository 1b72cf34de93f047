"""Codes and recovery codes that work once, and the gate for those who must have a second factor."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import PASSPHRASE
from tests.factories import make_person
from tests.web.looking import kinds, people
from training.domain.roles import Role
from training.queries.account import by_email
from training.web.signing import prove


@pytest.fixture
def factory(app):
    return app.extensions["security"].totp_factory


@pytest.fixture
def guarded(app, factory, saved):
    """Somebody who has a second factor."""
    with app.app_context():
        person = make_person(Role.THERAPIST)
        person.tf_primary_method, person.tf_totp_secret = "authenticator", factory.generate_totp_secret()
    return saved(person)


@pytest.fixture
def code(app, factory, guarded):
    with app.app_context():
        return factory.generate_totp_password(guarded.tf_totp_secret)


def first_step(client, person):
    return client.post("/account/login", data={"email": person.email, "password": PASSPHRASE})


def test_the_passphrase_alone_does_not_let_in(stranger, guarded):
    assert first_step(stranger, guarded).location.startswith("/account/tf-validate")
    assert stranger.get("/account/tf-validate").status_code == 200
    assert stranger.get("/account/").status_code == 302


def test_the_code_lets_in_and_works_once(stranger, app, guarded, code):
    first_step(stranger, guarded)
    assert stranger.post("/account/tf-validate", data={"code": code}).location == "/"
    assert stranger.get("/account/").status_code == 200

    thief = app.test_client()
    first_step(thief, guarded)
    assert thief.post("/account/tf-validate", data={"code": code}).status_code == 422
    assert thief.get("/account/").status_code == 302


def test_wrong_codes_count_like_wrong_passphrases(stranger, guarded, session, code):
    first_step(stranger, guarded)
    for _ in range(10):
        assert stranger.post("/account/tf-validate", data={"code": "000000"}).status_code == 422

    assert stranger.post("/account/tf-validate", data={"code": code}).status_code == 422
    assert people(session)[0].failed_attempts == 10


def test_setting_up_shows_a_key_and_asks_for_its_code(sign_in, app, factory, session):
    person = make_person(Role.THERAPIST)
    client = sign_in(person)
    page = client.post("/account/tf-setup", data={"setup": "authenticator"})
    where = re.search(r'action="(/account/tf-setup/[^"]+)"', page.text).group(1)
    key = re.search(r"<code>([A-Z0-9-]+)</code>", page.text).group(1)

    assert client.post(where, data={"code": "000000"}).location == "/account/tf-setup"
    assert people(session)[0].tf_primary_method is None

    with app.app_context():
        right = factory._totp(key=key.replace("-", "")).generate().token
    assert client.post(where, data={"code": right}).location == "/account/"
    person = people(session)[0]
    assert person.tf_primary_method == "authenticator"
    assert key.replace("-", "") not in person.tf_totp_secret
    assert "account.second_factor" in kinds(session, person)


def recovery_codes(page):
    return re.findall(r"<code>([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4})</code>", page.text)


def test_a_recovery_code_lets_in_once_and_is_stored_sealed(sign_in, stranger, app, guarded, session):
    codes = recovery_codes(sign_in(guarded).post("/account/mf-recovery-codes"))
    assert len(codes) == 8
    assert codes[0] not in str(people(session)[0].mf_recovery_codes)

    first_step(stranger, guarded)
    assert stranger.get("/account/mf-recovery").status_code == 200
    assert stranger.post("/account/mf-recovery", data={"code": codes[0].upper()}).location == "/"

    other = app.test_client()
    first_step(other, guarded)
    assert other.post("/account/mf-recovery", data={"code": codes[0]}).status_code == 422


def test_turning_it_off_is_written_down(sign_in, guarded, session):
    sign_in(guarded).post("/account/tf-setup", data={"setup": "disable"})

    person = people(session)[0]
    assert (person.tf_primary_method, person.tf_totp_secret) == (None, None)
    assert "account.second_factor_off" in kinds(session, person)


@pytest.fixture
def demanding(app):
    app.config["SECOND_FACTOR_DEMANDED"] = True
    yield
    app.config["SECOND_FACTOR_DEMANDED"] = False


@pytest.mark.parametrize("role", [Role.CHAIR, Role.THERAPIST, Role.MENTOR, Role.REGISTRAR, Role.INSTRUCTOR])
def test_the_gate_leads_who_sees_others_to_set_one_up(sign_in, demanding, role):
    client = sign_in(make_person(role))

    assert client.get("/account/").location == "/account/tf-setup"
    assert client.get("/account/tf-setup").status_code == 200
    assert client.post("/account/logout").status_code == 302


def test_the_gate_is_open_for_an_applicant(sign_in, demanding):
    assert sign_in(make_person(Role.APPLICANT)).get("/account/").status_code == 200


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.INTERN, Role.THERAPIST, Role.CHAIR])
def test_the_gate_is_shut_for_every_other_role(sign_in, demanding, role):
    assert sign_in(make_person(role)).get("/account/").location == "/account/tf-setup"


def test_the_gate_is_open_with_a_second_factor(sign_in, demanding, guarded):
    assert sign_in(guarded).get("/account/").status_code == 200


@pytest.mark.parametrize("path", ["/account/tf-rescue", "/account/tf-select"])
def test_doors_we_do_not_use_are_closed(sign_in, path):
    assert sign_in(make_person()).get(path).status_code == 404


def proving(app, person, **data):
    """What `prove` says of a signing form that this person sent."""
    from flask_login import login_user

    from training.extensions import db
    from training.forms.signing import SigningForm

    with app.test_request_context("/", method="POST", data=data):
        login_user(db.session.scalar(by_email(person.email)), force=True)
        form = SigningForm()
        proof = prove(form) if form.validate() else None
        return proof, form.errors


def test_signing_asks_for_the_code_too(app, guarded, code):
    assert proving(app, guarded, passphrase=PASSPHRASE)[1] == {"code": ["Type the six digits."]}
    proof, errors = proving(app, guarded, passphrase=PASSPHRASE, code=code)
    assert (proof.assurance, errors) == ("passphrase and code", {})


def test_signing_without_second_factor_asks_for_the_passphrase_only(app, saved):
    person = saved(make_person(Role.THERAPIST))

    assert proving(app, person, passphrase=PASSPHRASE)[0].assurance == "passphrase"
    proof, errors = proving(app, person, passphrase="wrong")
    assert (proof, list(errors)) == (None, ["passphrase"])


def test_signing_page_shows_the_code_to_those_who_have_one(app, guarded, saved):
    plain = saved(make_person(Role.THERAPIST))

    assert ['name="code"' in signing_page(app, person) for person in (guarded, plain)] == [True, False]


def signing_page(app, person):
    from flask import render_template_string
    from flask_login import login_user

    from training.extensions import db
    from training.forms.signing import SigningForm

    with app.test_request_context("/"):
        login_user(db.session.scalar(by_email(person.email)), force=True)
        return render_template_string(
            '{% from "_macros/forms.html" import field, form %}'
            "{% call form(signing) %}{{ field(signing.passphrase) }}{% endcall %}",
            signing=SigningForm(),
        )


def test_signing_rests_with_the_account(app, guarded, code, session):
    guarded.failed_attempts, guarded.locked_until = 10, datetime.now(UTC) + timedelta(minutes=15)
    session.commit()

    proof, errors = proving(app, guarded, passphrase=PASSPHRASE, code=code)

    assert proof is None
    assert errors["passphrase"][-1].startswith("Too many wrong tries.")
