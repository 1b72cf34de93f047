import pytest

from tests.factories import program
from tests.factories_application import whole_texts
from training.domain.answers import (
    PAIRING,
    PartState,
    is_enough,
    open_parts,
    read_aloud,
    state_of,
    too_long,
    written_parts,
)


def question(wanted):
    return program().question(wanted)


def test_text_at_its_limit_passes_and_one_word_more_is_named():
    asked = question("full_name")

    assert too_long(asked, "word " * 12) is None
    assert too_long(asked, "word " * 13) == "1 word too many; at most 12."
    assert too_long(asked, "word " * 15) == "3 words too many; at most 12."


@pytest.mark.parametrize(
    ("wanted", "text", "enough"),
    [
        ("full_name", "", False),
        ("called", "", True),
        ("what_changed", "word " * 79, False),
        ("what_changed", "word " * 80, True),
        ("what_changed", "word " * 601, False),
        ("birth_date", "1990-04-01", True),
    ],
)
def test_answer_is_enough_when_it_is_there_and_within_its_limits(wanted, text, enough):
    assert is_enough(question(wanted), text) is enough


def test_part_goes_from_not_begun_over_begun_to_complete():
    cover = program().part("cover").questions

    assert state_of(cover, {}) is PartState.NOT_BEGUN
    assert state_of(cover, {"called": "Ines"}) is PartState.BEGUN
    assert state_of(cover, whole_texts()) is PartState.COMPLETE


def test_pairing_is_the_last_part_and_letters_are_none_of_them():
    ids = [part.id for part in written_parts(program().application)]

    assert ids == ["cover", "questionnaire", "letter", "essay", PAIRING]


def test_open_parts_are_named_until_every_needed_answer_is_there():
    texts = whole_texts()

    assert open_parts(program().application, texts) == []
    assert open_parts(program().application, texts | {"birth_date": "", "own_gender": ""}) == [
        "Cover page",
        "For pairing people in the course",
    ]


@pytest.mark.parametrize(
    ("wanted", "text", "said"),
    [
        ("full_name", "Ines Moreau", "Ines Moreau"),
        ("birth_date", "1990-04-01", "1 April 1990"),
        ("complaint", "no", "No"),
        ("flexibility", "fixed", "Only the dates I gave"),
        ("therapy", "individual,none", "Individual therapy, Not so far"),
        ("therapy", "", ""),
    ],
)
def test_answers_are_read_aloud_in_words(wanted, text, said):
    assert read_aloud(question(wanted), text) == said
