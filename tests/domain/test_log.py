"""What may be written down, what should follow, what is unusual."""

from datetime import date, timedelta

import pytest

from tests.factories import TODAY, program
from training.domain.log import Done, NotLoggable, Surroundings, Work, check, faults_in, owed, unusual

BEGAN = date(2026, 1, 12)
AROUND = {
    "today": TODAY,
    "began_on": BEGAN,
    "leave": ((date(2026, 9, 20), date(2026, 9, 25)),),
    "cases": {
        "T2-B6": (date(2026, 2, 1), None),
        "K7-Q2": (date(2026, 2, 1), date(2026, 10, 1)),
        "N1-N1": (None, None),
    },
}


def fields(around=(), **work):
    done = Work(**{"on": TODAY, "minutes": 60, "activity": "study"} | work)
    return [one.field for one in faults_in(done, Surroundings(**AROUND | dict(around)), program().internship)]


@pytest.mark.parametrize(
    ("work", "wrong"),
    [
        ({}, []),
        ({"on": TODAY + timedelta(days=1)}, ["on"]),
        ({"on": TODAY - timedelta(days=45)}, []),
        ({"on": TODAY - timedelta(days=46)}, ["on"]),
        ({"on": BEGAN - timedelta(days=1)}, ["on"]),
        ({"on": date(2026, 9, 19)}, []),
        ({"on": date(2026, 9, 20)}, ["on"]),
        ({"on": date(2026, 9, 25)}, ["on"]),
        ({"on": date(2026, 9, 26)}, []),
        ({"minutes": 0}, ["minutes"]),
        ({"minutes": 600}, []),
        ({"minutes": 601}, ["minutes"]),
        ({"activity": "consultation"}, ["case"]),
        ({"activity": "consultation", "case": "T2-B6"}, []),
        ({"activity": "consultation", "case": "X9-X9"}, ["case"]),
        ({"activity": "consultation", "case": "N1-N1"}, ["case"]),
        ({"activity": "consultation", "case": "K7-Q2"}, ["case"]),
        ({"activity": "consultation", "case": "K7-Q2", "on": date(2026, 10, 1)}, []),
        ({"case": "T2-B6"}, ["case"]),
        ({"methods": ("closure",)}, ["methods"]),
        ({"note": "Mail anna@example.org"}, ["note"]),
        ({"note": "Calm, and longer than last time."}, []),
        ({"minutes": 0, "activity": "consultation", "note": "born 3 May 1980"}, ["minutes", "case", "note"]),
    ],
)
def test_each_fault_belongs_to_its_field(work, wrong):
    assert fields(**work) == wrong


def test_the_day_is_counted_with_what_is_in_the_log_already():
    assert fields({"minutes_that_day": 540}, minutes=60) == []
    assert fields({"minutes_that_day": 541}, minutes=60) == ["minutes"]


def test_an_amendment_may_be_of_a_day_long_ago():
    assert fields({"is_amendment": True}, on=date(2026, 3, 1)) == []


def test_check_says_every_fault_at_once():
    work = Work(on=TODAY, minutes=0, activity="consultation")

    with pytest.raises(NotLoggable) as refusal:
        check(work, Surroundings(**AROUND), program().internship)

    assert str(refusal.value) == (
        "Please say how long it took. “Consultation with therapist” belongs to a case. Please choose it."
    )


def done(activity, on, case="T2-B6", minutes=60):
    return Done(f"E-{activity}-{on}", on, minutes, activity, case)


def test_after_a_session_a_consultation_and_a_review_are_owed():
    session = done("client_session", date(2026, 10, 1))

    missing = owed([session], program().internship, TODAY)

    assert [(one.activity, one.due_on) for one in missing] == [
        ("consultation", date(2026, 10, 8)),
        ("mentor_review", date(2026, 10, 15)),
    ]


def test_what_followed_on_the_same_case_is_owed_no_longer():
    session = done("client_session", date(2026, 10, 1))
    others = [done("consultation", date(2026, 10, 1)), done("mentor_review", date(2026, 10, 9), "K7-Q2")]

    missing = owed([session, *others], program().internship, TODAY)

    assert [one.activity for one in missing] == ["mentor_review"]


def test_a_session_of_today_owes_nothing_yet():
    assert owed([done("client_session", TODAY)], program().internship, TODAY) == []


@pytest.mark.parametrize(
    ("minutes", "same_day", "remarks"),
    [
        (90, 1, []),
        (91, 1, ["longer than the agreed 1 h 30"]),
        (90, 2, ["twice on this day"]),
    ],
)
def test_unusual_is_what_a_supervisor_would_stumble_over(minutes, same_day, remarks):
    assert unusual(done("client_session", TODAY, minutes=minutes), 90, same_day) == remarks
