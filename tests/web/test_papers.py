"""A supervisor sends in a licence with its evidence; the office opens it, and verifies or refuses it."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select
from sqlalchemy.orm import undefer

from tests import files
from tests.factories import make_person
from tests.web.looking import look
from training.domain.profile import Standing
from training.domain.roles import Role
from training.models import Event, Insurance, Licence, Upload

TODAY = datetime.now(UTC).date()
LICENCE = {"kind": "Psychologist", "number": "PSY 20418", "jurisdiction": "California"}
DAYS = {"valid_from": "2020-01-01", "expires_on": (TODAY + timedelta(days=400)).isoformat()}
PDF = files.pdf()


@pytest.fixture
def lea(saved):
    return saved(make_person(Role.THERAPIST, name="Dr. Lea Kurz"))


@pytest.fixture
def rena(sign_in):
    return sign_in(make_person(Role.REGISTRAR, name="Rena Office"))


@pytest.fixture
def send(sign_in, lea):
    client = sign_in(lea)

    def send(what="licence", content=PDF, name="licence.pdf", **changed):
        fields = LICENCE if what == "licence" else {"insurer": "Safe & Sound", "number": "77-1"}
        data = fields | DAYS | changed
        if content is not None:
            data["evidence"] = (BytesIO(content), name)
        return client.post(f"/account/profile/{what}", data=data, content_type="multipart/form-data")

    return send


def stored(session, model=Licence):
    return look(session, select(model).order_by(model.id))


def kinds(session):
    prefixes = ("upload.", "licence.", "insurance.")
    return [one for one in look(session, select(Event).order_by(Event.id)) if one.kind.startswith(prefixes)]


def text(answer):
    return " ".join(BeautifulSoup(answer.text, "html.parser").select_one("main").get_text(" ").split())


def test_what_is_sent_in_waits_sealed_and_on_the_record(send, lea, session, vault):
    answer = send()

    assert (answer.status_code, answer.location) == (302, "/account/profile")
    (licence,) = stored(session)
    assert (licence.person_id, licence.standing, licence.number) == (lea.id, Standing.WAITING, "PSY 20418")
    assert not licence.is_valid_on(TODAY)
    (upload,) = look(session, select(Upload).options(undefer(Upload.sealed)))
    assert (upload.name, upload.kind, upload.size) == ("licence.pdf", "application/pdf", len(PDF))
    assert b"%PDF" not in upload.sealed
    assert [one.kind for one in kinds(session)] == ["upload.add", "licence.claim"]


def test_the_office_finds_it_opens_it_and_verifies_it(send, lea, rena, sign_in, session):
    send()
    (licence,), (upload,) = stored(session), stored(session, Upload)
    assert "A licence or insurance waits to be verified" in text(rena.get("/"))
    assert "Dr. Lea Kurz" in text(rena.get("/staff/papers"))

    file = rena.get(f"/people/{lea.ref}/papers/files/{upload.ref}")
    assert (file.data, file.mimetype) == (PDF, "application/pdf")
    assert file.headers["Content-Disposition"] == f'attachment; filename="{upload.ref}.pdf"'
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"

    rena.post(f"/people/{lea.ref}/papers/{licence.ref}/verify")
    (licence,) = stored(session)
    assert (licence.standing, licence.is_valid_on(TODAY)) == (Standing.VERIFIED, True)
    assert [one.kind for one in kinds(session)][2:] == ["upload.read", "licence.verify"]
    readings = text(sign_in(lea).get("/account/readings"))
    assert "A file you sent in as evidence" in readings


def test_what_is_wrong_is_said_and_read(send, lea, rena, sign_in, session):
    send("insurance")
    (insurance,) = stored(session, Insurance)
    where = f"/people/{lea.ref}/papers/{insurance.ref}/refuse"

    assert rena.post(where, data={"reason": ""}).status_code == 422
    assert stored(session, Insurance)[0].standing is Standing.WAITING

    rena.post(where, data={"reason": "The page with the dates is missing."})
    (insurance,) = stored(session, Insurance)
    assert (insurance.standing, insurance.is_valid_on(TODAY)) == (Standing.REFUSED, False)
    assert "The page with the dates is missing." in text(sign_in(lea).get("/account/profile"))


@pytest.mark.parametrize("second", ["verify", "refuse"])
def test_it_is_answered_once(send, lea, rena, session, second):
    send()
    where = f"/people/{lea.ref}/papers/{stored(session)[0].ref}"
    rena.post(f"{where}/verify")
    assert rena.post(f"{where}/{second}", data={"reason": "On second thought, no."}).status_code == 409
    assert stored(session)[0].standing is Standing.VERIFIED


WRONG = {
    "no file": ({"content": None}, "Choose the file."),
    "empty": ({"content": b""}, "The file is empty."),
    "another kind": ({"content": b"<html>", "name": "a.html"}, "none of them"),
    "another name": ({"name": "a.png"}, "not what its name says"),
    "damaged": ({"content": PDF[:60]}, "cannot be opened"),
    "runs": ({"content": files.pdf_that_runs()}, "scripts, macros or other files"),
    "no number": ({"number": ""}, "Type its number."),
    "ends before it begins": ({"expires_on": "2019-01-01"}, "The last day comes before the first."),
}


@pytest.mark.parametrize(("changed", "error"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(send, session, changed, error):
    answer = send(**changed)
    assert (answer.status_code, error in text(answer)) == (422, True)
    assert (stored(session), stored(session, Upload), kinds(session)) == ([], [], [])


def test_what_is_too_large_is_read_no_further_and_not_kept(send, session, monkeypatch):
    for room in ("domain.upload", "web.receiving"):
        monkeypatch.setattr(f"training.{room}.LARGEST", 100)
    answer = send()
    assert (answer.status_code, "larger than 5 MB" in text(answer)) == (422, True)
    assert stored(session, Upload) == []


def test_where_the_scanner_is_away_nothing_is_kept(app, send, session, tmp_path, monkeypatch):
    settings = app.extensions["settings"].model_copy(update={"clamd_socket": str(tmp_path / "nobody")})
    monkeypatch.setitem(app.extensions, "settings", settings)
    answer = send()
    assert (answer.status_code, "The virus scanner does not answer" in text(answer)) == (503, True)
    assert stored(session, Upload) == []


def test_ones_own_file_comes_back_and_nobody_is_told(send, lea, sign_in, session):
    send()
    (upload,) = stored(session, Upload)
    client = sign_in(lea)
    assert client.get(f"/account/profile/files/{upload.ref}").data == PDF
    assert [one.kind for one in kinds(session)] == ["upload.add", "licence.claim"]


def test_nobody_opens_or_answers_what_is_not_theirs_to(send, lea, sign_in, session):
    send()
    (upload,), (licence,) = stored(session, Upload), stored(session)
    for role in (Role.THERAPIST, Role.CHAIR, Role.COORDINATOR, Role.INTERN):
        client = sign_in(make_person(role))
        assert client.get(f"/people/{lea.ref}/papers").status_code == 403
        assert client.get(f"/people/{lea.ref}/papers/files/{upload.ref}").status_code == 403
        assert client.post(f"/people/{lea.ref}/papers/{licence.ref}/verify").status_code == 403
        assert client.get(f"/account/profile/files/{upload.ref}").status_code == 404
    assert stored(session)[0].standing is Standing.WAITING


def test_nobody_verifies_their_own(sign_in, saved, session):
    both = saved(make_person(Role.THERAPIST, Role.REGISTRAR))
    client = sign_in(both)
    data = LICENCE | DAYS | {"evidence": (BytesIO(PDF), "licence.pdf")}
    client.post("/account/profile/licence", data=data, content_type="multipart/form-data")
    (licence,) = stored(session)
    assert client.post(f"/people/{both.ref}/papers/{licence.ref}/verify").status_code == 403
    assert text(client.get("/staff/papers")).startswith("The office")
    assert both.name not in text(client.get("/staff/papers"))
    assert stored(session)[0].standing is Standing.WAITING


def test_a_paper_of_somebody_else_is_not_answered_here(send, lea, rena, saved, session):
    send()
    other = saved(make_person(Role.THERAPIST))
    (licence,) = stored(session)
    assert rena.post(f"/people/{other.ref}/papers/{licence.ref}/verify").status_code == 404
    assert stored(session)[0].standing is Standing.WAITING


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_a_constant_number_of_times(send, lea, rena, sign_in, queries, number):
    for _one in range(number):
        send()
    asked = {}
    for client, page in (
        (sign_in(lea), "/account/profile"),
        (rena, "/staff/papers"),
        (rena, f"/people/{lea.ref}/papers"),
    ):
        client.get(page)
        with queries() as log:
            client.get(page)
        asked[page] = len([one for one in log if one.startswith("SELECT")])
    assert list(asked.values()) == [5, 7, 7]
