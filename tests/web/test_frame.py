import pytest
from markupsafe import Markup

from training.web.frame import held_together


@pytest.mark.parametrize(
    ("shown", "held"),
    [
        ("1 h 30 wait", "1\xa0h\xa030 wait"),
        ("45 min", "45\xa0min"),
        ("of 100 h.", "of 100\xa0h."),
        ("6 homes, 5 minds, 3 h 5", "6 homes, 5 minds, 3\xa0h 5"),
        ("", ""),
    ],
)
def test_no_line_ends_between_a_figure_and_its_unit(shown, held):
    assert held_together(shown) == held


@pytest.mark.parametrize("shown", [Markup('<input value="20 h">'), 7, None])
def test_what_is_markup_or_no_text_stays_as_it_is(shown):
    assert held_together(shown) is shown
