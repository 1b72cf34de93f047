"""Which names this site answers to."""

import pytest
from werkzeug.test import Client

from training.web.requests import OwnNames

HOSTS = {
    "training.example": 200,
    "training.example:443": 200,
    "TRAINING.example": 200,
    "localhost": 200,
    "127.0.0.1:5000": 200,
    "evil.example": 400,
    "training.example.evil.example": 400,
    "training.example@evil.example": 400,
    "": 400,
}


def asked(app, base_url, host):
    return Client(OwnNames(app.wsgi_app, base_url)).get("/healthz", headers={"Host": host})


@pytest.mark.parametrize(("host", "status"), HOSTS.items())
def test_only_its_own_name_is_answered_to(app, host, status):
    answer = asked(app, "https://training.example", host)
    assert answer.status_code == status
    if status == 400:
        assert (answer.text, answer.mimetype) == ("This site does not answer to that name.", "text/plain")


def test_without_an_address_any_name_is(app):
    assert asked(app, "", "anything.example").status_code == 200
