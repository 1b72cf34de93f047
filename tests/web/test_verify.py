"""What a stranger learns from a number, and from a file."""

import io
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories import make_person, program
from tests.factories_certificate import make_certificate
from training.domain.certificate import CertificateStatus, valid_until
from training.domain.roles import Role
from training.models import Certificate, ProgramVersion, SignIn
from training.web import issuing

S = CertificateStatus
UNKNOWN = "6MXV-T4A5-HTGS"


@pytest.fixture
def version(session):
    found = session.scalars(select(ProgramVersion)).one()
    session.commit()
    return found


@pytest.fixture
def certificate(saved, version, vault):
    """Make and store one: `certificate(S.REVOKED)`."""
    holder, director = saved(make_person(name="Ines Moreau")), saved(make_person(Role.DIRECTOR))

    def make(status=S.ISSUED, **wanted):
        given = {"approver": director, "keys": vault.of(holder.ref)}
        return saved(make_certificate(holder, version, status, **given | wanted))

    return make


@pytest.fixture
def sealed(app, certificate):
    """A certificate with papers as they are really printed and sealed."""
    draft = certificate(S.APPROVED)
    with app.test_request_context():
        document = issuing.papers(draft, datetime.now(UTC))
    made = certificate(held=(), document=document)
    return made, document.pdf


def upload(client, number, content):
    data = {"file": (io.BytesIO(content), "certificate.pdf")}
    return client.post(f"/verify/{number}/file", data=data, content_type="multipart/form-data")


# ------------------------------------------------------------------ status first


@pytest.mark.parametrize(
    ("status", "wanted", "heading"),
    [
        (S.ISSUED, {}, "This certificate is valid"),
        (S.ISSUED, {"kind": "certified", "at": NOON.replace(year=2020)}, "This certificate has expired"),
        (S.SUSPENDED, {}, "This certificate is suspended"),
        (S.REVOKED, {}, "This certificate was revoked"),
    ],
)
def test_status_is_the_heading(certificate, stranger, status, wanted, heading):
    made = certificate(status, **wanted)

    answer = stranger.get(f"/verify/{made.number}")

    assert f"<h1>{heading}</h1>" in answer.text
    assert " UTC</time>" in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_only_who_is_in_the_directory_may_be_found_by_a_search(certificate, stranger, saved):
    listed, hidden, revoked = certificate(kind="certified"), certificate(), certificate(kind="certified")
    listed.is_listed = revoked.is_listed = True
    revoked.status = S.REVOKED
    saved(listed, revoked)

    pages = ["/verify", *(f"/verify/{one.number}" for one in (listed, hidden, revoked)), "/verify?number=x"]
    answers = [stranger.get(page) for page in pages]

    assert [answer.headers.get("X-Robots-Tag") for answer in answers] == [None, None, *["noindex"] * 3]
    assert ['name="robots"' in answer.text for answer in answers] == [False] * 5


def test_superseded_certificate_leads_to_its_successor(certificate, stranger):
    earlier = certificate()
    later = certificate(held=[earlier], earlier=earlier)

    text = stranger.get(f"/verify/{earlier.number}").text

    assert "<h1>This certificate was replaced</h1>" in text
    assert f'href="/verify/{later.number}"' in text


def test_name_is_shown_only_if_the_holder_lets_it(certificate, stranger, session):
    made = certificate()
    assert "Ines Moreau" in stranger.get(f"/verify/{made.number}").text

    session.get(Certificate, made.id).is_name_public = False
    session.commit()

    assert "Ines Moreau" not in stranger.get(f"/verify/{made.number}").text
    assert stranger.get(f"/verify/{made.number}.json").json["holder"] is None


def test_coursework_says_that_it_is_no_certification(certificate, stranger):
    made = certificate()

    assert "It is not a certification as a surrogate partner." in stranger.get(f"/verify/{made.number}").text


def test_visitor_gets_no_session_and_leaves_no_row(certificate, stranger, session):
    made = certificate()

    answer = stranger.get(f"/verify/{made.number}")

    assert "Set-Cookie" not in answer.headers
    assert session.scalars(select(SignIn)).all() == []


# ------------------------------------------------------------------ numbers


def test_number_may_be_typed_carelessly(stranger):
    answer = stranger.get("/verify?number=6mxv t4a5htgs")

    assert (answer.status_code, answer.location) == (302, f"/verify/{UNKNOWN}")
    assert stranger.get("/verify/6mxvt4a5htgs").location == f"/verify/{UNKNOWN}"


