"""Supervisors are told in time that a licence ends, three times, each once; the registrar with the last."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from tests.factories import make_person
from training.actions.people import add_licence
from training.domain.roles import By, Role
from training.jobs.reminding import remind_of_papers
from training.models import Letter, Licence

END = date(2027, 3, 31)


@pytest.fixture
def licence(saved):
    """Makes and stores a verified licence of Dr. Lea Kurz."""
    lea = saved(make_person(Role.THERAPIST, name="Dr. Lea Kurz", email="lea@example.org"))

    def make(first, last):
        one = Licence(kind="PSY", number="1", jurisdiction="California", valid_from=first, expires_on=last)
        add_licence(lea, one, by=By("P-OFFICE", Role.REGISTRAR, datetime(2026, 1, 1, tzinfo=UTC)))
        saved(lea)
        return one

    return make


@pytest.fixture
def told(app, session):
    """What was sent in the night so many days before the end."""

    def run(days):
        with app.app_context():
            remind_of_papers(session, datetime.combine(END - timedelta(days=days), time(3), UTC))
            session.commit()
        letters = session.scalars(select(Letter).order_by(Letter.id)).all()
        found = [(one.kind, one.to) for one in letters]
        for one in letters:
            one.to = ""
        session.commit()
        return [one for one in found if one[1]]

    return run


def test_three_times_before_the_end_each_once(licence, told, saved):
    saved(make_person(Role.REGISTRAR, email="office@example.org"))
    licence(date(2025, 4, 1), END)
    nights = {days: told(days) for days in (61, 60, 59, 30, 29, 7, 6, 0, -1)}
    assert {days: found for days, found in nights.items() if found} == {
        60: [("paper_ends", "lea@example.org")],
        30: [("paper_ends", "lea@example.org")],
        7: [("paper_ends", "lea@example.org"), ("paper_ends_office", "office@example.org")],
    }


def test_a_night_that_was_missed_is_made_up_for(licence, told):
    licence(date(2025, 4, 1), END)
    assert told(25) == [("paper_ends", "lea@example.org")]


def test_who_has_the_next_one_is_left_alone(licence, told):
    licence(date(2025, 4, 1), END)
    licence(END + timedelta(days=1), END + timedelta(days=700))
    assert [told(days) for days in (60, 30, 7)] == [[], [], []]


def test_what_was_never_verified_is_not_told_of(licence, told, session):
    one = licence(date(2025, 4, 1), END)
    one.verified_on = None
    session.commit()
    assert told(7) == []
