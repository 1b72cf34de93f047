"""My page."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from tests.factories import by, make_person, program
from training.actions.people import appoint, dismiss
from training.domain.first_visit import stops
from training.domain.roles import Role
from training.domain.worklist import CHORES, Task
from training.models import Appointment
from training.web.home import called, in_words
from training.web.telling import folded


def test_a_stranger_is_told_what_this_is_and_where_to_go(stranger):
    page = stranger.get("/")

    assert page.status_code == 200
    assert "as a team of three" in page.text
    assert 'href="/account/register">Begin an application</a>' in page.text


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


# ------------------------------------------------------------------ what waits, in a sentence


@pytest.mark.parametrize(
    ("urgencies", "sentence"),
    [
        ([], "Nothing waits for you today."),
        (["due"], "One thing waits for you."),
        (["due", "open"], "2 things wait for you."),
        (["late"], "One thing is late."),
        (["late", "late"], "2 things are late."),
        (["late", "due"], "2 things wait for you; one of them is late."),
        (["late", "late", "due"], "3 things wait for you; 2 of them are late."),
    ],
)
def test_what_waits_is_said_in_a_sentence(urgencies, sentence):
    assert in_words([Task(urgency, "", "", "") for urgency in urgencies]) == sentence


def test_the_same_again_is_one_row():
    rows = [
        {"title": title, "who": who, "when": f"{day} May"}
        for day, (title, who) in enumerate(
            [("Wrote", "Ada"), ("Wrote", "Ada"), ("Wrote", "Ben"), ("Sent", "Ben")]
        )
    ]

    assert [(row["title"], row["who"], row.get("detail")) for row in folded(rows)] == [
        ("Wrote", "Ada", "and once before, on 1 May"),
        ("Wrote", "Ben", None),
        ("Sent", "Ben", None),
    ]


# ------------------------------------------------------------------ a first visit

ACCOUNTS = [role for role in Role if role not in {Role.REFEREE, Role.SYSTEM}]


def around(client, address="/"):
    """Where the card on my page leads."""
    page = BeautifulSoup(client.get(address).text, "html.parser")
    return [link["href"] for link in page.select(".around-stops a")]


@pytest.mark.parametrize("role", ACCOUNTS)
def test_a_first_visit_leads_to_pages_that_open_for_that_role(sign_in, role):
    client = sign_in(make_person(role))
    places = around(client)

    assert len(places) == len(stops([role]))
    # Whoever has no application, course or internship yet is told so there, or sent to where it begins.
    statuses = {client.get(place.partition("#")[0]).status_code for place in places}
    assert statuses <= {200, 302, 404}
    if role not in {Role.TRAINEE, Role.INTERN}:
        assert 404 not in statuses


@pytest.mark.parametrize("role", ACCOUNTS)
def test_a_first_visit_is_put_away_for_good_and_brought_back_by_a_link(sign_in, role):
    client = sign_in(make_person(role))
    before = around(client)

    assert client.post("/first-visit/over").location == "/"

    assert around(client) == []
    assert around(client, "/?around=1") == before
    assert 'href="/?around=1"' in client.get("/program").text


def test_a_new_role_has_a_first_visit_of_its_own(sign_in, saved, session):
    person = make_person(Role.APPLICANT)
    client = sign_in(person)
    client.post("/first-visit/over")

    session.refresh(person, ["appointments"])
    appoint(person, Role.REVIEWER, by=by(), from_on=date(2024, 1, 1), reason="for the test")
    saved(person)

    assert around(client) == ["/committee", "/program#committee", "/account/"]


def test_a_role_that_has_ended_is_left_alone(sign_in, saved, session):
    person = make_person(Role.MENTOR, Role.REVIEWER)
    dismiss(person, Role.MENTOR, by=by(), until_on=date(2025, 1, 1), reason="for the test")
    sign_in(person).post("/first-visit/over")

    seen = dict(session.query(Appointment.role, Appointment.shown_around_on).filter_by(person_id=person.id))
    assert seen[Role.MENTOR] is None
    assert seen[Role.REVIEWER] is not None


def test_a_stranger_puts_nothing_away(stranger, saved, session):
    person = saved(make_person(Role.MENTOR))

    assert "/account/login" in stranger.post("/first-visit/over").location
    assert session.query(Appointment.shown_around_on).filter_by(person_id=person.id).scalar() is None


def test_what_this_is_called_comes_from_the_program(stranger):
    page = BeautifulSoup(stranger.get("/").text, "html.parser")

    assert page.select_one(".brand").text == program().title
    assert page.select_one(".kicker").text == program().body.name


def test_the_public_page_checks_a_number_at_once(stranger):
    form = BeautifulSoup(stranger.get("/").text, "html.parser").select_one("main form")
    assert (form["method"], form["action"], form.select_one("input[name=number]")["type"]) == (
        "get",
        "/verify",
        "text",
    )
