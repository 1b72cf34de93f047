from itertools import combinations
from math import log2
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.numbers import (
    ALPHABET,
    LENGTH,
    NotANumber,
    case_code,
    certificate_number,
    is_number,
    normalise,
    number_from,
    reference,
)


def dice(seed):
    return Random(seed).randrange  # noqa: S311 -- the same each time is the point


numbers = st.randoms(use_true_random=False).map(lambda random: certificate_number(random.randrange))


def test_the_alphabet_has_no_two_characters_that_look_alike():
    assert "".join(sorted(ALPHABET)) == "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_reference_is_the_prefix_and_as_many_characters_as_asked():
    assert reference("A", dice(1)) == "A-6MXVT4"
    assert reference("INV", dice(1), length=3) == "INV-6MX"


def test_case_code_is_letter_digit_twice():
    assert [case_code(dice(seed)) for seed in range(3)] == ["P8-B6", "E3-J3", "B3-C7"]


def test_certificate_number_is_three_groups_of_four():
    assert certificate_number(dice(1)) == "6MXV-T4A5-HTGS"


def test_certificate_number_holds_almost_54_random_bits():
    assert round(log2(len(ALPHABET) ** (LENGTH - 1) * 30 / 31), 1) == 53.9


def test_a_draw_without_a_check_character_is_drawn_again():
    # Ten characters of value 1 weigh 12 + … + 3 = 75; the eleventh, of value 9, adds 2 × 9: 93 = 3 × 31.
    without = [0] * 10 + [8]
    draws = iter([*without, *[0] * 11])

    assert certificate_number(lambda _n: next(draws)) == "2222-2222-222H"


@given(numbers)
def test_every_certificate_number_is_one(number):
    assert is_number(number)


@given(numbers)
def test_every_single_wrong_character_is_found(number):
    wrong = [
        number[:place] + other + number[place + 1 :]
        for place, meant in enumerate(number)
        for other in ALPHABET
        if meant not in {"-", other}
    ]

    assert len(wrong) == LENGTH * (len(ALPHABET) - 1)
    assert [text for text in wrong if is_number(text)] == []


@given(numbers)
def test_every_swap_of_two_different_characters_is_found(number):
    plain = number.replace("-", "")
    swapped = [
        plain[:one] + plain[two] + plain[one + 1 : two] + plain[one] + plain[two + 1 :]
        for one, two in combinations(range(LENGTH), 2)
        if plain[one] != plain[two]
    ]

    assert [text for text in swapped if is_number(text)] == []


def test_every_error_of_value_and_weight_changes_the_sum():
    """The proof behind the two above: no weight times a difference is a multiple of 31."""
    differences = range(1, len(ALPHABET))

    assert {weight * by % 31 == 0 for weight in range(1, LENGTH + 1) for by in differences} == {False}


@pytest.mark.parametrize(
    "typed",
    [
        "6MXV-T4A5-HTGS",
        "6mxv-t4a5-htgs",
        "6MXVT4A5HTGS",
        " 6MXV T4A5 HTGS\n",
        "6MXV\u2013T4A5\u2011HTGS",
        "6MXV\u00a0T4A5\u00a0HTGS",
        "6M-XVT4-A5HT-GS",
    ],
)
def test_spaces_dashes_and_small_letters_are_forgiven(typed):
    assert normalise(typed) == "6MXV-T4A5-HTGS"
    assert is_number(typed)
    assert number_from(typed) == "6MXV-T4A5-HTGS"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-",
        "6MXV-T4A5-HTG",
        "6MXV-T4A5-HTGSG",
        "6MXV-T4A5-HTG0",
        "OMXV-T4A5-HTGS",
        "６MXV-T4A5-HTGS",
        "2" * 12,
    ],
)
def test_what_cant_be_a_number_is_refused(typed):
    assert not is_number(typed)
    with pytest.raises(NotANumber, match="mistyped"):
        number_from(typed)


@given(st.text())
def test_any_text_may_be_asked_about(text):
    assert is_number(text) is is_number(normalise(text))
