"""Which pages go out compressed, and that none does whose length tells a secret."""

import gzip
import re

import pytest

from tests.factories import make_person
from training.domain.masking import unmask
from training.domain.roles import Role

GZIP = {"Accept-Encoding": "gzip, deflate, br"}
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
PUBLIC = ["/", "/program", "/verify", "/directory"]


@pytest.mark.parametrize("page", PUBLIC)
def test_a_stranger_gets_public_pages_compressed_and_the_same_as_plain(app, page):
    plain = app.test_client().get(page)
    compressed = app.test_client().get(page, headers=GZIP)

    assert "Content-Encoding" not in plain.headers
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.data) == plain.data
    assert compressed.content_length == len(compressed.data) < plain.content_length / 2
    assert [answer.headers["Vary"] for answer in (plain, compressed)] == ["Accept-Encoding, Cookie"] * 2


@pytest.mark.parametrize("refusal", ["gzip;q=0", "identity", "br", "identity;q=1, *;q=0"])
def test_who_does_not_take_gzip_gets_none(stranger, refusal):
    answer = stranger.get("/program", headers={"Accept-Encoding": refusal})

    assert "Content-Encoding" not in answer.headers
    assert answer.data.startswith(b"<!DOCTYPE html>")


def test_head_says_what_get_would_say(app):
    get, head = (
        app.test_client().open("/program", method=method, headers=GZIP) for method in ("GET", "HEAD")
    )

    named = ("Content-Encoding", "Content-Length", "Content-Type", "Vary", "Cache-Control")
    assert [head.headers[name] for name in named] == [get.headers[name] for name in named]
    assert head.data == b""


@pytest.mark.parametrize("page", ["/account/login", "/account/register", "/account/reset"])
def test_a_page_with_a_token_shows_it_masked_anew_each_time(stranger, page):
    answers = [stranger.get(page, headers=GZIP) for _twice in range(2)]

    tokens = [TOKEN.search(gzip.decompress(answer.data).decode()).group(1) for answer in answers]
    payloads = [unmask(token).split(".")[0] for token in tokens]
    assert payloads[0] == payloads[1]  # the session's own
    assert tokens[0][:20] != tokens[1][:20]


def test_a_token_that_was_never_masked_is_refused(app, stranger, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", value=True)
    masked = TOKEN.search(stranger.get("/account/reset").text).group(1)

    answers = [
        stranger.post("/account/reset", data={"email": "nobody@example.org", "csrf_token": token})
        for token in (unmask(masked), "nonsense", masked[:-4], masked)
    ]

    assert [answer.status_code for answer in answers] == [400, 400, 400, 302]


def test_whoever_is_signed_in_gets_their_own_pages_compressed(sign_in):
    client = sign_in(make_person())

    assert client.get("/account/", headers=GZIP).headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("page", ["/account/?page=2", "/application"])
def test_where_others_put_words_beside_what_is_secret_nothing_is_compressed(sign_in, page):
    answer = sign_in(make_person(Role.APPLICANT)).get(page, headers=GZIP)

    assert (answer.status_code, "Content-Encoding" in answer.headers) == (200, False)


def test_refusals_which_repeat_what_was_typed_are_not_compressed(stranger):
    answer = stranger.get("/verify?number=nothing-like-a-number", headers=GZIP)

    assert (answer.status_code, "Content-Encoding" in answer.headers) == (422, False)
