"""All that is kept about me, as a file: what is in it, and what is not."""

import json
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer

from tests.factories import NOON, make_person
from tests.factories_application import make_application
from tests.factories_committee import decided, make_sent
from tests.factories_record import make_whole_record
from training.actions import profile
from training.actions.opening import note_opening
from training.domain.application import ApplicationStatus
from training.domain.program.admission import Outcome
from training.domain.roles import By, Role
from training.domain.upload import Kind
from training.jobs import exporting
from training.models import Certificate, Event, Export, Letter, Person, ProgramVersion

PROOF = {"passphrase": "walk the whole road"}


def files(answer):
    with ZipFile(BytesIO(answer.data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def told(answer):
    return json.loads(files(answer)["my-data.json"])


@pytest.fixture
def make(app, session):
    """The job that makes what was asked for, so many days from now."""

    def make(days=0):
        session.rollback()
        with app.app_context():
            made = exporting.make_all(session, datetime.now(UTC) + timedelta(days=days))
        session.commit()
        return made

    return make


@pytest.fixture
def taken(sign_in, make):
    """Somebody asks, the job makes it, they take it: the answer."""

    def take(person):
        client = sign_in(person)
        assert client.post("/account/data", data=PROOF).location == "/account/data"
        make()
        return client.post("/account/data/take")

    return take


def kinds(session):
    session.rollback()
    wanted = select(Event.kind).where(Event.kind.startswith("account.export")).order_by(Event.id)
    return session.scalars(wanted).all()


@pytest.fixture
def ines(saved, session, vault):
    person = saved(make_person(Role.APPLICANT, name="Ines Moreau"))
    version = session.scalar(select(ProgramVersion))
    saved(make_application(ApplicationStatus.SUBMITTED, vault=vault, person=person, version=version))
    return person


def test_it_holds_who_one_is_and_every_answer_in_the_clear(ines, taken):
    answer = taken(ines)

    known = told(answer)
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert [row["name"] for row in known["person"]] == ["Ines Moreau"]
    assert len(known["answer"]) > 10
    assert all(row["words"] for row in known["answer"])
    assert [row["status"] for row in known["application"]] == ["submitted"]


def test_it_tells_that_letters_were_asked_for_and_not_what_they_say(ines, taken):
    known = told(taken(ines))
    assert [sorted(row) for row in known["reference"]] == [
        ["answered_at", "email", "expires_at", "name", "profession", "ref", "requested_at", "status"]
    ] * 2


def test_it_holds_no_secret_of_the_account(ines, taken):
    text = files(taken(ines))["my-data.json"].decode()
    held = ("argon2", ines.fs_uniquifier, ines.password, '"token_hash"', '"password"')
    assert [one for one in held if one in text] == []


def test_certificates_are_in_it_as_they_were_issued(saved, session, taken):
    make_whole_record(saved=saved)
    number, person_id = session.execute(select(Certificate.number, Certificate.person_id).limit(1)).one()
    holder = session.scalars(select(Person).where(Person.id == person_id)).one()

    found = files(taken(holder))

    assert f"certificates/{number}.pdf" in found
    assert found[f"certificates/{number}.pdf"].startswith(b"%PDF")


def test_that_it_was_asked_for_and_taken_stands_on_the_record(ines, taken, session):
    taken(ines)
    assert kinds(session) == ["account.export", "account.export_taken"]


def test_it_is_made_by_a_job_kept_sealed_told_and_taken_once(ines, sign_in, make, session):
    client = sign_in(ines)
    client.post("/account/data", data=PROOF)
    assert "Your file is being made" in client.get("/account/data").text
    assert client.post("/account/data/take").status_code == 409

    assert make() == 1
    export = session.scalars(select(Export).options(undefer(Export.sealed))).one()
    assert (b"PK" in export.sealed[:4], b"Ines" in export.sealed) == (False, False)
    told_of = session.scalars(select(Letter).where(Letter.kind == "export_ready")).one()
    assert (told_of.to, "/account/data" in told_of.text) == (ines.email, True)
    assert "Your file is ready" in client.get("/account/data").text

    assert client.post("/account/data/take").mimetype == "application/zip"
    session.expire_all()
    assert session.scalars(select(Export.sealed)).all() == [None]
    assert client.post("/account/data/take").status_code == 409
    assert make() == 0


def test_asked_twice_it_is_made_once(ines, sign_in, make, session):
    client = sign_in(ines)
    client.post("/account/data", data=PROOF)
    assert client.post("/account/data", data=PROOF).status_code == 409
    make()
    assert client.post("/account/data", data=PROOF).status_code == 409
    assert kinds(session) == ["account.export"]


def test_after_a_week_it_is_gone_and_another_can_be_asked_for(app, ines, sign_in, make, session):
    client = sign_in(ines)
    client.post("/account/data", data=PROOF)
    make(days=-8)
    assert client.post("/account/data/take").status_code == 409
    with app.app_context():
        assert exporting.empty_old(session, datetime.now(UTC)) == 1
        session.commit()
    assert session.scalars(select(Export.sealed)).all() == [None]
    assert client.post("/account/data", data=PROOF).status_code == 302


def test_nobody_takes_the_file_of_another(ines, sign_in, make, saved):
    sign_in(ines).post("/account/data", data=PROOF)
    make()
    other = sign_in(saved(make_person(Role.APPLICANT)))
    assert other.post("/account/data/take").status_code == 409
    assert sign_in(ines).post("/account/data/take").status_code == 200


def test_of_somebody_erased_in_the_meantime_nothing_is_made(ines, sign_in, make, session, vault):
    sign_in(ines).post("/account/data", data=PROOF)
    vault.destroy(ines.ref, at=datetime.now(UTC), why="erased")
    assert make() == 1
    assert session.scalars(select(Export.sealed)).all() == [None]
    assert session.scalars(select(Letter).where(Letter.kind == "export_ready")).all() == []


def test_who_read_it_stands_in_it_in_words(ines, saved, taken, session):
    chair = saved(make_person(Role.CHAIR, name="Carla Winter"))
    session.refresh(ines)
    reader = By(chair.ref, Role.CHAIR, NOON)
    note_opening(ines.chain, "application.read", subject="application:A-1", by=reader)
    session.commit()
    (read,) = json.loads(files(taken(ines))["who-read-my-file.json"])
    assert (read["who"], read["role"], read["why"]) == ("Carla Winter", "chair", "They lead the committee.")


def test_files_one_sent_in_are_in_it(saved, taken, vault, session):
    lea = saved(make_person(Role.THERAPIST))
    by = By(lea.ref, Role.THERAPIST, NOON)
    sent = profile.Sent("my licence.pdf", Kind.PDF, b"%PDF-1.7 mine")
    upload = saved(profile.keep(lea, sent, have=0, keys=vault.of(lea.ref), by=by))
    assert files(taken(lea))[f"sent-in/{upload.ref} my licence.pdf"] == b"%PDF-1.7 mine"


def test_with_a_wrong_passphrase_there_is_no_file(ines, sign_in, session):
    answer = sign_in(ines).post("/account/data", data={"passphrase": "something else"})
    made = session.scalars(select(Event).where(Event.kind == "account.export")).all()
    assert (answer.status_code, answer.mimetype, made) == (422, "text/html", [])


def test_nothing_of_anybody_else_is_in_it(ines, saved, taken):
    other = saved(make_person(Role.APPLICANT, name="Somebody Else"))
    text = files(taken(ines))["my-data.json"].decode()
    assert (other.name in text, other.ref in text, other.email in text) == (False, False, False)


def test_it_tells_that_the_committee_read_and_decided_and_not_how(saved, session, vault, taken):
    ines, chair, reviewer = (saved(make_person(role)) for role in (Role.APPLICANT, Role.CHAIR, Role.REVIEWER))
    sent = make_sent(session.scalar(select(ProgramVersion)), vault.of, person=ines)
    verdict = {"outcome": Outcome.DECLINE, "reasons": ["more_growth"]}
    saved(decided(sent, vault.of, reviewer, chair, chair=chair, **verdict))

    known = told(taken(ines))

    events = {(event["kind"], str(event["facts"])) for event in known["event"]}
    shown = {one for one in events if one[0] in ("review.submit", "application.decide")}
    assert shown == {("review.submit", "{}"), ("application.decide", "{}")}
    assert known["decision"] == []
