"""My page and the pages of each stage name the same work."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import program
from tests.factories_internship import make_case, make_entry, make_internship, make_team, signer
from tests.factories_supervision import make_approved_case, make_closing_case, make_review
from training.actions import evaluations
from training.domain.internship import InternshipStatus
from training.domain.roles import Role

FOLLOW_UPS = "2 consultations or reviews after sessions are missing"
LONG_AGO = datetime(2025, 1, 15, 12, tzinfo=UTC)


def days_ago(days):
    return datetime.now(UTC).date() - timedelta(days=days)


@pytest.fixture
def seen(sign_in):
    """What somebody reads on my page and on a stage's page: `seen(person, "/internship")`."""

    def look(person, *paths):
        client = sign_in(person)
        return [client.get(path).text for path in ("/", *paths)]

    return look


@pytest.fixture
def practising(saved):
    """An internship with a session of twenty days ago."""
    internship = make_internship(saved=saved)
    make_case(internship)
    saved(make_entry(internship, case="T2-B6", on=days_ago(20)))
    return internship


def test_an_intern_is_told_of_a_follow_up_that_is_late(practising, seen):
    home, stage = seen(practising.person, "/internship")

    assert FOLLOW_UPS in home
    assert stage.count("after a session of T2-B6 is missing") == 2


def test_an_intern_is_not_told_of_a_follow_up_that_is_written_down_or_has_time(practising, saved, seen):
    for activity in ("consultation", "mentor_review"):
        saved(make_entry(practising, case="T2-B6", on=days_ago(1), activity=activity, minutes=30))
    saved(make_entry(practising, case="T2-B6", on=days_ago(0)))

    home, stage = seen(practising.person, "/internship")

    assert "after a session" not in home
    assert "after a session" not in stage


def test_one_session_after_another_is_missing_once_a_case(practising, saved, seen):
    saved(make_entry(practising, case="T2-B6", on=days_ago(21)))

    assert FOLLOW_UPS in seen(practising.person)[0]


def test_everyone_of_an_internship_is_told_of_an_evaluation_that_is_due(saved, seen):
    internship = make_internship(saved=saved, began=LONG_AGO)

    home, stage = seen(internship.person, "/internship")
    supervising, queue = seen(internship.supervisions[0].supervisor, "/supervision")

    assert "Your evaluation is due" in home
    assert "Write your evaluation" in stage
    assert "An evaluation of an intern is due" in supervising
    assert "Evaluation of Ines Moreau" in queue


def test_in_completion_review_everyone_is_asked_for_a_word(saved, seen):
    team = make_team()
    make_review(saved=saved, team=team)

    home, stage = seen(team.intern, "/internship")
    supervising, queue = seen(team.mentor, "/supervision")

    assert "Your internship is in completion review: your word is asked" in home
    assert "Say whether your internship is complete" in stage
    assert "The completion of an internship needs your word" in supervising
    assert "Completion of Ines Moreau" in queue


def test_an_intern_who_has_spoken_is_told_whom_it_waits_for(saved, session, seen):
    team = make_team()
    internship = make_review(saved=saved, team=team)
    for person, role in ((team.intern, Role.INTERN), (team.therapist, Role.THERAPIST)):
        evaluations.attest(
            internship, agrees=True, reason=None, signer=signer(person, role), program=program()
        )
    saved(internship)

    waits = "Your completion waits for the word of Marta Lindqvist (mentor) and training staff"
    for page in seen(team.intern, "/internship"):
        assert waits in page
        assert "your word is asked" not in page


def test_a_therapist_is_told_of_cases_to_open_and_to_close(saved, seen):
    team = make_team()
    internship = make_internship(saved=saved, team=team)
    make_approved_case(internship, team.registrar, saved=saved)
    make_closing_case(internship, saved=saved)

    home, queue = seen(team.therapist, "/supervision")

    assert "A case waits for what stands before its first session" in home
    assert "What stands before the first session." in queue
    assert "The closing of a case needs your word" in home
    assert "Its closing needs your word." in queue
    assert "case" not in seen(team.mentor)[0].split("What changed")[0].split("What needs doing")[1]


def test_nothing_waits_of_an_internship_that_is_over(saved, seen):
    team = make_team()
    internship = make_internship(saved=saved, team=team, began=LONG_AGO)
    make_approved_case(internship, team.registrar, saved=saved)
    internship.status = InternshipStatus.TERMINATED
    saved(internship)

    for page in (*seen(team.therapist, "/supervision"), *seen(team.intern, "/internship")):
        assert "Nothing waits for you" in page
