import pytest
from jinja2 import UndefinedError

from training.documents.templates import balanced, emphasised, page, place_of


def test_emphasised_marks_words_between_asterisks_and_nothing_else():
    assert (
        emphasised("has *completed* <b>all</b> of 2 * 3")
        == "has <em>completed</em> &lt;b&gt;all&lt;/b&gt; of 2 * 3"
    )


@pytest.mark.parametrize(
    ("text", "measure", "lines"),
    [
        ("", 20, [""]),
        ("one line", 20, ["one line"]),
        ("the mentor and the training staff", 28, ["the mentor and the", "training staff"]),
    ],
)
def test_balanced_leaves_no_last_word_alone(text, measure, lines):
    assert balanced(text, measure).split("\n") == lines


def test_place_of_is_the_page_where_the_number_is_typed_in():
    assert place_of("https://training.example.org/verify/7K4M", "7K4M") == "training.example.org/verify"
    assert place_of("https://training.example.org/v?n=7K4M", "7K4M") == "training.example.org/v?n=7K4M"


def test_page_with_a_value_missing_is_refused():
    with pytest.raises(UndefinedError, match="'sheet' is undefined"):
        page("letter")
