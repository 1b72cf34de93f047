"""The road of a certificate through the pages: who may take which step, and what a refusal leaves alone."""

import hashlib
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from tests.conftest import NOON, PASSPHRASE
from tests.factories import make_person
from tests.factories_certificate import complete_course, make_certificate, make_document
from training.domain.certificate import CertificateStatus
from training.domain.roles import Role
from training.models import Certificate, Document, Enrolment, Event, Letter, ProgramVersion, Signature

S = CertificateStatus
SIGNED = {"passphrase": PASSPHRASE}


@pytest.fixture
def version(session):
    return look(session, select(ProgramVersion))[0]


@pytest.fixture
def director(saved):
    return saved(make_person(Role.DIRECTOR, name="Helena Brandt"))


@pytest.fixture
def registrar(saved):
    return saved(make_person(Role.REGISTRAR, name="Samuel Okafor"))


@pytest.fixture
def holder(saved):
    return saved(make_person(name="Ines Moreau"))


@pytest.fixture
def trained(session, holder, version, director):
    """The holder, with a completed and signed course."""
    complete_course(session, holder, version, director)
    return holder


@pytest.fixture
def certificate(saved, trained, version, director, registrar, vault):
    """Make one of the trained holder: `certificate(S.APPROVED)`."""

    def make(status=S.ISSUED, **wanted):
        given = {"approver": director, "proposer": registrar.ref, "keys": vault.of(trained.ref)}
        return saved(make_certificate(trained, version, status, **given | wanted))

    return make


def found(session, certificate):
    return look(session, select(Certificate).where(Certificate.number == certificate.number))[0]


def look(session, statement):
    """Read what is stored now, and let go of the database again: SQLite has one writer at a time."""
    rows = session.scalars(statement.execution_options(populate_existing=True)).all()
    session.commit()
    return rows


def asked(log):
    return [statement for statement in log if not statement.startswith("BEGIN")]


def step(client, certificate, verb, **fields):
    data = {f"{verb}-{name}": text for name, text in fields.items()}
    return client.post(f"/certificates/{certificate.number}/{verb}", data=data)


# ------------------------------------------------------------------ the whole road


def test_certificate_is_proposed_approved_issued_and_checked(
    sign_in, registrar, director, trained, session, stranger
):
    office, chief = sign_in(registrar), sign_in(director)

    assert "Certificate of Coursework" in office.get("/certificates?tab=propose").text
    answer = office.post(f"/certificates/of/{trained.ref}", data={"kind": "coursework"})
    assert answer.status_code == 302
    number = answer.location.rsplit("/", 1)[-1]
    [made] = look(session, select(Certificate))
    assert (made.number, made.status) == (number, S.PROPOSED)

    assert step(chief, made, "approve", **SIGNED).status_code == 302
    assert step(office, made, "issue", **SIGNED).status_code == 302

    made = found(session, made)
    assert (made.status, made.approved_by) == (S.ISSUED, director.ref)
    pdf = sign_in(trained).get(f"/certificates/{number}.pdf")
    assert hashlib.sha256(pdf.data).hexdigest() == session.get(Document, made.document_id).sha256
    text = " ".join(PdfReader(BytesIO(pdf.data)).pages[0].extract_text().split())
    assert number in text
    assert "Helena Brandt Training director, approved" in text
    assert "Samuel Okafor Registrar, proposed" in text
    assert pdf.headers["Cache-Control"] == "no-store, private"
    assert pdf.headers["Content-Disposition"] == f'attachment; filename="{number}.pdf"'
    assert "This certificate is valid" in stranger.get(f"/verify/{number}").text
    assert [one.key for one in session.scalars(select(Letter))] == [f"certificate_issued:{number}"]
    assert session.scalars(select(Signature).where(Signature.subject == f"certificate:{number}")).one()


def test_credential_is_signed_for_machines(sign_in, certificate, director):
    made = certificate()

    answer = sign_in(director).get(f"/certificates/{made.number}.jwt")

    assert answer.mimetype == "application/vc+jwt"
    assert answer.text.count(".") == 2


# ------------------------------------------------------------------ two persons, and asking again


