"""The doors as a real installation has them: tokens on every form, limits, strong hashes, the gate closed."""

import re
import shutil
from statistics import median
from time import perf_counter

import pytest

from tests.conftest import PASSPHRASE
from tests.factories import make_person
from training import create_app
from training.config import Settings
from training.domain.roles import Role
from training.extensions import db, limiter

WRONG = "not this one at all"


@pytest.fixture
def real(empty_sqlite, tmp_path):
    """An app as in production, on an empty copy of the test's database."""
    shutil.copy(empty_sqlite, tmp_path / "training.sqlite3")
    made = create_app(Settings.from_env({"TRAINING_ENVIRONMENT": "production", "DATA_DIR": str(tmp_path)}))
    limiter.reset()
    yield made
    limiter.enabled = False  # one limiter for all apps of the process
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def person(real):
    """Somebody who may sign in there, as plain values."""
    from flask_security import hash_password

    with real.app_context():
        made = make_person(Role.APPLICANT, email="ines@example.org")
        made.password = hash_password(PASSPHRASE)
        db.session.add(made)
        db.session.commit()
        return made.email, made.password


def token_on(client, path):
    return re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text).group(1)


def try_once(client, email, password, address="192.0.2.1"):
    return client.post(
        "/account/login",
        data={"email": email, "password": password, "csrf_token": token_on(client, "/account/login")},
        environ_overrides={"REMOTE_ADDR": address},
        base_url="https://localhost",
        headers={"Referer": "https://localhost/account/login"},
    )


def test_passphrases_are_stored_with_argon2id_at_the_strength_owasp_asks(person):
    """https://cheatsheetseries.owasp.org: argon2id, at least m=19456 with t=2 and p=1."""
    _email, stored = person

    assert stored.startswith("$argon2id$v=19$m=19456,t=3,p=1$")


@pytest.mark.parametrize(
    "path",
    [
        "/account/login",
        "/account/register",
        "/account/reset",
        "/account/confirm",
        "/account/confirm/token",
        "/account/reset/token",
        "/account/logout",
        "/account/change",
        "/account/change-email",
        "/account/tf-setup",
        "/account/tf-validate",
        "/account/mf-recovery",
        "/account/mf-recovery-codes",
        "/account/invitation/token",
        "/account/",
        "/account/sessions/others",
        "/account/sessions/1/end",
    ],
)
@pytest.mark.parametrize("token", [None, "", "wrong", "ünlesbar"])
def test_every_post_without_its_token_is_refused(real, path, token):
    data = {} if token is None else {"csrf_token": token}

    answer = real.test_client().post(path, data=data)

    assert answer.status_code == 400
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_with_its_token_the_sign_in_is_taken(real, person):
    assert try_once(real.test_client(), person[0], PASSPHRASE).location == "/"


def test_eleventh_wrong_try_from_one_address_is_told_to_wait(real):
    client = real.test_client()
    answers = [try_once(client, f"nobody{n}@example.org", WRONG) for n in range(11)]

    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 300
    assert "A little slower, please" in answers[-1].text
    assert answers[-1].headers["X-Frame-Options"] == "DENY"


def test_eleventh_wrong_try_for_one_account_is_told_to_wait_from_everywhere(real):
    client = real.test_client()
    answers = [try_once(client, "nobody@example.org", WRONG, f"192.0.2.{n}") for n in range(11)]

    assert [answer.status_code for answer in answers] == [422] * 10 + [429]


def test_right_tries_are_not_counted(real, person):
    codes = {try_once(real.test_client(), person[0], PASSPHRASE).status_code for _ in range(12)}

    assert codes == {302}


def test_letters_are_limited_to_five_a_day_for_one_account(real):
    client = real.test_client()
    data = {"email": "nobody@example.org"}
    codes = []
    for _ in range(6):
        data["csrf_token"] = token_on(client, "/account/reset")
        codes.append(client.post("/account/reset", data=data).status_code)

    assert codes == [302] * 5 + [429]


def test_a_known_and_an_unknown_account_take_about_the_same_time(real, person):
    """The same work in both: one argon2 hash. The bound is generous, as machines differ."""
    limiter.enabled = False
    client = real.test_client()

    def seconds(email):
        began = perf_counter()
        try_once(client, email, WRONG)
        return perf_counter() - began

    known, unknown = [], []
    for _ in range(7):
        known.append(seconds(person[0]))
        unknown.append(seconds("nobody@example.org"))
    assert 0.6 < median(known) / median(unknown) < 1.7


def test_production_demands_a_second_factor_of_staff(real):
    assert real.config["SECOND_FACTOR_DEMANDED"] is True


def test_keys_are_made_once_and_only_their_owner_reads_them(real):
    folder = real.extensions["settings"].data_dir
    names = ("salt.key", "totp.key", "recovery.key")

    assert [(folder / name).stat().st_mode & 0o777 for name in names] == [0o600] * 3
    assert len({(folder / name).read_text() for name in names}) == 3


def test_the_demo_offers_its_people_and_only_the_demo(real, empty_sqlite, tmp_path):
    assert "Look around as" not in real.test_client().get("/account/login").text

    shutil.copy(empty_sqlite, tmp_path / "training.sqlite3")
    demo = create_app(Settings.from_env({"TRAINING_ENVIRONMENT": "demo", "DATA_DIR": str(tmp_path)}))
    with demo.app_context():
        db.session.add(make_person(Role.CHAIR, email="chair@demo.example.org", name="Ruth Okafor"))
        db.session.commit()
        db.engine.dispose()
    page = demo.test_client().get("/account/login").text

    assert "Sign in as chair" in page
    assert "Sign in as director" not in page
