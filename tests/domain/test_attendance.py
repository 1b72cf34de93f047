"""A day of attendance, from what an instructor says to the minutes of each session and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.attendance import DayMark, NothingLeft, day_mark_of, session_marks
from training.domain.course import Mark, Presence

PLANNED = (120, 90, 120)
PRESENT, PARTIAL, ABSENT, EXCUSED = Presence.PRESENT, Presence.PARTIAL, Presence.ABSENT, Presence.EXCUSED


@pytest.mark.parametrize(
    ("day", "marks"),
    [
        (DayMark(PRESENT), [Mark(PRESENT, 120), Mark(PRESENT, 90), Mark(PRESENT, 120)]),
        (DayMark(ABSENT), [Mark(ABSENT)] * 3),
        (DayMark(EXCUSED), [Mark(EXCUSED)] * 3),
        (DayMark(PARTIAL, late=25), [Mark(PARTIAL, 95), Mark(PRESENT, 90), Mark(PRESENT, 120)]),
        (DayMark(PARTIAL, late=120), [Mark(ABSENT), Mark(PRESENT, 90), Mark(PRESENT, 120)]),
        (DayMark(PARTIAL, early=150), [Mark(PRESENT, 120), Mark(PARTIAL, 60), Mark(ABSENT)]),
        (DayMark(PARTIAL, late=20, early=10), [Mark(PARTIAL, 100), Mark(PRESENT, 90), Mark(PARTIAL, 110)]),
    ],
)
def test_a_day_is_spread_over_its_sessions_and_read_back(day, marks):
    assert session_marks(day, PLANNED) == marks
    assert day_mark_of(marks, PLANNED) == day


@pytest.mark.parametrize(("late", "early"), [(330, 0), (0, 330), (200, 130), (900, 900)])
def test_a_day_of_which_nothing_is_left_is_refused(late, early):
    with pytest.raises(NothingLeft, match="5 h 30"):
        session_marks(DayMark(PARTIAL, late, early), PLANNED)


@pytest.mark.parametrize(
    "marks",
    [
        [Mark(PRESENT, 120), Mark(ABSENT), Mark(PRESENT, 120)],
        [Mark(PRESENT, 120), Mark(PARTIAL, 30), Mark(PRESENT, 120)],
        [Mark(EXCUSED), Mark(PRESENT, 90), Mark(PRESENT, 120)],
        [Mark(PARTIAL, 0), Mark(PRESENT, 90), Mark(PRESENT, 120)],
    ],
)
def test_a_day_that_was_neither_late_nor_early_is_not_put_into_those_words(marks):
    assert day_mark_of(marks, PLANNED) is None


def test_minutes_missed_on_both_sides_of_one_session_are_read_back_as_late():
    assert session_marks(DayMark(PARTIAL, late=30, early=10), [120]) == [Mark(PARTIAL, 80)]
    assert day_mark_of([Mark(PARTIAL, 80)], [120]) == DayMark(PARTIAL, late=40)


@given(
    planned=st.lists(st.integers(1, 300), min_size=1, max_size=5),
    late=st.integers(0, 400),
    early=st.integers(0, 400),
)
def test_no_minute_is_lost_between_late_and_early(planned, late, early):
    if not 0 < late + early < sum(planned):
        return
    marks = session_marks(DayMark(PARTIAL, late, early), planned)

    assert sum(one.minutes for one in marks) == sum(planned) - late - early
    assert session_marks(day_mark_of(marks, planned), planned) == marks
