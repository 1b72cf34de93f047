"""My page."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import make_person
from training.domain.roles import Role
from training.domain.worklist import CHORES
from training.web.home import called


def test_a_stranger_is_told_what_this_is_and_where_to_go(stranger):
    page = stranger.get("/")

    assert page.status_code == 200
    assert '<a class="btn btn-primary" href="/verify">Check a certificate</a>' in page.text


def test_somebody_with_nothing_to_do_is_told_so(sign_in):
    page = sign_in(make_person(Role.COORDINATOR)).get("/")

    assert "Nothing waits for you" in page.text


def test_my_page_asks_the_database_a_constant_number_of_times(sign_in, queries):
    everything = make_person(*(role for role in Role if role not in {Role.REFEREE, Role.SYSTEM}))
    client = sign_in(everything)

    client.get("/")

    with queries() as log:
        client.get("/")

    asked = [one for one in log if not one.startswith(("BEGIN", "PRAGMA"))]
    assert len(asked) == 9, (
        asked
    )  # session, me, my roles, programs, internships, what waits, the road, what changed, by whom


@pytest.mark.parametrize("role", list(Role))
def test_everybodys_page_opens(sign_in, role):
    assert sign_in(make_person(role)).get("/").status_code == 200


def test_every_chore_leads_to_a_page_that_is_there(app):
    missing = [chore.endpoint for chore in CHORES if chore.endpoint not in app.view_functions]
    assert missing == []


def test_the_foot_of_a_page_names_each_place_once(stranger):
    foot = stranger.get("/").text.partition('<nav aria-label="About">')[2]
    assert foot.count("Check a certificate") == 1


@pytest.mark.parametrize(
    ("role", "address", "lit"),
    [
        (Role.COORDINATOR, "/", ["My page"]),
        (Role.REGISTRAR, "/staff/post/", ["Staff"]),
        (Role.INTERN, "/account/", []),
    ],
)
def test_way_is_lit_on_every_page_below_it(sign_in, role, address, lit):
    page = BeautifulSoup(sign_in(make_person(role)).get(address).text, "html.parser")

    assert [way.text for way in page.select(".nav-wide a[aria-current=page]")] == lit


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ines Moreau", "Ines"),
        ("Dr. Anna Feld", "Dr. Anna Feld"),
        ("Prof. Dr. Jan Kok", "Prof. Dr. Jan Kok"),
        ("dr Anna Feld", "dr Anna Feld"),
        ("Drew", "Drew"),
    ],
)
def test_a_person_is_greeted_by_a_name_and_never_by_a_title(name, said):
    assert called(name) == said
