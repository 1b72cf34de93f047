"""The office's report, on the database."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from tests.factories import make_person
from tests.factories_internship import make_case, make_entry, make_internship, make_team, submit
from training.domain.internship import InternshipStatus
from training.domain.roles import Role
from training.web.frame import held_together

BEGAN = datetime.now(UTC) - timedelta(days=200)
YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).date()


@pytest.fixture
def office(sign_in):
    return sign_in(make_person(Role.REGISTRAR))


@pytest.fixture
def sent(saved, vault):
    """An intern's hours of yesterday, an hour an entry, sent to the supervisors."""
    internship = make_internship(InternshipStatus.ACTIVE, saved=saved, team=make_team(), began=BEGAN)
    saved(make_case(internship, opened_on=BEGAN.date()))
    keys = vault.of(internship.person.ref)

    def send(number):
        entries = [saved(make_entry(internship, keys=keys, on=YESTERDAY, minutes=60)) for _ in range(number)]
        for request in submit(internship, *entries):
            saved(request)

    return send


def sections(client):
    page = BeautifulSoup(client.get("/staff/reports").text, "html.parser")
    return {section.h2.string: section for section in page.select("section.section")}


def test_nothing_to_draw_yet_says_what_fills_it(office):
    found = sections(office)

    assert (
        "The first application that is begun appears here." in found["How do applications come along?"].text
    )
    assert found["Are the hours being signed?"].find_all("figure") == []


def test_hours_that_wait_are_hatched_and_told(office, sent):
    sent(2)

    hours = sections(office)["Are the hours being signed?"]

    assert hours.p.string == held_together(
        "0 min of the last twelve months are signed, 2 h wait for a signature."
    )
    assert {bar["class"][0] for bar in hours.select(".chart-frame rect")} == {"c-waits"}


@pytest.mark.parametrize("number", [1, 3])
def test_report_asks_as_much_whatever_there_is(office, sent, queries, number):
    sent(number)

    with queries() as log:
        office.get("/staff/reports")

    assert len([line for line in log if "entry" in line or "application" in line]) == 2, log


def test_the_same_on_paper(office):
    answer = office.get("/staff/reports.pdf")

    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_report_is_for_the_office(sign_in):
    assert sign_in(make_person(Role.INTERN)).get("/staff/reports").status_code == 403
