from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.charts.looking import bars, faults, on_bars, texts
from tests.charts.strategies import first_months, following, labels, minutes
from training.charts.ink import Room
from training.charts.months import Kind, Month, Months, Pace

KINDS = (Kind("sessions", "first"), Kind("study", "waits"))
rooms = pytest.mark.parametrize("room", Room)


@st.composite
def pictures(draw):
    number = draw(st.one_of(st.integers(0, 14), st.just(60)))
    parts = draw(st.lists(st.tuples(minutes, minutes), min_size=number, max_size=number))
    found = zip(following(draw(first_months), number), parts, strict=True)
    pace = draw(st.none() | st.builds(Pace, minutes.map(lambda m: m % 6000), labels))
    return Months(id="m", title="Hours", kinds=KINDS, months=tuple(Month(*each) for each in found), pace=pace)


@rooms
@settings(deadline=None, max_examples=30)
@given(pictures())
def test_nothing_leaves_the_picture_and_no_two_labels_meet(room, picture):
    drawing = picture.draw(room)

    assert faults(drawing) == []
    assert on_bars(drawing) == []


def year(*hours, pace=15):
    months = zip(following(date(2026, 1, 1), len(hours)), hours, strict=True)
    return Months(
        id="year",
        title="Hours by month",
        kinds=KINDS,
        months=tuple(Month(on, (60 * one, 0)) for on, one in months),
        pace=Pace(60 * pace, f"needed pace {pace} h") if pace else None,
    )


def test_parts_stand_on_one_another_in_proportion():
    picture = Months(id="m", title="Hours", kinds=KINDS, months=(Month(date(2026, 5, 1), (600, 300)),))

    drawing = picture.draw(Room.WIDE)

    (below,), (above,) = bars(drawing, "first"), bars(drawing, "waits")
    assert round(below.height / (above.height + 1), 3) == 2
    assert round(above.y + above.height + 1, 3) == round(below.y, 3)


@rooms
def test_line_is_named_beside_the_bars_where_all_of_them_are_taller(room):
    drawing = year(*[20] * 12).draw(room)

    name = [one for one in drawing.words if one.kind == "ink"]
    assert " ".join(one.text for one in name) == "needed pace 15 h"
    assert min(one.x for one in name) >= max(bar.x + bar.width for bar in drawing.bars)


def test_line_is_named_over_low_months_where_there_are_some():
    drawing = year(20, 20, 20, 20, 20, 20, 20, 20, 2, 2, 2, 2).draw(Room.WIDE)

    assert [(one.text, one.x, one.anchor) for one in drawing.words if one.kind == "ink"] == [
        ("needed pace 15 h", 100, "end")
    ]


def test_five_years_are_told_by_their_years():
    picture = year(*[5] * 60, pace=0)

    years = [text for text in texts(picture.draw(Room.WIDE)) if " h" not in text]
    assert years == ["2026", "2027", "2028", "2029", "2030"]


def test_no_months_say_so():
    assert texts(year(pace=0).draw(Room.NARROW))[-1] == "No hours yet"
    assert year(pace=0).told == "No hours yet."


def test_told_as_a_sentence_and_as_a_table():
    picture = year(4, 20)

    assert (
        picture.told
        == "January 2026 to February 2026. Most in February 2026: 20 h. The line: needed pace 15 h."
    )
    assert picture.table.rows == (
        ("January 2026", "4 h", "0 min", "4 h"),
        ("February 2026", "20 h", "0 min", "20 h"),
    )


def test_less_than_nothing_is_refused():
    with pytest.raises(ValueError, match="-1"):
        Month(date(2026, 5, 1), (-1,))
