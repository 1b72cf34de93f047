from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from training.demo import NotEmpty, build
from training.demo.cast import PASSPHRASE, SIGN_INS
from training.domain.application import ApplicationStatus
from training.domain.certificate import CertificateStatus
from training.domain.internship import CaseStatus, InternshipStatus
from training.domain.signoff import EntryStatus, RequestStatus
from training.extensions import db, vault
from training.models import (
    Application,
    Appointment,
    Case,
    Certificate,
    Cohort,
    Entry,
    Event,
    Internship,
    Person,
    SignOffRequest,
)
from training.queries.integrity import faults
from training.queries.progress import differing


@pytest.fixture
def session(demo):
    with demo.app_context():
        yield db.session
        db.session.remove()


def person(session, key):
    return session.scalars(select(Person).where(Person.email == f"{key}@demo.example.org")).one()


def counted(session, column):
    return dict(session.execute(select(column, func.count()).group_by(column)).all())


def test_record_holds(session):
    with db.engine.connect() as connection:
        assert list(faults(connection, vault())) == []


def test_second_build_refuses(demo, session):
    before = session.scalar(select(func.count()).select_from(Event))
    session.remove()
    with pytest.raises(NotEmpty):
        build(demo)
    assert session.scalar(select(func.count()).select_from(Event)) == before


@pytest.mark.parametrize("figure", SIGN_INS, ids=lambda figure: figure.key)
def test_everybody_signs_in_and_has_a_page(demo, figure):
    client = demo.test_client()
    client.post("/account/login", data={"email": figure.email, "password": PASSPHRASE})
    assert [client.get(page).status_code for page in ("/", "/account/")] == [200, 200]


@pytest.mark.parametrize("figure", SIGN_INS, ids=lambda figure: figure.key)
def test_staff_hold_their_roles(session, figure):
    who = person(session, figure.key)
    held = session.scalars(select(Appointment.role).where(Appointment.person_id == who.id))
    assert set(held) >= set(figure.roles)


def test_committee_has_something_in_every_state(session):
    assert counted(session, Application.status) == {
        ApplicationStatus.DRAFT: 1,
        ApplicationStatus.SUBMITTED: 3,
        ApplicationStatus.UNDER_REVIEW: 3,
        ApplicationStatus.RETURNED: 1,
        ApplicationStatus.DECIDED: 2,
        ApplicationStatus.OFFERED: 1,
        ApplicationStatus.WAITLISTED: 1,
        ApplicationStatus.DECLINED: 1,
        ApplicationStatus.ACCEPTED: 1,
        ApplicationStatus.WITHDRAWN: 1,
        ApplicationStatus.ENROLLED: 33,
    }


def test_cohorts_are_past_running_and_to_come(session):
    today = session.scalar(select(func.max(Event.at))).date()
    spans = session.execute(select(Cohort.starts_on, Cohort.ends_on)).all()
    when = Counter((first <= today, last < today) for first, last in spans)
    past, running, to_come = (True, True), (True, False), (False, False)
    assert when == {past: 3, running: 1, to_come: 1}


def test_internships_are_at_every_stage(session):
    assert counted(session, Internship.status) == {
        InternshipStatus.ACTIVE: 10,
        InternshipStatus.AGREEMENT_PENDING: 2,
        InternshipStatus.COMPLETION_REVIEW: 1,
        InternshipStatus.COMPLETED: 6,
    }


def test_certificates_are_issued_waiting_and_revoked(session):
    rows = session.execute(select(Certificate.kind, Certificate.status)).all()
    assert Counter(tuple(row) for row in rows) == {
        ("certified", CertificateStatus.ISSUED): 5,
        ("certified", CertificateStatus.REVOKED): 1,
        ("internship", CertificateStatus.ISSUED): 6,
        ("recommendation", CertificateStatus.ISSUED): 1,
        ("coursework", CertificateStatus.ISSUED): 5,
        ("coursework", CertificateStatus.APPROVED): 1,
        ("coursework", CertificateStatus.PROPOSED): 2,
    }


def test_intern_is_the_one_of_the_pictures(session):
    ines = session.scalars(
        select(Internship).where(Internship.person_id == person(session, "intern").id)
    ).one()
    cases = session.execute(select(Case.code, Case.status).where(Case.internship_id == ines.id)).all()
    assert dict(cases) == {
        "K7-Q2": CaseStatus.CLOSED,
        "M4-R9": CaseStatus.CLOSED,
        "T2-B6": CaseStatus.OPEN,
        "W8-D3": CaseStatus.OPEN,
        "P3-H5": CaseStatus.APPROVED,
    }
    states = session.scalars(select(Entry.status).where(Entry.internship_id == ines.id).distinct())
    wanted = {EntryStatus.DRAFT, EntryStatus.SUBMITTED, EntryStatus.RETURNED, EntryStatus.SIGNED}
    assert set(states) == wanted


@pytest.mark.parametrize("key", ["therapist", "therapist2", "mentor", "mentor2"])
def test_supervisors_have_months_to_sign(session, key):
    waiting = select(SignOffRequest).where(
        SignOffRequest.supervisor_id == person(session, key).id,
        SignOffRequest.status == RequestStatus.REQUESTED,
    )
    assert len(session.scalars(waiting).all()) >= 2


def test_nothing_happens_before_what_came_before(session):
    """Each person's record reads in the order of time."""
    rows = session.execute(
        select(Event.chain_id, Event.number, Event.at, Event.kind).order_by(Event.chain_id, Event.number)
    ).all()
    jumps = [
        (one.kind, two.kind)
        for one, two in pairwise(rows)
        if one.chain_id == two.chain_id and two.at < one.at - timedelta(minutes=5)
    ]
    assert jumps == []


def test_progress_kept_for_lists_is_what_the_engine_answers_for_everyone(session):
    interns = session.scalar(select(func.count()).select_from(Internship))
    assert (interns > 10, list(differing(session()))) == (True, [])
