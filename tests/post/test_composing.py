"""Every mail the product can send: the same words in both parts, one link, nothing read over a shoulder."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from flask import render_template

from tests.factories import NOON, make_person, program
from tests.factories_post import write_letter
from training.actions.account import Message, send
from training.actions.post import enqueue
from training.models import Letter
from training.post.composing import compose
from training.post.transport import Refused
from training.web.account.settings import SUBJECTS

SENDER, OFFICE = "post@training.example.org", "office@example.org"
LINK = "https://training.example.org/somewhere/8Kd2-x_Qp7vT1?a=1&b=2"

# What the training is about, what somebody wrote, and how it was judged.
SENSITIVE = re.compile(
    r"\b(surrogate|partner|sex|intima|erotic|nud[ei]|touch|therap|psych|trauma|abuse|diagnos|health"
    r"|consent|essay|questionnaire|declin|reject|refus|fail|judg|not recommend)\w*",
    re.IGNORECASE,
)
SEEN_BESIDE_THE_SUBJECT = 140  # characters, on the lock screen of a large phone

ACCOUNT = {
    "change_email_instructions": "SECURITY_CHANGE_EMAIL_SUBJECT",
    "change_notice": "SECURITY_EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE",
    "confirmation_instructions": "SECURITY_EMAIL_SUBJECT_CONFIRM",
    "reset_instructions": "SECURITY_EMAIL_SUBJECT_PASSWORD_RESET",
    "reset_notice": "SECURITY_EMAIL_SUBJECT_PASSWORD_NOTICE",
    "welcome": "SECURITY_EMAIL_SUBJECT_REGISTER",
    "welcome_existing": "SECURITY_EMAIL_SUBJECT_REGISTER",
    "new_device": "A sign-in from another browser",
    "second_factor": "Your sign-in was changed",
    "invitation": "An invitation",
}
TOLD = {
    "until": "11 January 2027",
    "where": "Firefox on Linux",
    "when": "4 January 2027, 12:00",
    "what": "A passkey was added.",
}
FILL = {
    "name": "Ines Moreau",
    "applicant": "Leïla Benali",
    "referee": "Dr. Pradeep Nair",
    "body": program().body.name,
    "program": program().title,
    "link": LINK,
    "reply_by": "5 January 2027",
    "date": "4 January 2027",
    "days": "60",
    "cohort": "the next course",
    "conditions": "The offer has no conditions.",
    "reasons": "Not enough experience yet.",
    "advice": "You may apply again in a year.",
    "parts": "– Letter of interest and intent",
    "period": "October 2026",
    "count": "6",
    "hours": "7 h 45",
}


def of_program(kind):
    person = make_person(name="Ines Moreau")
    return enqueue(
        person.chain, program().letter(kind), key=f"{kind}:1", to=person.email, fill=FILL, due_at=NOON
    )


def of_account(app, kind, **more):
    person = make_person(name="Ines Moreau")
    links = {"link": LINK, "reset_link": LINK, "confirmation_link": LINK} | TOLD | more
    with app.test_request_context():
        text = render_template(f"security/email/{kind}.txt", user=SimpleNamespace(name=person.name), **links)
    return send(
        person.chain, Message(kind, person.email, SUBJECTS.get(ACCOUNT[kind], ACCOUNT[kind]), text), at=NOON
    )


@pytest.fixture(params=[*(letter.id for letter in program().letters), *ACCOUNT])
def mail(request, app):
    letter = of_account(app, request.param) if request.param in ACCOUNT else of_program(request.param)
    return compose(letter, sender=SENDER, at=NOON, answers_to=OFFICE)


def plain(mail):
    return mail.get_body(("plain",)).get_content()


def page(mail):
    return BeautifulSoup(mail.get_body(("html",)).get_content(), "html.parser")


def flat(text):
    return " ".join(text.split())


def test_no_kind_of_account_letter_is_left_out():
    files = Path("templates/security/email").glob("*.txt")

    assert sorted(file.stem for file in files) == sorted(ACCOUNT)


def test_both_parts_say_the_same(mail):
    said = [flat(one.get_text()) for one in page(mail).select(".sheet > p:not(.sender)")]

    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert flat(plain(mail)).replace("Open the page: ", "Open the page ") == " ".join(said)
    assert page(mail).h1.get_text() == page(mail).title.get_text() == mail["Subject"]


def test_there_is_one_link_and_it_is_the_same(mail):
    (address,) = re.findall(r"https?://\S+", plain(mail))

    assert [link["href"] for link in page(mail).find_all(href=True)] == [address]
    assert page(mail).select_one(".address").get_text() == address


def test_nothing_is_fetched_or_run(mail):
    html = mail.get_body(("html",)).get_content()

    assert page(mail).find_all(["img", "link", "script", "iframe", "form", "base", "object"]) == []
    assert page(mail).find_all(src=True) == []
    assert (
        re.findall(r"url\(|@import|@font-face|https?://(?!training\.example\.org|127\.0\.0\.1)", html) == []
    )


def test_nothing_sensitive_is_seen_before_it_is_opened(mail):
    preview = flat(page(mail).select_one(".preview").get_text())
    first_words = flat(re.sub(r"https?://\S+", "", plain(mail)))[:SEEN_BESIDE_THE_SUBJECT]
    outside = [mail["Subject"], str(mail["From"]), str(mail["Reply-To"]), preview, first_words]

    assert [SENSITIVE.findall(words) for words in outside] == [[]] * 5
    assert preview.startswith("Open it when you have a quiet moment.")


def test_it_says_why_it_came_and_where_to_turn(mail):
    last = page(mail).select_one(".why").get_text()

    assert re.match(r"You get this letter because \w", last)
    assert last.endswith("If you have a question, simply answer this letter: the training office reads it.")


def test_headers_are_those_of_a_letter_nobody_typed(mail):
    names = ["From", "To", "Reply-To", "Auto-Submitted", "X-Auto-Response-Suppress", "Content-Language"]

    assert [str(mail[name]) for name in names] == [
        f"Training office <{SENDER}>",
        mail["To"],
        OFFICE,
        "auto-generated",
        "OOF, AutoReply",
        "en",
    ]
    assert mail["List-Unsubscribe"] is None


def test_an_address_waiting_to_be_confirmed_is_all_an_account_letter_asks_for(app):
    waits = of_account(app, "welcome_existing").text
    confirmed = of_account(app, "welcome_existing", confirmation_link="").text

    assert "It still waits for you to confirm the address." in waits
    assert "choose a new one here" not in waits
    assert "choose a new one here" in confirmed


def test_an_address_in_a_name_is_no_link_of_ours():
    letter = write_letter(make_person().chain, name="https://evil.example/ <b>Ines</b>")

    html = page(compose(letter, sender=SENDER, at=NOON))

    assert [link["href"] for link in html.find_all("a")] == ["https://training.example.org/reference/tok-3n"]
    assert html.select(".words")[0].get_text() == "Dear https://evil.example/ <b>Ines</b>,"


@pytest.mark.parametrize("broken", ["a@b.org\r\nBcc: all@b.org", "a@b.org\nBcc: all@b.org", "@"])
@pytest.mark.parametrize("place", ["to", "answers_to"])
def test_an_address_that_would_begin_another_header_is_refused(place, broken):
    letter = write_letter(make_person().chain, to=broken if place == "to" else "ines@example.org")
    answers_to = broken if place == "answers_to" else OFFICE

    with pytest.raises(Refused, match="cannot stand in a mail"):
        compose(letter, sender=SENDER, at=NOON, answers_to=answers_to)


def test_a_subject_with_a_line_break_is_refused():
    letter = Letter(key="k", kind="hello", to="a@b.org", subject="Hello\r\nBcc: all@b.org", text="Hello.")

    with pytest.raises(Refused, match="cannot stand in a mail"):
        compose(letter, sender=SENDER, at=NOON)
