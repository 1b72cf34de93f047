"""Breaking the glass: a stated reason opens a closed file for an hour, and it is heard."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from tests.factories import make_person
from tests.factories_application import make_draft
from tests.factories_committee import ESSAY, LETTER, make_sent
from training.actions.closed_file import Told, open_file
from training.domain.roles import By, Role
from training.models import Event, Letter, ProgramVersion

REASON = "The regional court asks for the file, 3 C 114/26."
SENT = {"reason": REASON, "passphrase": "walk the whole road"}


@pytest.fixture
def ines(saved):
    return saved(make_person(Role.APPLICANT, name="Ines Moreau", email="ines@example.org"))


@pytest.fixture
def version(session):
    found = session.scalars(select(ProgramVersion)).one()
    session.commit()
    return found


@pytest.fixture
def sent(ines, saved, vault, version):
    return saved(make_sent(version, vault.of, person=ines))


@pytest.fixture
def adam(saved):
    return saved(make_person(Role.ADMINISTRATOR, name="Adam Keeper"))


@pytest.fixture
def carla(saved):
    return saved(make_person(Role.CHAIR, name="Carla Winter", email="carla@example.org"))


@pytest.fixture
def draft(ines, saved, vault, version):
    return saved(make_draft(vault, ines, version)[0])


@pytest.fixture
def breaks(ines, sent, adam, sign_in):
    """He sends the form for her file, with something changed."""
    client = sign_in(adam)
    return lambda **changed: client.post(f"/people/{ines.ref}/file", data=SENT | changed)


@pytest.fixture
def broken(sent, adam, saved, vault, session):
    """He opened it so many minutes ago."""

    def broken(minutes):
        at = datetime.now(UTC) - timedelta(minutes=minutes)
        told = Told(chairs=[], who=adam.name, body="The Body", readings="", reason="")
        by = By(adam.ref, Role.ADMINISTRATOR, at)
        session.refresh(sent.person.chain)
        open_file(sent, REASON, told, keys=vault.of(sent.person.ref), by=by)
        session.commit()

    return broken


def kinds(session):
    session.rollback()
    wanted = select(Event.kind).where(Event.kind.in_(("closed_file.open", "application.read")))
    return session.scalars(wanted.order_by(Event.id)).all()


def rows(answer):
    page = BeautifulSoup(answer.text, "html.parser")
    return [
        [cell.get_text(strip=True) for cell in row.select("th, td")][1:] for row in page.select("tbody tr")
    ]


def test_a_reason_opens_it_and_both_sides_are_told(ines, sent, adam, carla, sign_in, session):
    client, at = sign_in(adam), f"/people/{ines.ref}/file"

    assert client.post(at, data=SENT).location == f"{at}/read"

    page = client.get(f"{at}/read").text
    assert (ESSAY in page, LETTER in page, "a private word" in page) == (True, True, False)
    assert kinds(session) == ["closed_file.open", "application.read"]
    letters = session.scalars(
        select(Letter).where(Letter.kind.like("closed_file%")).order_by(Letter.id)
    ).all()
    assert [(one.kind, one.to) for one in letters] == [
        ("closed_file_opened", "ines@example.org"),
        ("closed_file_opened_chair", "carla@example.org"),
    ]
    assert not any(REASON in one.text for one in letters)


def test_the_person_reads_who_and_why(ines, sent, adam, sign_in):
    client = sign_in(adam)
    client.post(f"/people/{ines.ref}/file", data=SENT)
    client.get(f"/people/{ines.ref}/file/read")

    assert rows(sign_in(ines).get("/account/readings")) == [
        [
            "Adam Keeper",
            "Administrator",
            "Your application, with your answers, the letters and the reviews",
            "For the reason they stated when it was opened to them.",
        ],
        [
            "Adam Keeper",
            "Administrator",
            "Your closed application was opened to them for one hour",
            f"They wrote: “{REASON}”",
        ],
    ]


def test_the_chair_reads_why(sent, adam, carla, sign_in, broken):
    broken(minutes=90)
    page = sign_in(carla).get(f"/committee/applications/{sent.ref}/assign").text
    assert ("Adam Keeper" in page, REASON in page) == (True, True)


@pytest.mark.parametrize(("minutes", "is_open"), [(59, True), (61, False)])
def test_after_an_hour_it_is_shut_again(ines, adam, broken, sign_in, minutes, is_open):
    broken(minutes)

    answer = sign_in(adam).get(f"/people/{ines.ref}/file/read")

    assert (answer.status_code == 200, ESSAY in answer.text) == (is_open, is_open)


def test_the_hour_is_of_the_one_who_opened_it(ines, broken, saved, sign_in):
    broken(minutes=1)
    other = sign_in(make_person(Role.ADMINISTRATOR))
    answer = other.get(f"/people/{ines.ref}/file/read")
    assert answer.location == f"/people/{ines.ref}/file"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"reason": ""}, "Say why in a sentence or two."),
        ({"reason": "court"}, "Between 20 and 1000 characters, please."),
        ({"passphrase": "walk the wrong road"}, "That is not your passphrase."),
    ],
)
def test_without_a_reason_or_a_proof_it_stays_shut(breaks, session, changed, error):
    answer = breaks(**changed)

    assert (answer.status_code, error in answer.text, ESSAY in answer.text) == (422, True, False)
    assert kinds(session) == []
    assert session.scalars(select(Letter).where(Letter.kind.like("closed_file%"))).all() == []


def test_a_draft_is_opened_by_no_reason(ines, draft, adam, sign_in, session):
    client = sign_in(adam)

    assert "Nothing was ever sent" in client.get(f"/people/{ines.ref}/file").text
    assert client.post(f"/people/{ines.ref}/file", data=SENT).status_code == 409
    assert kinds(session) == []


def test_opened_twice_within_the_hour_tells_once(breaks, session):
    breaks()
    breaks()
    assert kinds(session) == ["closed_file.open"]


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.DIRECTOR, Role.CHAIR, Role.COORDINATOR])
def test_nobody_else_breaks_the_glass(ines, sent, sign_in, session, role):
    client = sign_in(make_person(role))
    assert client.get(f"/people/{ines.ref}/file").status_code == 403
    assert client.post(f"/people/{ines.ref}/file", data=SENT).status_code == 403
    assert kinds(session) == []


def test_an_administrator_does_not_open_their_own(saved, vault, version, sign_in, session):
    both = saved(make_person(Role.ADMINISTRATOR, Role.APPLICANT))
    saved(make_sent(version, vault.of, person=both))
    assert sign_in(both).post(f"/people/{both.ref}/file", data=SENT).status_code == 403
    assert kinds(session) == []
