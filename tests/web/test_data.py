"""All that is kept about me, as a file: what is in it, and what is not."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from tests.factories import make_person
from tests.factories_application import make_application
from tests.factories_committee import decided, make_sent
from tests.factories_record import make_whole_record
from training.domain.application import ApplicationStatus
from training.domain.program.admission import Outcome
from training.domain.roles import Role
from training.models import Certificate, Event, Person, ProgramVersion

PROOF = {"passphrase": "walk the whole road"}


def files(answer):
    with ZipFile(BytesIO(answer.data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def told(answer):
    return json.loads(files(answer)["my-data.json"])


@pytest.fixture
def ines(saved, session, vault):
    person = saved(make_person(Role.APPLICANT, name="Ines Moreau"))
    version = session.scalar(select(ProgramVersion))
    saved(make_application(ApplicationStatus.SUBMITTED, vault=vault, person=person, version=version))
    return person


def test_it_holds_who_one_is_and_every_answer_in_the_clear(ines, sign_in):
    answer = sign_in(ines).post("/account/data", data=PROOF)

    known = told(answer)
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert [row["name"] for row in known["person"]] == ["Ines Moreau"]
    assert len(known["answer"]) > 10
    assert all(row["words"] for row in known["answer"])
    assert [row["status"] for row in known["application"]] == ["submitted"]


def test_it_tells_that_letters_were_asked_for_and_not_what_they_say(ines, sign_in):
    known = told(sign_in(ines).post("/account/data", data=PROOF))
    assert [sorted(row) for row in known["reference"]] == [
        ["answered_at", "email", "expires_at", "name", "profession", "ref", "requested_at", "status"]
    ] * 2


def test_it_holds_no_secret_of_the_account(ines, sign_in):
    text = files(sign_in(ines).post("/account/data", data=PROOF))["my-data.json"].decode()
    held = ("argon2", ines.fs_uniquifier, ines.password, '"token_hash"', '"password"')
    assert [one for one in held if one in text] == []


def test_certificates_are_in_it_as_they_were_issued(saved, session, sign_in):
    make_whole_record(saved=saved)
    number, person_id = session.execute(select(Certificate.number, Certificate.person_id).limit(1)).one()
    holder = session.scalars(select(Person).where(Person.id == person_id)).one()

    found = files(sign_in(holder).post("/account/data", data=PROOF))

    assert f"certificates/{number}.pdf" in found
    assert found[f"certificates/{number}.pdf"].startswith(b"%PDF")


def test_that_it_was_made_stands_on_the_record(ines, sign_in, session):
    sign_in(ines).post("/account/data", data=PROOF)
    made = session.scalars(select(Event).where(Event.kind == "account.export")).all()
    assert [(one.actor, one.subject) for one in made] == [(ines.ref, f"person:{ines.ref}")]


def test_with_a_wrong_passphrase_there_is_no_file(ines, sign_in, session):
    answer = sign_in(ines).post("/account/data", data={"passphrase": "something else"})
    made = session.scalars(select(Event).where(Event.kind == "account.export")).all()
    assert (answer.status_code, answer.mimetype, made) == (422, "text/html", [])


def test_nothing_of_anybody_else_is_in_it(ines, saved, sign_in):
    other = saved(make_person(Role.APPLICANT, name="Somebody Else"))
    text = files(sign_in(ines).post("/account/data", data=PROOF))["my-data.json"].decode()
    assert (other.name in text, other.ref in text, other.email in text) == (False, False, False)


def test_it_tells_that_the_committee_read_and_decided_and_not_how(saved, session, vault, sign_in):
    ines, chair, reviewer = (saved(make_person(role)) for role in (Role.APPLICANT, Role.CHAIR, Role.REVIEWER))
    sent = make_sent(session.scalar(select(ProgramVersion)), vault.of, person=ines)
    verdict = {"outcome": Outcome.DECLINE, "reasons": ["more_growth"]}
    saved(decided(sent, vault.of, reviewer, chair, chair=chair, **verdict))

    known = told(sign_in(ines).post("/account/data", data=PROOF))

    events = {(event["kind"], str(event["facts"])) for event in known["event"]}
    shown = {one for one in events if one[0] in ("review.submit", "application.decide")}
    assert shown == {("review.submit", "{}"), ("application.decide", "{}")}
    assert known["decision"] == []
