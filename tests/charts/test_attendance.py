import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.charts.looking import faults, texts
from tests.charts.strategies import labels
from training.charts.attendance import WORDS, Attendance, Attendee
from training.charts.ink import Mark, Room

marks = st.none() | st.sampled_from([*WORDS])


@st.composite
def pictures(draw):
    days = tuple(draw(st.lists(labels, max_size=60)))
    person = st.builds(Attendee, labels, st.lists(marks, min_size=len(days), max_size=len(days)).map(tuple))
    return Attendance(id="a", title="Attendance", days=days, people=tuple(draw(st.lists(person, max_size=5))))


@pytest.mark.parametrize("room", Room)
@settings(deadline=None, max_examples=30)
@given(pictures())
def test_nothing_leaves_the_picture_and_no_two_labels_meet(room, picture):
    assert faults(picture.draw(room)) == []


def cohort(people, days):
    return Attendance(
        id="a",
        title="Attendance",
        days=tuple(f"{day + 1} Sep" for day in range(days)),
        people=tuple(Attendee(f"Trainee {n}", ("present",) * days) for n in range(people)),
    )


@pytest.mark.parametrize(("people", "days"), [(1, 1), (40, 12), (3, 45)])
@pytest.mark.parametrize("room", Room)
def test_every_day_of_everybody_has_a_mark_of_its_own_place(room, people, days):
    drawing = cohort(people, days).draw(room)

    places = {(one.x, one.y) for one in drawing.shapes if isinstance(one, Mark)}
    assert len(places) == people * days


@pytest.mark.parametrize("room", Room)
def test_marks_do_not_touch(room):
    drawing = cohort(3, 45).draw(room)
    places = [(room.px(one.x), one.y) for one in drawing.shapes if isinstance(one, Mark)]

    close = [
        (one, other)
        for one in places
        for other in places
        if one != other and abs(one[0] - other[0]) < 14 and abs(one[1] - other[1]) < 14
    ]
    assert close == []


def test_shapes_say_what_was():
    person = Attendee("Ines", ("present", "part", "late", "excused", "absent", None))

    drawing = Attendance(id="a", title="A", days=tuple("123456"), people=(person,)).draw(Room.WIDE)

    assert [one.shape for one in drawing.shapes if isinstance(one, Mark)] == [
        *("present", "part", "late", "excused", "absent", "none")
    ]


def test_told_in_figures_and_as_a_table():
    picture = Attendance(
        id="a", title="A", days=("1 Sep", "2 Sep"), people=(Attendee("Ines", ("absent", None)),)
    )

    assert picture.told == "1 person, 2 days. Marks so far: 1, of them absent: 1."
    assert picture.table.columns == ("Name", "1 Sep", "2 Sep")
    assert picture.table.rows == (("Ines", "absent", "not yet"),)


@pytest.mark.parametrize(("people", "days"), [(0, 3), (3, 0)])
def test_nobody_or_no_day_yet(people, days):
    assert texts(cohort(people, days).draw(Room.NARROW)) == ["Nobody and no day yet"]
