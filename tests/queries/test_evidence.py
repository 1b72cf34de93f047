"""What the engine is told of an internship besides its log."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tests.factories_application import make_application
from tests.factories_internship import make_internship, make_team
from training.domain.application import ApplicationStatus
from training.models import Internship, Person, Supervision
from training.queries import evidence

TODAY = datetime.now(UTC).date()


@pytest.fixture
def standing(session):
    """Of the one internship there is."""

    def told():
        session.expire_all()
        licences = joinedload(Supervision.supervisor).selectinload(Person.licences)
        rows = (Internship.cases, Internship.leaves, Internship.evaluations, Internship.attestations)
        whole = (selectinload(Internship.supervisions).options(licences), *map(selectinload, rows))
        return evidence.standing(session.scalars(select(Internship).options(*whole)).one(), TODAY)

    return told


def test_the_day_of_application_is_the_last_time_one_was_sent(standing, saved, session, vault):
    team, sent = make_team(), ApplicationStatus.SUBMITTED
    internship = make_internship(saved=saved, team=team)
    version, before = internship.program, standing().applied_on
    session.refresh(team.intern)
    application = saved(make_application(sent, vault=vault, person=team.intern, version=version))
    sent_on = application.submitted_at.date()

    assert (before, standing().applied_on) == (None, sent_on)


def test_supervisors_of_one_name_are_told_apart(standing, saved):
    team = make_team()
    make_internship(saved=saved, team=team)
    assert {name for name, *_days in standing().supervisors} == {team.therapist.name, team.mentor.name}

    team.mentor.name = team.therapist.name
    saved(team.mentor)

    assert {name for name, *_days in standing().supervisors} == {
        f"{one.name} ({one.ref})" for one in (team.therapist, team.mentor)
    }
