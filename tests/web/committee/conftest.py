"""A committee of three, and applications at each step of its work, stored."""

from types import SimpleNamespace

import pytest

from tests import factories_committee as make
from tests.factories import make_person
from training.domain.program import Outcome
from training.domain.roles import Role
from training.queries.program import current


@pytest.fixture
def committee(saved):
    found = SimpleNamespace(
        anna=make_person(Role.REVIEWER, name="Anna Feld"),
        ben=make_person(Role.REVIEWER, name="Ben Ortiz"),
        chair=make_person(Role.CHAIR, name="Carla Weiss"),
    )
    saved(found.anna, found.ben, found.chair)
    return found


@pytest.fixture
def sent(session, saved, vault):
    """Make and store one application: `sent(person=…)`."""

    def send(**wishes):
        version = session.scalars(current()).one()
        person = wishes.pop("person", None) or saved(make_person(Role.APPLICANT, name="Ines Moreau"))
        return saved(make.make_sent(version, vault.of, person=person, **wishes))

    return send


@pytest.fixture
def stored(session):
    """The row as the app left it."""

    def look(row):
        session.refresh(row, [column.key for column in type(row).__table__.columns])
        session.commit()  # a transaction left open would keep the app from writing
        return row

    return look


@pytest.fixture
def ready_one(sent, committee, saved, vault):
    application = sent()
    make.ready(application, vault.of, committee.anna, committee.ben, chair=committee.chair)
    return saved(application)


@pytest.fixture
def reviewing(sent, committee, saved):
    """An application under review, and the reviews of Anna and Ben."""
    application = sent()
    reviews = make.begun(application, committee.anna, committee.ben, chair=committee.chair)
    saved(application)
    return SimpleNamespace(application=application, anna=reviews[0], ben=reviews[1])


@pytest.fixture
def deciding(sent, committee, saved, vault):
    """Everything in: Anna and Ben have submitted, the chair has declared no conflict."""
    application = sent()
    make.cleared(application, committee.chair, chair=committee.chair)
    make.ready(application, vault.of, committee.anna, committee.ben, chair=committee.chair)
    return saved(application)


@pytest.fixture
def decided(sent, committee, saved, vault):
    """Make and store a decided application."""

    def make_decided(outcome=Outcome.OFFER, reasons=(), **wishes):
        application = sent(**wishes)
        make.cleared(application, committee.chair, chair=committee.chair)
        members = (committee.anna, committee.ben)
        make.decided(application, vault.of, *members, chair=committee.chair, outcome=outcome, reasons=reasons)
        return saved(application)

    return make_decided
