"""The trainee's own course."""

import pytest
from sqlalchemy import select

from tests.conftest import PASSPHRASE
from tests.factories import make_person
from tests.factories_course import make_cohort, make_enrolment
from training.domain.course import EnrolmentStatus
from training.domain.roles import Role
from training.models import Enrolment, Signature
from training.queries.program import current
from training.web.frame import held_together


@pytest.fixture
def cohort(saved, session):
    return saved(make_cohort(version=session.scalars(current()).one()))


def test_mine_says_what_comes_first_and_signing_makes_active(sign_in, saved, session, cohort):
    enrolment = make_enrolment(EnrolmentStatus.REGISTERED, cohort=cohort, saved=saved)
    person = enrolment.person
    client = sign_in(person)

    before = client.get("/course").text
    answer = client.post("/course/agreement", data={"passphrase": PASSPHRASE})

    session.expire_all()
    signature = session.scalars(select(Signature)).one()
    assert "confidentiality agreement" in before
    assert answer.location == "/course"
    assert session.get(Enrolment, enrolment.id).status is EnrolmentStatus.ACTIVE
    assert person.name in signature.statement


def test_agreement_with_another_passphrase_signs_nothing(sign_in, saved, session, cohort):
    enrolment = make_enrolment(EnrolmentStatus.REGISTERED, cohort=cohort, saved=saved)

    answer = sign_in(enrolment.person).post("/course/agreement", data={"passphrase": "not this one"})

    session.expire_all()
    assert answer.status_code == 422
    assert session.get(Enrolment, enrolment.id).status is EnrolmentStatus.REGISTERED
    assert session.scalars(select(Signature)).all() == []


def test_agreement_sent_twice_is_signed_once(sign_in, saved, session, cohort):
    enrolment = make_enrolment(EnrolmentStatus.REGISTERED, cohort=cohort, saved=saved)
    client = sign_in(enrolment.person)
    client.post("/course/agreement", data={"passphrase": PASSPHRASE})

    again = client.post("/course/agreement", data={"passphrase": PASSPHRASE})

    assert again.status_code == 409
    assert len(session.scalars(select(Signature)).all()) == 1


def test_mine_counts_verified_minutes(sign_in, saved, cohort):
    enrolment = make_enrolment(minutes=380, cohort=cohort, saved=saved)

    page = sign_in(enrolment.person).get("/course").text

    assert held_together("You have 6 h 20 of 100 h verified.") in page


def test_mine_without_an_enrolment_is_not_found(sign_in):
    assert sign_in(make_person(Role.TRAINEE)).get("/course").status_code == 404


@pytest.mark.parametrize("minutes", [120, 480])
def test_mine_asks_the_database_the_same_number_of_times(sign_in, saved, cohort, queries, minutes):
    enrolment = make_enrolment(minutes=minutes, cohort=cohort, saved=saved)
    client = sign_in(enrolment.person)

    with queries() as log:
        answer = client.get("/course")

    assert answer.status_code == 200
    assert (
        len([one for one in log if one.startswith("SELECT")]) == 7
    )  # sign-in, me, my roles, enrolment, sessions, attendances, assessments