def test_whoever_proposed_cannot_approve(sign_in, session, certificate, director):
    made = certificate(S.PROPOSED, proposer=director.ref)

    answer = step(sign_in(director), made, "approve", **SIGNED)

    assert answer.status_code == 409
    assert "A second person has to look." in answer.text
    assert (found(session, made).status, found(session, made).approved_by) == (S.PROPOSED, None)


@pytest.mark.parametrize(("status", "verb"), [(S.PROPOSED, "approve"), (S.APPROVED, "issue")])
def test_requirements_that_fell_away_stop_the_step(sign_in, session, certificate, director, status, verb):
    made = certificate(status)
    session.execute(update(Enrolment).values(status="active"))
    session.commit()
    events = len(look(session, select(Event)))

    answer = step(sign_in(director), made, verb, **SIGNED)

    assert answer.status_code == 409
    assert "The course is not completed." in answer.text
    assert found(session, made).status is status
    assert look(session, select(Document)) == []
    assert len(look(session, select(Event))) == events


@pytest.mark.parametrize(("status", "verb"), [(S.PROPOSED, "approve"), (S.APPROVED, "issue")])
def test_wrong_passphrase_changes_nothing(sign_in, session, certificate, director, status, verb):
    made = certificate(status)

    answer = step(sign_in(director), made, verb, passphrase="not this one")

    assert answer.status_code == 422
    assert "That is not your passphrase." in answer.text
    assert found(session, made).status is status


def test_second_click_on_issue_is_told_and_prints_nothing(sign_in, session, certificate, registrar):
    made, office = certificate(S.APPROVED), sign_in(registrar)

    assert step(office, made, "issue", **SIGNED).status_code == 302
    assert step(office, made, "issue", **SIGNED).status_code == 409

    assert len(look(session, select(Document))) == 1


def test_proposing_twice_makes_one(sign_in, session, registrar, trained):
    office = sign_in(registrar)

    assert office.post(f"/certificates/of/{trained.ref}", data={"kind": "coursework"}).status_code == 302
    assert office.post(f"/certificates/of/{trained.ref}", data={"kind": "coursework"}).status_code == 409

    assert len(look(session, select(Certificate))) == 1


def test_proposing_what_the_program_does_not_know_is_a_bad_request(sign_in, session, registrar, trained):
    answer = sign_in(registrar).post(f"/certificates/of/{trained.ref}", data={"kind": "nonsense"})

    assert answer.status_code == 400
    assert look(session, select(Certificate)) == []


def test_person_page_says_what_is_missing(sign_in, registrar, holder):
    text = sign_in(registrar).get(f"/certificates/of/{holder.ref}").text

    assert "The course is not completed." in text
    assert "Propose</button>" not in text


def test_correction_supersedes_the_earlier_one(sign_in, session, certificate, registrar, director, trained):
    earlier = certificate()
    office, chief = sign_in(registrar), sign_in(director)

    answer = office.post(f"/certificates/of/{trained.ref}", data={"kind": "coursework", "replaces": "y"})
    number = answer.location.rsplit("/", 1)[-1]
    [later] = look(session, select(Certificate).where(Certificate.number == number))
    step(chief, later, "approve", **SIGNED)
    step(office, later, "issue", **SIGNED)

    assert (found(session, later).status, found(session, earlier).status) == (S.ISSUED, S.SUPERSEDED)
    assert found(session, earlier).successor_id == later.id


# ------------------------------------------------------------------ the end


def test_revoke_needs_reason_and_passphrase(sign_in, session, certificate, director):
    made, chief = certificate(), sign_in(director)

    assert step(chief, made, "revoke", **SIGNED).status_code == 422
    assert step(chief, made, "revoke", reason="Obtained by deceit.").status_code == 422
    assert found(session, made).status is S.ISSUED

    assert step(chief, made, "revoke", reason="Obtained by deceit.", **SIGNED).status_code == 302
    assert found(session, made).status is S.REVOKED


def test_reason_is_sealed_on_the_record_and_read_by_the_holder(
    sign_in, session, certificate, director, trained, stranger
):
    made = certificate()
    step(sign_in(director), made, "suspend", reason="A complaint is looked into.")

    [event] = look(session, select(Event).where(Event.kind == "certificate.suspend"))
    assert b"complaint" not in event.words
    assert "reason" not in event.facts
    assert "A complaint is looked into." in sign_in(trained).get(f"/certificates/{made.number}").text
    assert "complaint" not in stranger.get(f"/verify/{made.number}").text


