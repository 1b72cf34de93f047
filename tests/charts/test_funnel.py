import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.charts.looking import bars, faults, on_bars, texts
from tests.charts.strategies import labels
from training.charts.funnel import Funnel, Stage
from training.charts.ink import Room

counts = st.integers(0, 10**7)


@st.composite
def stages(draw):
    reached = draw(counts)
    return Stage(
        draw(labels), reached, draw(st.integers(0, reached)), draw(st.none() | st.integers(0, 40000))
    )


@pytest.mark.parametrize("room", Room)
@settings(deadline=None, max_examples=30)
@given(st.lists(stages(), max_size=15))
def test_nothing_leaves_the_picture_and_no_two_labels_meet(room, found):
    drawing = Funnel(id="f", title="Funnel", stages=tuple(found)).draw(room)

    assert faults(drawing) == []
    assert on_bars(drawing) == []


FUNNEL = Funnel(id="f", title="Applications", stages=(Stage("Begun", 40, 10, 12), Stage("Sent", 30, 0, 1)))


@pytest.mark.parametrize("room", Room)
def test_bars_are_as_long_as_the_numbers_say_and_hatched_for_who_is_there(room):
    drawing = FUNNEL.draw(room)

    (begun, sent), (here,) = bars(drawing, "first"), bars(drawing, "waits")
    assert round(begun.width / sent.width, 3) == 1
    assert round(begun.width / here.width, 3) == 3
    assert round(here.x, 3) == round(begun.x + begun.width, 3)


def test_numbers_and_times_stand_beside_the_bars():
    assert texts(FUNNEL.draw(Room.WIDE)) == [
        "median time in it",
        "Begun",
        "12 days",
        "40",
        "Sent",
        "1 day",
        "30",
    ]
    assert texts(FUNNEL.draw(Room.NARROW)) == ["Begun", "median 12 days", "40", "Sent", "median 1 day", "30"]


def test_told_as_a_sentence_and_as_a_table():
    assert FUNNEL.told == "Begun: 40, 10 there now; Sent: 30."
    assert FUNNEL.table.rows == (("Begun", "40", "10", "12 days"), ("Sent", "30", "0", "1 day"))


def test_nobody_yet():
    empty = Funnel(id="f", title="Applications", stages=())

    assert texts(empty.draw(Room.WIDE)) == ["Nobody yet"]
    assert empty.told == "Nobody yet."


@pytest.mark.parametrize("values", [(-1, 0, None), (3, 4, None), (3, 1, -1)])
def test_numbers_that_cannot_be_are_refused(values):
    with pytest.raises(ValueError, match="Stage"):
        Stage("Begun", *values)
