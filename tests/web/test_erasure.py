"""Erasing a person, by the pages: the wish, two people of the office, a hold, and what is left."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from tests.factories import make_person
from tests.factories_application import make_application
from training.domain.application import ApplicationStatus
from training.domain.roles import Role
from training.models import Event, Person, ProgramVersion

PROOF = {"passphrase": "walk the whole road"}


@pytest.fixture
def ines(saved, session, vault):
    person = saved(make_person(Role.APPLICANT, name="Ines Moreau"))
    version = session.scalar(select(ProgramVersion))
    saved(make_application(ApplicationStatus.SUBMITTED, vault=vault, person=person, version=version))
    return person


@pytest.fixture
def rena(sign_in):
    return sign_in(make_person(Role.REGISTRAR, name="Rena Office"))


@pytest.fixture
def hans(sign_in):
    return sign_in(make_person(Role.DIRECTOR, name="Hans Head"))


@pytest.fixture
def at(ines):
    return lambda step="": f"/people/{ines.ref}/erasure{step and '/'}{step}"


@pytest.fixture
def now_stored(session):
    """The person as stored now, and the kinds of event about erasing, oldest first."""

    def look(person):
        session.rollback()
        session.expire_all()
        kinds = select(Event.kind).where(Event.kind.like("erasure.%") | (Event.kind == "person.erase"))
        found = session.scalars(select(Person).where(Person.id == person.id)).one()
        return found.name, session.scalars(kinds.order_by(Event.id)).all()

    return look


def text(answer, where="main"):
    return " ".join(BeautifulSoup(answer.text, "html.parser").select_one(where).get_text(" ").split())


def test_one_proposes_another_approves_and_the_person_is_gone(ines, rena, hans, at, now_stored, vault):
    assert rena.post(at("propose"), data={"ground": "asked"}).location == at()
    assert "Proposed by Rena Office" in text(hans.get(at()))
    assert hans.post(at("approve"), data=PROOF).location == at()

    assert now_stored(ines) == ("Erased person", ["erasure.propose", "person.erase"])
    assert vault.is_destroyed(ines.ref)
    assert "This person is erased" in text(rena.get(at()))


def test_nobody_approves_what_they_proposed(ines, rena, at, now_stored, vault):
    rena.post(at("propose"), data={"ground": "asked"})
    answer = rena.post(at("approve"), data=PROOF)

    assert (answer.status_code, "Another person has to approve" in text(answer)) == (409, True)
    assert now_stored(ines) == ("Ines Moreau", ["erasure.propose"])
    assert not vault.is_destroyed(ines.ref)


def test_a_wrong_passphrase_erases_nobody(ines, rena, hans, at, now_stored):
    rena.post(at("propose"), data={"ground": "asked"})
    answer = hans.post(at("approve"), data={"passphrase": "something else entirely"})

    assert (answer.status_code, now_stored(ines)) == (422, ("Ines Moreau", ["erasure.propose"]))


def test_without_a_ground_nothing_is_proposed(ines, rena, at, now_stored):
    answer = rena.post(at("propose"), data={})
    assert (answer.status_code, "Choose the ground. It stands on the record." in text(answer)) == (422, True)
    assert now_stored(ines) == ("Ines Moreau", [])


def test_a_hold_forbids_it_until_it_is_lifted(ines, rena, hans, at, now_stored):
    rena.post(at("propose"), data={"ground": "asked"})
    rena.post(at("hold"), data={"hold": "dispute"})
    assert hans.post(at("approve"), data=PROOF).status_code == 409
    assert rena.post(at("propose"), data={"ground": "asked"}).status_code == 409
    assert "A complaint or an appeal is open." in text(hans.get(at()))
    rena.post(at("lift"))
    assert rena.post(at("propose"), data={"ground": "asked"}).status_code == 302
    assert now_stored(ines) == (
        "Ines Moreau",
        ["erasure.propose", "erasure.hold", "erasure.lift", "erasure.propose"],
    )


def test_whoever_still_acts_for_others_is_not_erased(rena, saved, now_stored):
    mentor = saved(make_person(Role.MENTOR, name="Marta Mentor"))
    answer = rena.post(f"/people/{mentor.ref}/erasure/propose", data={"ground": "asked"})
    assert (answer.status_code, "End their roles first" in text(answer)) == (409, True)
    assert now_stored(mentor) == ("Marta Mentor", [])


def test_the_office_does_not_erase_itself(sign_in, saved):
    registrar = make_person(Role.REGISTRAR)
    browser = sign_in(registrar)
    assert browser.get(f"/people/{registrar.ref}/erasure").status_code == 403


def test_the_person_asks_and_takes_it_back(ines, sign_in, rena, at, now_stored):
    browser = sign_in(ines)
    assert browser.post("/account/erasure", data={"passphrase": "wrong as can be"}).status_code == 422
    browser.post("/account/erasure", data=PROOF)
    assert "The person asks for it" in text(rena.get(at()))
    browser.post("/account/erasure", data=PROOF)
    assert now_stored(ines) == ("Ines Moreau", ["erasure.ask", "erasure.take_back"])


def test_what_goes_and_what_stays_is_counted(ines, rena, at):
    page = BeautifulSoup(rena.get(at()).text, "html.parser")
    told = {row.dt.get_text(strip=True): row.dd.get_text(strip=True) for row in page.select(".facts div")}
    assert (told["Letters of recommendation"], told["Notes of the log"]) == ("2", "0")
    assert int(told["Answers of the application"]) > 10


def test_the_erased_are_signed_out_and_cannot_come_back(ines, sign_in, rena, hans, at, stranger):
    browser = sign_in(ines)
    rena.post(at("propose"), data={"ground": "asked"})
    hans.post(at("approve"), data=PROOF)
    assert "/account/login" in browser.get("/account/").location


@pytest.mark.parametrize("proposed", [False, True])
def test_the_page_asks_a_bounded_number_of_times(rena, hans, at, queries, proposed):
    if proposed:
        rena.post(at("propose"), data={"ground": "asked"})
    hans.get(at())
    with queries() as log:
        hans.get(at())
    assert len([one for one in log if not one.startswith(("BEGIN", "PRAGMA"))]) == 7 + proposed, log
