from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.charts.looking import bars, faults, on_bars, texts
from tests.charts.strategies import days, labels
from training.charts.ink import Line, Mark, Room
from training.charts.life import Life, Moment, Row, Span

rooms = pytest.mark.parametrize("room", Room)
spans = st.builds(
    lambda start, long: Span(start, start + timedelta(days=long), "first"), days, st.integers(0, 4000)
)
moments = st.builds(Moment, days, st.sampled_from(["done", "ahead"]))


@st.composite
def pictures(draw):
    first = draw(days)
    last = first + timedelta(days=draw(st.integers(0, 9000)))
    row = st.builds(
        Row,
        labels,
        labels,
        labels,
        st.lists(spans, max_size=3).map(tuple),
        st.lists(moments, max_size=3).map(tuple),
    )
    return Life(
        id="l",
        title="Life",
        first=first,
        last=last,
        today=draw(days),
        rows=tuple(draw(st.lists(row, max_size=40))),
    )


@rooms
@settings(deadline=None, max_examples=30)
@given(pictures())
def test_nothing_leaves_the_picture_and_no_two_labels_meet(room, picture):
    drawing = picture.draw(room)

    assert faults(drawing) == []
    assert on_bars(drawing) == []


def life(*rows, today=date(2026, 1, 1)):
    return Life(id="l", title="Life", first=date(2025, 1, 1), last=date(2027, 1, 1), today=today, rows=rows)


def test_days_stand_where_they_are_between_the_first_and_the_last():
    row = Row(
        "K7",
        "",
        "",
        (Span(date(2025, 1, 1), date(2026, 1, 1), "first"),),
        (Moment(date(2026, 1, 1), "done"),),
    )

    drawing = life(row).draw(Room.NARROW)

    (bar,) = bars(drawing, "first")
    assert (bar.x, bar.width) == (0, 50)
    assert [one.x for one in drawing.shapes if isinstance(one, Mark)] == [50]
    assert [one.x1 for one in drawing.shapes if isinstance(one, Line) and one.kind == "today"] == [50]


def test_what_lies_outside_is_not_drawn_at_the_edge():
    row = Row(
        "K7",
        "",
        "",
        (Span(date(2028, 1, 1), date(2028, 5, 1), "first"),),
        (Moment(date(2029, 1, 1), "done"),),
    )

    drawing = life(row).draw(Room.WIDE)

    assert drawing.bars == []
    assert [one for one in drawing.shapes if isinstance(one, Mark)] == []


@rooms
@pytest.mark.parametrize("today", [date(2025, 1, 1), date(2027, 1, 1), date(2030, 1, 1)])
def test_today_is_named_at_either_end_too(room, today):
    drawing = life(Row("K7", "", ""), today=today).draw(room)

    assert texts(drawing)[-1] == "today"
    assert faults(drawing) == []


@rooms
def test_long_names_are_cut_and_kept_whole_in_the_title(room):
    name = "Maria-Magdalena " * 8

    drawing = life(Row(name, "open", "")).draw(room)

    (words,) = [one for one in drawing.words if one.kind == "strong"]
    assert words.text.endswith("…")
    assert words.full == name.strip()


def test_rows_become_sentences():
    picture = life(Row("K7", "open", "since May"))

    assert picture.told == "January 2025 to January 2027, today is 1 January 2026. K7: since May"
    assert picture.table.rows == (("K7", "since May"),)
