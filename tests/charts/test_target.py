from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.charts.looking import faults, texts
from tests.charts.strategies import days, labels, minutes
from training.charts.ink import Line, Room
from training.charts.target import Point, Target

START = date(2025, 5, 4)


@st.composite
def pictures(draw):
    first = draw(days)
    steps = draw(st.lists(st.tuples(st.integers(0, 90), minutes), max_size=40))
    points, on, total = [], first, 0
    for ahead, more in steps:
        on, total = on + timedelta(days=ahead), total + more
        points.append(Point(on, total))
    end = Point(first + timedelta(days=draw(st.integers(0, 4000))), draw(minutes))
    guess = draw(
        st.none() | st.builds(Point, st.just(on + timedelta(days=draw(st.integers(0, 900)))), minutes)
    )
    return Target(
        id="t",
        title="Hours",
        points=tuple(points),
        pace=(Point(first, 0), end),
        pace_words=draw(labels),
        ahead=guess,
        ahead_words=draw(labels),
    )


@pytest.mark.parametrize("room", Room)
@settings(deadline=None, max_examples=30)
@given(pictures())
def test_nothing_leaves_the_picture_and_no_label_meets_another_or_a_line(room, picture):
    drawing = picture.draw(room)
    sloped = [
        one for one in drawing.shapes if isinstance(one, Line) and one.kind in ("line", "pace", "guess")
    ]
    named = [one for one in drawing.words if one.kind in ("ink", "strong")]

    assert faults(drawing) == []
    assert [
        words.text
        for words in named
        for line in sloped
        for across in (*room.widths, sum(room.widths) / 2)
        if line.crosses(words.box(across), across)
    ] == []


def picture(*points, **options):
    pace = (Point(START, 0), Point(date(2027, 5, 4), 24000))
    return Target(id="t", title="Hours", points=points, pace=pace, pace_words="needed pace", **options)


@pytest.mark.parametrize("room", Room)
def test_both_lines_carry_their_names(room):
    drawing = picture(Point(START, 0), Point(date(2026, 5, 4), 6000)).draw(room)

    assert [one.text for one in drawing.words if one.kind in ("ink", "strong")] == ["100 h", "needed pace"]


def test_a_name_without_room_stands_in_the_key():
    crowded = picture(
        *(Point(START + timedelta(days=n), 24000 * (n % 2)) for n in range(0, 700, 3)),
        ahead=Point(date(2027, 5, 4), 0),
        ahead_words="at your pace",
    )

    assert ("guess", "at your pace") in crowded.key


def test_told_with_what_the_pace_asks_on_that_day():
    assert picture(Point(START, 0), Point(date(2026, 5, 4), 6000)).told == (
        "100 h on 4 May 2026, where the pace asks 200 h. needed pace: 400 h by May 2027."
    )


def test_before_the_first_hour_only_the_pace_is_told():
    empty = picture()

    assert empty.told == "No hours yet. needed pace: 400 h by May 2027."
    assert texts(empty.draw(Room.WIDE))[-1] == "needed pace"
    assert empty.table.rows == ()


def test_less_than_nothing_is_refused():
    with pytest.raises(ValueError, match="-1"):
        Point(START, -1)
