"""People, for the office."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select, update

from tests.factories import NOON, by, make_person
from tests.factories_course import make_cohort, make_enrolment
from tests.factories_internship import make_internship
from training.actions.record import write
from training.domain.roles import By, Role
from training.models import Appointment, Chain, Event, Licence, ProgramVersion


@pytest.fixture
def registrar(sign_in):
    return sign_in(make_person(Role.REGISTRAR, name="Rena Office"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_a_constant_number_of_times(registrar, saved, queries, number):
    saved(*[make_person(Role.MENTOR, name=f"Mentor {n}") for n in range(number)])
    registrar.get("/people")

    with queries() as log:
        page = registrar.get("/people?role=mentor")

    assert page.text.count('<a href="/people/P-') == number
    assert len([one for one in log if not one.startswith(("BEGIN", "PRAGMA"))]) == 8, log


def test_the_list_goes_on_where_the_page_ended(registrar, saved, session):
    saved(*[make_person(name="Same Name") for _ in range(52)])

    first = registrar.get("/people?q=Same")
    onward = unescape(re.search(r'href="([^"]*after=[^"]*)"', first.text)[1])
    second = registrar.get(onward)

    assert (first.text.count('<a href="/people/P-'), second.text.count('<a href="/people/P-')) == (50, 2)


def test_who_joined_last_can_stand_first_and_the_list_goes_on_so(registrar, saved, session):
    names = [f"Same Name {n:02}" for n in range(52)]
    for day, name in enumerate(names):
        saved(person := make_person(name=name))
        person.joined_at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day)
    session.commit()

    first = registrar.get("/people?q=Same&order=newest")
    onward = unescape(re.search(r'href="([^"]*after=[^"]*)"', first.text)[1])
    second = registrar.get(onward)

    shown = re.findall(r"Same Name \d\d", first.text) + re.findall(r"Same Name \d\d", second.text)
    assert shown == names[::-1]


def test_each_person_is_led_to_the_cohort_they_are_in(registrar, saved, session):
    version = session.scalar(select(ProgramVersion))
    cohorts = [make_cohort(version=version) for _two in range(2)]
    enrolments = [make_enrolment(cohort=cohort, saved=saved) for cohort in cohorts]
    saved(*enrolments)

    pages = [registrar.get(f"/people/{one.person.ref}").text for one in enrolments]

    links = [re.findall(r'href="(/cohorts/[^"]+)"', page) for page in pages]
    assert links == [[f"/cohorts/{one.cohort.ref}/enrolments/{one.ref}"] for one in enrolments]
    assert [registrar.get(link).status_code for (link,) in links] == [200, 200]


def test_a_role_given_stands_on_the_record(registrar, saved, session):
    person = saved(make_person(name="Mara New"))

    answer = registrar.post(
        f"/people/{person.ref}/role", data={"role": "mentor", "reason": "certified in May"}
    )

    assert answer.status_code == 302
    assert [one.role for one in session.query(Appointment).filter_by(person_id=person.id)] == [Role.MENTOR]
    assert session.query(Event).filter_by(kind="role.appoint", subject=f"person:{person.ref}").count() == 1


def test_a_role_without_a_reason_is_not_given(registrar, saved, session):
    person = saved(make_person())

    answer = registrar.post(f"/people/{person.ref}/role", data={"role": "mentor", "reason": ""})

    assert (answer.status_code, session.query(Appointment).filter_by(person_id=person.id).count()) == (422, 0)
    assert "Say why." in answer.text


def test_nobody_gives_themselves_a_role(sign_in, session):
    me = make_person(Role.REGISTRAR)

    answer = sign_in(me).post(f"/people/{me.ref}/role", data={"role": "director", "reason": "why not"})

    assert answer.status_code == 403
    assert [one.role for one in session.query(Appointment).filter_by(person_id=me.id)] == [Role.REGISTRAR]


def test_a_licence_that_ends_before_it_begins_is_refused(registrar, saved, session):
    person = saved(make_person(Role.THERAPIST))
    days = {"valid_from": "2026-02-01", "expires_on": "2026-01-01"}

    answer = registrar.post(
        f"/people/{person.ref}/licence",
        data={"kind": "LMFT", "number": "1", "jurisdiction": "California", **days},
    )

    assert (answer.status_code, session.query(Licence).count()) == (422, 0)
    assert "The last day comes before the first." in answer.text


def test_a_mentor_does_not_see_the_office(sign_in):
    assert sign_in(make_person(Role.MENTOR)).get("/people").status_code == 403


# ------------------------------------------------------------------ where they stand


def interning(saved):
    internship = make_internship(saved=saved)
    return saved(internship).person


def rows(page):
    """Of each row its name and where that person stands."""
    table = BeautifulSoup(page.text, "html.parser").select(".rows tbody tr")
    return [(row.th.text.strip(), row.select("td")[2].text.strip()) for row in table]


def test_the_list_says_where_each_stands_and_can_be_asked_for_it(registrar, saved):
    intern = interning(saved).name

    page = registrar.get("/people?stage=in_the_internship")

    assert rows(page) == [(intern, "Internship: active")]
    assert "1 person" in page.text
    assert rows(registrar.get("/people?stage=certified")) == []
    assert rows(registrar.get("/people?stage=asks_for_completion")) == []


def test_a_stage_nobody_knows_is_refused_beside_its_field(registrar):
    answer = registrar.get("/people?stage=on_the_moon")

    assert answer.status_code == 422
    assert "Nobody found" in answer.text


@pytest.mark.parametrize(
    ("role", "steps"),
    [
        (Role.REGISTRAR, "Possible now: go on leave, withdraw."),
        (Role.DIRECTOR, "Possible now: go on leave, suspend, withdraw, terminate."),
    ],
)
def test_a_record_names_the_steps_that_its_reader_may_take(sign_in, saved, role, steps):
    intern = interning(saved)

    page = sign_in(make_person(role)).get(f"/people/{intern.ref}").text

    assert steps in page
    assert f'href="/internship/of/{intern.ref}"' in page


def test_an_administrator_sees_where_somebody_stands_and_no_step(sign_in, saved):
    intern = interning(saved)

    page = sign_in(make_person(Role.ADMINISTRATOR)).get(f"/people/{intern.ref}").text

    assert "Internship: active" in page
    assert "Possible now" not in page


def test_what_happened_goes_on_over_pages_and_says_the_same_once(registrar, saved, session):
    person = saved(make_person(name="Mara Long"))
    for _ in range(60):
        write(person.chain, "account.describe", subject=f"person:{person.ref}", by=by())
    session.commit()

    first = BeautifulSoup(registrar.get(f"/people/{person.ref}").text, "html.parser")
    onward = first.select_one(".pages-older")["href"]
    second = BeautifulSoup(registrar.get(onward).text, "html.parser")

    assert [row.p.text for row in first.select(".timeline li")] == ["Name or time zone was changed."]
    assert [row.p.text for row in second.select(".timeline li")] == [
        "Name or time zone was changed.",
        "The record began.",
    ]
    assert second.select_one(".pages-older") is None


def test_the_page_of_a_certificate_holder_still_greets_its_reader(registrar, saved):
    person = saved(make_person(name="Hanna Holder"))

    page = BeautifulSoup(registrar.get(f"/certificates/of/{person.ref}").text, "html.parser")

    assert (page.h1.text, page.select_one(".person-name").text) == ("Hanna Holder", "Rena Office")


def test_a_record_is_checked_while_somebody_looks_at_it(sign_in, saved, engine):
    ines = saved(make_person(name="Ines Moreau"))
    registrar = sign_in(make_person(Role.REGISTRAR))
    registrar.post(f"/people/{ines.ref}/check")
    assert "The one event of this record holds." in registrar.get(f"/people/{ines.ref}").text

    with engine.begin() as connection:
        connection.execute(update(Chain).where(Chain.id == ines.chain_id).values(length=2))
    registrar.post(f"/people/{ines.ref}/check")
    told = registrar.get(f"/people/{ines.ref}").text
    assert f"This record does not hold: person:{ines.ref}. It should end with event 2" in told


def test_who_spoke_for_a_client_is_said_so(sign_in, saved, session):
    ines = saved(make_person())
    by = By("P-THERA2", Role.THERAPIST, NOON, acting_for="client")
    session.refresh(ines)
    write(ines.chain, "signature.made", subject="case:T2-B6", by=by, statement="case_closure_client")
    session.commit()
    assert ", for the client" in sign_in(make_person(Role.REGISTRAR)).get(f"/people/{ines.ref}").text
