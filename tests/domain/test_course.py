import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import program
from training.domain.course import (
    Attended,
    Mark,
    Presence,
    TooManyMinutes,
    course_hours,
    day_mark,
    marked,
    unpassed,
)
from training.domain.program import ModuleKind

attended = st.lists(
    st.builds(Attended, st.sampled_from(ModuleKind), st.integers(0, 480), verified=st.booleans())
)


@given(attended)
def test_course_hours_count_every_minute_once(rows):
    hours = course_hours(rows, needed=6000, didactic=2400, experiential=2700)

    assert hours.verified == hours.didactic + hours.experiential
    assert hours.verified + hours.unverified == sum(one.minutes for one in rows)
    assert hours.missing == max(0, 6000 - hours.verified)


@pytest.mark.parametrize(
    ("didactic", "experiential", "is_enough"),
    [
        (3000, 3000, True),
        (2999, 3000, False),  # one minute short in all
        (2399, 3700, False),  # enough in all, too little didactic
        (3400, 2699, False),  # enough in all, too little experiential
    ],
)
def test_course_hours_are_enough_only_with_both_kinds(didactic, experiential, is_enough):
    rows = [
        Attended(ModuleKind.DIDACTIC, didactic, verified=True),
        Attended(ModuleKind.EXPERIENTIAL, experiential, verified=True),
    ]

    assert course_hours(rows, needed=6000, didactic=2400, experiential=2700).is_enough is is_enough


@pytest.mark.parametrize(
    ("presence", "typed", "mark"),
    [
        (Presence.PRESENT, 0, Mark(Presence.PRESENT, 90)),
        (Presence.PRESENT, 500, Mark(Presence.PRESENT, 90)),  # all of it is what was planned
        (Presence.PARTIAL, 90, Mark(Presence.PARTIAL, 90)),
        (Presence.ABSENT, 30, Mark(Presence.ABSENT, 0)),
        (Presence.EXCUSED, 30, Mark(Presence.EXCUSED, 0)),
    ],
)
def test_marked_counts_what_was_attended(presence, typed, mark):
    assert marked(presence, typed, 90) == mark


def test_marked_for_longer_than_planned_is_refused():
    with pytest.raises(TooManyMinutes):
        marked(Presence.PARTIAL, 91, 90)


@pytest.mark.parametrize(
    ("presences", "mark"),
    [
        ([], None),
        ([Presence.PRESENT, Presence.PRESENT], "present"),
        ([Presence.ABSENT], "absent"),
        ([Presence.EXCUSED], "excused"),
        ([Presence.PARTIAL], "part"),
        ([Presence.PRESENT, Presence.ABSENT], "part"),
    ],
)
def test_day_mark_says_what_all_sessions_of_the_day_say(presences, mark):
    assert day_mark(presences) == mark


def test_unpassed_takes_a_word_back_when_the_latest_says_not_yet():
    assessments = program().course.assessments
    standing = {one.id: one.id != "ethics" for one in assessments}

    assert unpassed(assessments, standing) == ["Ethics in hard cases"]
