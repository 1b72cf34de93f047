import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.charts.looking import faults
from tests.charts.strategies import labels
from training.charts.ink import Mark
from training.charts.scores import Quality, Score, Scores, show_scores


@st.composite
def qualities(draw):
    levels = draw(st.integers(1, 7))
    score = st.builds(Score, labels, st.none() | st.integers(1, levels), labels)
    return Quality("q", draw(labels), levels, tuple(draw(st.lists(score, max_size=12))))


@settings(deadline=None, max_examples=30)
@given(qualities())
def test_nothing_leaves_the_picture_and_no_two_labels_meet(quality):
    assert faults(quality.draw()) == []


def quality(id_="warmth", *levels):
    return Quality(
        id_, id_.title(), 4, tuple(Score(f"Member {n}", level, "") for n, level in enumerate(levels))
    )


def test_levels_stand_in_order_from_end_to_end():
    marks = [one for one in quality("warmth", 1, 2, 4).draw().shapes if isinstance(one, Mark)]

    first, second, fourth = [one.x for one in marks]
    assert round((second - first) * 3, 6) == round(fourth - first, 6)
    assert round(first + fourth, 6) == 100


def test_who_gave_none_has_a_scale_without_a_mark():
    drawing = quality("warmth", None).draw()

    assert [one.text for one in drawing.words] == ["Member 0", "none"]
    assert [one for one in drawing.shapes if isinstance(one, Mark)] == []


def test_one_small_picture_a_quality_and_one_table_behind_all():
    picture = Scores(id="s", title="Scores", qualities=(quality("warmth", 3, 2), quality("order", 1)))

    page = BeautifulSoup(show_scores(picture), "html.parser")

    assert [one.title.string for one in page.select("svg[role=img]")] == ["Warmth", "Order"]
    assert picture.table.columns == ("Quality", "Member 0", "Member 1")
    assert picture.table.rows == (("Warmth", "3", "2"), ("Order", "1", "none"))


@pytest.mark.parametrize("level", [0, 5])
def test_levels_that_are_not_asked_for_are_refused(level):
    with pytest.raises(ValueError, match="Quality"):
        quality("warmth", level)