def test_registrar_cannot_revoke(sign_in, session, certificate, registrar):
    made = certificate()

    answer = step(sign_in(registrar), made, "revoke", reason="Because.", **SIGNED)

    assert answer.status_code == 403
    assert found(session, made).status is S.ISSUED


@pytest.mark.parametrize("change", [update(Document).values(pdf=b"another"), delete(Document)])
def test_database_refuses_to_touch_the_frozen_bytes(session, certificate, change):
    certificate()

    with pytest.raises(DatabaseError, match="document rows stay as they were written"):
        session.execute(change)
    session.rollback()


def test_database_refuses_to_change_what_an_issued_certificate_states(session, certificate):
    certificate()

    with pytest.raises(DatabaseError, match="an issued certificate stays as it was issued"):
        session.execute(update(Certificate).values(holder="Somebody else"))
    session.rollback()


# ------------------------------------------------------------------ who reads, what the holder chooses


def test_holder_reads_their_own_and_nobody_elses(sign_in, certificate, trained):
    made = certificate()
    other = sign_in(make_person(Role.TRAINEE))

    for ending in ("", ".pdf", ".jwt"):
        assert sign_in(trained).get(f"/certificates/{made.number}{ending}").status_code == 200
        assert other.get(f"/certificates/{made.number}{ending}").status_code == 403
    assert other.get(f"/certificates/of/{trained.ref}").status_code == 403


def test_my_certificates_show_what_was_issued_and_not_what_is_prepared(sign_in, certificate, trained):
    made = certificate(S.PROPOSED)

    text = sign_in(trained).get("/certificates").text

    assert "No certificate yet" in text
    assert made.number not in text


def test_holder_hides_the_name_and_nobody_else_can(sign_in, session, certificate, trained, director):
    made = certificate()
    path = f"/certificates/{made.number}/name"

    assert sign_in(director).post(path, data={}).status_code == 403
    assert found(session, made).is_name_public
    assert sign_in(trained).post(path, data={}).status_code == 302
    assert not found(session, made).is_name_public


def test_directory_lists_certified_holders_who_chose_it(sign_in, certificate, trained, stranger):
    made = certificate(kind="certified", at=NOON.replace(year=date.today().year))  # noqa: DTZ011 -- "now", any zone
    assert "Nobody is listed yet" in stranger.get("/directory").text

    path, data = f"/certificates/{made.number}/listing", {"listing-is_listed": "y", "listing-area": "Lyon"}
    assert sign_in(trained).post(path, data=data).status_code == 302
    text = stranger.get("/directory").text
    assert "Ines Moreau" in text
    assert "Lyon" in text

    sign_in(trained).post(path, data={"listing-area": "Lyon"})
    assert "Ines Moreau" not in stranger.get("/directory").text


def test_coursework_is_not_for_the_directory(sign_in, session, certificate, trained):
    made = certificate()

    answer = sign_in(trained).post(f"/certificates/{made.number}/listing", data={"listing-is_listed": "y"})

    assert answer.status_code == 422
    assert not found(session, made).is_listed


@pytest.mark.parametrize("tab", ["propose", "approve", "issue", "issued", "nonsense"])
def test_office_page_asks_the_same_for_one_and_for_three(  # noqa: PLR0917 -- fixtures
    tab, sign_in, queries, session, certificate, version, registrar, director, saved
):
    office = sign_in(registrar)
    certificate(S.PROPOSED)
    office.get("/certificates")
    with queries() as first:
        assert office.get(f"/certificates?tab={tab}").status_code == 200
    for name in ("A", "B"):
        person = saved(make_person(name=name))
        complete_course(session, person, version, director)
        given = {"approver": director, "document": make_document(name.encode())}
        saved(make_certificate(person, version, S.ISSUED, **given))
        saved(make_certificate(person, version, S.PROPOSED, kind="recommendation", **given))
    with queries() as then:
        office.get(f"/certificates?tab={tab}")

    assert len(asked(then)) == len(asked(first)) <= 8


def test_certificate_page_asks_at_most_eight_times(sign_in, queries, certificate, director):
    made, chief = certificate(), sign_in(director)
    chief.get("/certificates")

    with queries() as log:
        assert chief.get(f"/certificates/{made.number}").status_code == 200

    assert len(asked(log)) <= 8