def test_mistyped_number_is_told_without_asking_the_database(stranger, queries):
    with queries() as log:
        asked = stranger.get("/verify?number=6MXV-T4A5-HTGT")
        opened = stranger.get("/verify/6MXV-T4A5-HTGT")

    assert (asked.status_code, opened.status_code) == (422, 404)
    assert "Please check it for a mistyped character." in asked.text
    assert "Please check it for a mistyped character." in opened.text
    assert log == []


def test_unknown_and_not_public_look_the_same(certificate, stranger):
    draft = certificate(S.APPROVED)

    for ending in ("", ".json"):
        unknown, unready = (stranger.get(f"/verify/{number}{ending}") for number in (UNKNOWN, draft.number))
        assert unknown.status_code == unready.status_code == 404
        assert _plain(unknown.text) == _plain(unready.text)


def _plain(text):
    return [line for line in text.splitlines() if "nonce" not in line]


def test_json_says_the_same_for_machines(certificate, stranger, session):
    made = certificate(kind="certified")

    found = stranger.get(f"/verify/{made.number}.json").json

    assert found.pop("as_of").endswith("Z")
    until = valid_until(NOON.date(), program().certificate("certified").valid_months)
    assert found.pop("status") in ("valid", "expired")
    assert found == {
        "number": made.number,
        "kind": "certified",
        "title": "Certified Surrogate Partner",
        "holder": "Ines Moreau",
        "issued_on": "2026-10-15",
        "valid_to": until.isoformat(),
        "ended_on": None,
        "successor": None,
        "sha256": made.document.sha256,
    }


@pytest.mark.parametrize("ending", ["", ".json"])
def test_checking_asks_at_most_four_times(certificate, stranger, queries, ending):
    made = certificate()

    with queries() as log:
        stranger.get(f"/verify/{made.number}{ending}")

    assert len(log) <= 4


# ------------------------------------------------------------------ files


def test_identical_file_is_told_so(sealed, stranger):
    made, pdf = sealed

    assert "The file is identical" in upload(stranger, made.number, pdf).text


def test_one_changed_byte_is_told(sealed, stranger):
    made, pdf = sealed
    place = pdf.index(b"stream") + 40  # in the page, well before the seal
    changed = pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]

    answer = upload(stranger, made.number, changed)

    assert "The file was altered" in answer.text
    assert "The file is identical" not in answer.text


def test_sealed_file_under_another_number_is_not_this_one(sealed, certificate, stranger):
    _, pdf = sealed
    other = certificate(kind="recommendation")

    assert "This is not the file we issued" in upload(stranger, other.number, pdf).text


@pytest.mark.parametrize("junk", [b"not a PDF", b"%PDF-1.7 cut off", b"\x00" * 5000])
def test_junk_is_an_answer_too(certificate, stranger, junk):
    made = certificate()

    answer = upload(stranger, made.number, junk)

    assert answer.status_code == 200
    assert "This is not the file we issued" in answer.text


def test_page_of_a_certificate_leads_to_the_comparison(certificate, stranger):
    made = certificate()

    assert f'href="/verify/{made.number}/file"' in stranger.get(f"/verify/{made.number}").text
    assert "Is your file the one we issued?" in stranger.get(f"/verify/{made.number}/file").text
    assert stranger.get("/verify/not-a-number/file").status_code == 404


def test_comparison_without_a_token_is_refused(app, certificate, stranger, monkeypatch):
    made = certificate()
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", value=True)

    answer = upload(stranger, made.number, b"%PDF-1.7")

    assert answer.status_code == 400
    assert "This is not the file we issued" not in answer.text


def test_upload_without_a_file_is_asked_again(certificate, stranger):
    made = certificate()

    answer = stranger.post(f"/verify/{made.number}/file", data={})

    assert answer.status_code == 422
    assert "Choose the PDF first." in answer.text


def test_file_of_20_megabytes_is_refused(certificate, stranger):
    made = certificate()

    answer = stranger.post(
        f"/verify/{made.number}/file",
        data=b"--b\r\n" + b"x" * 20 * 1024 * 1024,
        content_type="multipart/form-data; boundary=b",
    )

    assert answer.status_code == 413


def test_upload_for_an_unknown_number_is_not_found(stranger):
    assert upload(stranger, UNKNOWN, b"%PDF-1.7").status_code == 404
