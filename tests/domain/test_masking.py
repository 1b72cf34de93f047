import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.masking import mask, unmask

TOKENS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=120)


@given(TOKENS)
def test_what_was_masked_comes_back(token):
    assert unmask(mask(token)) == token


def test_no_two_masks_are_alike():
    masks = [mask("ImE5ZGYi.awgBIQ.AajLE35aXGdL") for _again in range(100)]

    assert len(set(masks)) == 100
    assert {len(one) for one in masks} == {len(masks[0])}


@given(st.text())
def test_nonsense_is_either_a_token_or_nothing(text):
    assert unmask(text) is None or isinstance(unmask(text), str)


@pytest.mark.parametrize("text", ["a", "YWJj", "ImE5ZGYi.awgBIQ.AajLE35aXGdL", "…", "_w=="])
def test_what_was_never_masked_is_nothing(text):
    assert unmask(text) is None
