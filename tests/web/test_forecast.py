"""When it would be complete, and what a month would change, on the database."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from tests.factories_internship import make_case, make_entry, make_internship, make_team
from training.domain.internship import InternshipStatus
from training.models import Entry
from training.web.frame import held_together

BEGAN = datetime.now(UTC) - timedelta(days=200)
TODAY = datetime.now(UTC).date()
PLAN = "/internship/forecast?plan_client_session=20+h&plan_study="


@pytest.fixture
def internship(saved, vault):
    made = make_internship(InternshipStatus.ACTIVE, saved=saved, team=make_team(), began=BEGAN)
    saved(make_case(made, opened_on=BEGAN.date()))
    saved(make_entry(made, keys=vault.of(made.person.ref), on=TODAY, minutes=90))
    return made


@pytest.fixture
def client(internship, sign_in):
    return sign_in(internship.person)


def read(answer):
    return BeautifulSoup(answer.text, "html.parser")


def cells(page, table):
    caption = page.find("caption", string=table)
    return [[cell.text.strip() for cell in row.select("th, td")] for row in caption.parent.select("tbody tr")]


def test_says_what_to_do_first(client):
    page = read(client.get("/internship/forecast"))

    assert page.select_one(".aside-note b").text == "What to do first."
    assert [row[0] for row in cells(page, "Forecast by requirement")] == [
        "Client sessions",
        "Mentor supervision",
        "Clients",
        "Cases closed together",
        "Time in internship",
        "Rounds of evaluation",
    ]


def test_a_plan_shows_before_and_after(client, session):
    before = session.scalar(select(func.count(Entry.id)))

    page = read(client.get(PLAN))

    assert cells(page, "With this plan")[0][:3] == [
        "Client sessions",
        held_together("300 h"),
        held_together("280 h"),
    ]
    assert page.find("input", {"name": "plan_client_session"})["value"] == "20 h"
    assert session.scalar(select(func.count(Entry.id))) == before


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        ("plan_study=a+lot", "plan_study", "“a lot” is not a duration. Write 90, 1:30 or 1 h 30."),
        ("plan_study=800+h", "plan_study", "No month has more than 744 h. Please write less."),
        (
            "plan_study=700+h&plan_consultation=700+h",
            "plan_client_session",
            "No month has more than 744 h. Please write less.",
        ),
        (
            "plan_study=",
            "plan_client_session",
            "Please write how much you plan of at least one activity.",
        ),
    ],
)
def test_a_plan_that_cannot_be_is_said_beside_its_field(client, asked, field, said):
    answer = client.get(f"/internship/forecast?{asked}")
    page = read(answer)

    assert answer.status_code == 422
    assert held_together(said) in page.find(id=f"{field}-error").text
    assert page.find("caption", string="With this plan") is None


def test_nothing_can_be_planned_before_it_has_begun(saved, sign_in):
    made = make_internship(InternshipStatus.PROPOSED, saved=saved, team=make_team(), began=BEGAN)

    page = read(sign_in(made.person).get("/internship/forecast"))

    assert page.select("main form") == []
