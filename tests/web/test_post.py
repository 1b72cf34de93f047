"""The page of the post, and the demo's mailbox."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from sqlalchemy import select

from tests.factories import NOON, make_person
from tests.factories_post import LINK, write_letter
from training import create_app
from training.config import Settings
from training.domain.roles import Role
from training.models import Letter, LetterStatus
from training.post import mailbox
from training.post.composing import compose


@pytest.fixture
def failed(saved):
    letter = write_letter(saved(make_person()).chain)
    letter.status, letter.problem, letter.attempts = LetterStatus.FAILED, "The server said no.", 8
    return saved(letter)


def test_a_failed_letter_is_shown_with_its_reason_and_goes_out_again_on_request(session, sign_in, failed):
    registrar = sign_in(make_person(Role.REGISTRAR))
    page = registrar.get("/staff/post/").text

    answer = registrar.post(f"/staff/post/{failed.id}/again")

    session.expire_all()
    letter = session.scalars(select(Letter)).one()
    assert "The server said no." in page
    assert answer.location == "/staff/post/"
    assert (letter.status, letter.attempts, letter.problem) == (LetterStatus.WAITING, 0, None)


def test_a_letter_that_has_not_failed_is_not_sent_again(session, saved, sign_in):
    letter = saved(write_letter(saved(make_person()).chain))
    registrar = sign_in(make_person(Role.REGISTRAR))

    assert registrar.post(f"/staff/post/{letter.id}/again").status_code == 409
    assert registrar.post("/staff/post/999/again").status_code == 404


def test_the_post_is_for_those_who_look_after_it(session, sign_in, stranger, failed):
    director = sign_in(make_person(Role.DIRECTOR))

    assert director.get("/staff/post/").status_code == 403
    assert director.post(f"/staff/post/{failed.id}/again").status_code == 403
    assert stranger.get("/staff/post/").status_code == 302
    session.expire_all()
    assert session.scalars(select(Letter.status)).one() is LetterStatus.FAILED


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_of_the_database_for_one_letter_and_for_three(saved, sign_in, queries, number):
    chain = saved(make_person()).chain
    saved(*(write_letter(chain, f"hello:{one}") for one in range(number)))
    registrar = sign_in(make_person(Role.REGISTRAR))

    with queries() as log:
        registrar.get("/staff/post/")

    assert len([statement for statement in log if statement.startswith("SELECT")]) == 5


def test_there_is_no_mailbox_outside_of_the_demo(stranger):
    assert stranger.get("/demo/mailbox").status_code == 404
    assert stranger.get("/demo/mailbox/abc").status_code == 404
    assert stranger.get("/demo/mailbox/abc/as-sent").status_code == 404


@pytest.fixture
def demo(tmp_path):
    (tmp_path / "demo").touch()
    return create_app(Settings.from_env({"DATA_DIR": str(tmp_path)}))


def test_a_stranger_in_the_demo_reads_a_mail_and_follows_its_link(demo, tmp_path):
    content = f"Message-ID: <1@x>\r\nTo: a@b.org\r\nSubject: Hello\r\n\r\nSee\r\n\r\n{LINK}\r\n<script>"
    name = mailbox.put(tmp_path / "mailbox", content.encode())
    stranger = demo.test_client()

    assert f'href="/demo/mailbox/{name}"' in stranger.get("/demo/mailbox").text
    page = stranger.get(f"/demo/mailbox/{name}").text
    assert f'<a href="{LINK}"' in page
    assert "<p>See</p>" in page
    assert "&lt;script&gt;" in page
    assert stranger.get("/demo/mailbox/..%2fsecret").status_code == 404
    assert "as-sent" not in page
    assert stranger.get(f"/demo/mailbox/{name}/as-sent").status_code == 404


def test_the_html_of_a_mail_is_a_page_that_may_do_nothing(demo, tmp_path):
    letter = write_letter(make_person().chain, name="<script>alert(1)</script>")
    mail = compose(letter, sender="post@training.example.org", at=NOON)
    name = mailbox.put(tmp_path / "mailbox", mail.as_bytes())
    stranger = demo.test_client()

    answer = stranger.get(f"/demo/mailbox/{name}/as-sent")

    policy = answer.headers["Content-Security-Policy"].split("; ")
    (style,) = re.findall("<style>(.*?)</style>", answer.text, re.DOTALL)
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    assert f'href="/demo/mailbox/{name}/as-sent"' in stranger.get(f"/demo/mailbox/{name}").text
    assert "Dear &lt;script&gt;alert(1)&lt;/script&gt;," in answer.text
    assert policy == [
        "default-src 'none'",
        f"style-src 'sha256-{hashed}'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "sandbox",
    ]
    assert (answer.headers["X-Frame-Options"], answer.headers["X-Content-Type-Options"]) == (
        "DENY",
        "nosniff",
    )
