"""Which pages go out compressed, and that no page with a secret does."""

import gzip

import pytest

from tests.factories import make_person

GZIP = {"Accept-Encoding": "gzip, deflate, br"}
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
def test_a_page_with_a_token_is_never_compressed(stranger, page):
    answer = stranger.get(page, headers=GZIP)

    assert 'name="csrf_token"' in answer.text
    assert "Content-Encoding" not in answer.headers


def test_whoever_has_a_session_gets_nothing_compressed(stranger, sign_in):
    stranger.get("/account/login")

    answers = [stranger.get("/program", headers=GZIP), sign_in(make_person()).get("/", headers=GZIP)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert ["Content-Encoding" in answer.headers for answer in answers] == [False, False]


def test_refusals_which_repeat_what_was_typed_are_not_compressed(stranger):
    answer = stranger.get("/verify?number=nothing-like-a-number", headers=GZIP)

    assert (answer.status_code, "Content-Encoding" in answer.headers) == (422, False)
