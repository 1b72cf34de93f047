"""What the requirements make of a log, on the database: the page, the file and the sheet of paper."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import update

from tests.factories import make_person
from tests.factories_internship import make_case, make_entry, make_internship, make_team
from training.domain.internship import InternshipStatus
from training.domain.roles import Role
from training.domain.signoff import EntryStatus
from training.models import Entry
from training.web.frame import held_together

BEGAN = datetime.now(UTC) - timedelta(days=200)
TODAY = datetime.now(UTC).date()
LONG_AGO = TODAY - timedelta(days=150)


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def internship(saved, team, vault):
    """With an hour nobody signed in time, and one of today that waits."""
    made = make_internship(InternshipStatus.ACTIVE, saved=saved, team=team, began=BEGAN)
    saved(make_case(made, opened_on=BEGAN.date()))
    keys = vault.of(made.person.ref)
    for day, minutes in ((LONG_AGO, 60), (TODAY, 90)):
        entry = saved(make_entry(made, keys=keys, on=TODAY, minutes=minutes))
        entry.on = day
        saved(entry)
    return made


def address(internship, kind=""):
    return f"/internship/of/{internship.person.ref}/requirements{kind}"


def read(answer):
    return BeautifulSoup(answer.text, "html.parser")


def test_first_line_says_how_much_counts_and_how_much_does_not(internship, sign_in):
    page = read(sign_in(internship.person).get("/internship/requirements"))

    assert page.h1.text == "What counts, and why"
    assert page.select_one("main .lead").text.endswith(
        held_together("0 min count, 1 h 30 wait for a signature, 1 h do not count.")
    )


def test_each_period_says_which_entries_do_not_count_and_why(internship, sign_in):
    page = read(sign_in(internship.person).get("/internship/requirements"))

    (waits, lost) = page.select(".stage")
    assert lost.h3.text == f"{LONG_AGO:%B %Y}"
    assert lost.summary.text.strip().startswith(held_together("1 h of "))
    assert [entry.text.split(": ")[1] for entry in lost.select("li")] == [held_together("all of 1 h")]
    assert held_together("1 h 30 waiting for a signature") in waits.summary.text


def test_bars_of_the_overview_lead_to_their_requirement(internship, sign_in):
    client = sign_in(internship.person)
    links = [link["href"] for link in read(client.get("/internship")).select(".req-name a")]
    page = read(client.get("/internship/requirements"))

    assert links
    assert [page.find(id=link.partition("#")[2]) is not None for link in links] == [True] * len(links)


def test_every_period_can_be_shown(internship, sign_in, saved, vault):
    page = read(sign_in(internship.person).get("/internship/requirements?every=1"))

    assert len(page.select(".stage")) == 2


def test_entries_are_links_for_the_intern_alone(internship, sign_in, team, session):
    session.execute(update(Entry).values(status=EntryStatus.SUBMITTED))
    session.commit()
    own = read(sign_in(internship.person).get("/internship/requirements"))
    theirs = read(sign_in(team.mentor).get(address(internship)))

    assert len(own.select(".stage li a")) == 2
    assert [entry.text for entry in theirs.select(".stage li")] == [
        entry.text.strip() for entry in own.select(".stage li")
    ]
    assert theirs.select(".stage li a") == []


def test_what_is_not_sent_yet_is_told_to_the_intern_alone(internship, sign_in, team):
    own = read(sign_in(internship.person).get("/internship/requirements"))
    theirs = read(sign_in(team.mentor).get(address(internship)))

    assert (len(own.select(".stage")), len(theirs.select(".stage"))) == (2, 0)
    assert theirs.select_one("main .lead").text.endswith(
        held_together("0 min count, 0 min wait for a signature, nothing is lost.")
    )


@pytest.mark.parametrize("kind", ["", ".csv", ".pdf"])
def test_another_supervisor_does_not_get_in(internship, sign_in, kind):
    assert sign_in(make_person(Role.MENTOR)).get(address(internship, kind)).status_code in {403, 404}


def test_file_adds_up(internship, sign_in):
    answer = sign_in(internship.person).get("/internship/requirements.csv")
    rows = list(csv.DictReader(StringIO(answer.text.removeprefix("\ufeff"))))

    assert answer.mimetype == "text/csv"
    periods = [row for row in rows if row["What"] == "Period"]
    assert [(row["Worked"], row["Counts"], row["Waits"], row["Does not count"]) for row in periods] == [
        ("60", "0", "0", "60"),
        ("90", "0", "90", "0"),
    ]
    assert sum(int(row["Does not count"]) for row in rows if row["What"] == "Does not count") == 60


def test_sheet_of_paper(internship, sign_in):
    answer = sign_in(internship.person).get("/internship/requirements.pdf")

    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_before_it_has_begun_the_page_says_what_begins_it(sign_in, saved, team):
    made = make_internship(InternshipStatus.PROPOSED, saved=saved, team=team, began=BEGAN)

    page = read(sign_in(made.person).get("/internship/requirements"))

    assert page.select("table") == []
    assert "The internship has not begun" in page.main.text
