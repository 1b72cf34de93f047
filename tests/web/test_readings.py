"""Who read my file: what others open is written down, and its owner reads it."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from tests.factories import NOON, make_person
from tests.factories_internship import make_internship, make_team
from training.actions.opening import note_opening
from training.domain.roles import By, Role
from training.models import Event


@pytest.fixture
def ines(saved):
    return saved(make_person(Role.APPLICANT, name="Ines Moreau"))


@pytest.fixture
def carla(saved):
    return saved(make_person(Role.CHAIR, name="Carla Winter"))


@pytest.fixture
def read(ines, carla, saved, session):
    """The chair opens the application so many times."""

    def read(times=1):
        session.refresh(ines)
        for _time in range(times):
            who = By(carla.ref, Role.CHAIR, NOON)
            note_opening(ines.chain, "application.read", subject="application:A-1", by=who)
        session.commit()

    return read


def rows(answer):
    return [
        [cell.get_text(strip=True) for cell in row.select("th, td")]
        for row in BeautifulSoup(answer.text, "html.parser").select("tbody tr")
    ]


def test_each_opening_says_when_who_as_what_and_why(read, ines, sign_in):
    read()
    assert rows(sign_in(ines).get("/account/readings")) == [
        [
            "15 October 2026, 12:00",
            "Carla Winter",
            "Chair",
            "Your application, with your answers, the letters and the reviews",
            "They lead the committee.",
        ]
    ]


def test_nothing_opened_says_what_would_stand_here(ines, sign_in):
    page = sign_in(ines).get("/account/readings")
    assert (rows(page), "Nobody has opened anything yet" in page.text) == ([], True)


def test_nobody_sees_the_openings_of_another(read, carla, sign_in):
    read()
    assert rows(sign_in(carla).get("/account/readings")) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_a_constant_number_of_times(read, ines, sign_in, queries, number):
    read(number)
    client = sign_in(ines)
    client.get("/account/readings")

    with queries() as log:
        page = client.get("/account/readings")

    assert len(rows(page)) == number
    assert len([one for one in log if not one.startswith(("BEGIN", "PRAGMA"))]) == 5, log


def test_the_list_goes_on_where_the_page_ended(read, ines, sign_in):
    read(52)
    client = sign_in(ines)
    first = client.get("/account/readings")
    onward = BeautifulSoup(first.text, "html.parser").find("a", string=lambda text: text and "Older" in text)
    second = client.get(f"/account/readings{onward['href'].partition('readings')[2]}")
    assert (len(rows(first)), len(rows(second))) == (50, 2)


@pytest.mark.parametrize("kind", ["csv", "pdf"])
def test_a_supervisor_who_takes_hours_along_is_written_down_once_an_hour(kind, saved, sign_in, session):
    team = make_team()
    internship = make_internship(saved=saved, team=team)
    address = f"/internship/of/{team.intern.ref}/requirements.{kind}"
    mentor = sign_in(team.mentor)

    answers = [mentor.get(address).status_code for _twice in range(2)]
    own = sign_in(team.intern).get(f"/internship/requirements.{kind}").status_code

    taken = session.scalars(select(Event).where(Event.kind == "requirements.take")).all()
    assert (answers, own) == ([200, 200], 200)
    assert [(one.actor, one.capacity, one.subject) for one in taken] == [
        (team.mentor.ref, "mentor", f"internship:{internship.ref}")
    ]


def test_a_kind_that_nobody_would_be_told_of_is_refused(ines, session):
    length = ines.chain.length
    with pytest.raises(KeyError):
        note_opening(ines.chain, "application.save", subject="x", by=By("P-1", Role.CHAIR, NOON))
    assert ines.chain.length == length
