import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.vault import Tampered
from training.vault.sealing import DataKey

KEY = DataKey(b"a" * 32)
PLACE = "answer.value:7f3k"


@given(st.text(st.characters()), st.text(st.characters(codec="utf-8")))
def test_what_is_sealed_opens_at_its_place(text, place):
    assert KEY.open(place, KEY.seal(place, text)) == text


def test_sealed_text_is_a_version_a_nonce_and_a_ciphertext():
    sealed = KEY.seal(PLACE, "four")

    assert sealed[:1] == b"\x01"
    assert len(sealed) == 1 + 12 + 4 + 16


def test_sealing_twice_gives_two_ciphertexts():
    assert KEY.seal(PLACE, "same") != KEY.seal(PLACE, "same")


@pytest.mark.parametrize("place", ["answer.value:7f3m", "answer.note:7f3k", "essay.value:7f3k", ""])
def test_text_moved_to_another_place_is_refused(place):
    sealed = KEY.seal(PLACE, "mine")

    with pytest.raises(Tampered) as refusal:
        KEY.open(place, sealed)

    assert str(refusal.value) == f"What stands at {place} was changed, or was sealed for another place."
    assert refusal.value.__cause__ is None


def test_every_changed_byte_is_found():
    sealed = KEY.seal(PLACE, "mine")

    for at in range(len(sealed)):
        with pytest.raises(Tampered):
            KEY.open(PLACE, sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :])


@pytest.mark.parametrize("length", [0, 1, 5, 13, 28])
def test_what_was_cut_short_is_refused(length):
    with pytest.raises(Tampered):
        KEY.open(PLACE, KEY.seal(PLACE, "mine")[:length])


def test_another_persons_key_does_not_open():
    with pytest.raises(Tampered):
        DataKey(b"b" * 32).open(PLACE, KEY.seal(PLACE, "mine"))


def test_a_digest_is_the_same_for_the_same_text_and_key_only():
    digest = KEY.digest("a private note")

    assert len(digest) == 64
    assert KEY.digest("a private note") == digest
    assert len({digest, KEY.digest("another note"), DataKey(b"b" * 32).digest("a private note")}) == 3


def test_the_format_and_the_digest_never_change():
    """What was sealed must open, and digests in the record must come out the same, in every later version."""
    sealed = bytes.fromhex("01c3336af09e28e4f6750cb619d5ed5f0e79ffc905c85205550b1e2d7e7ac07f8c67cc71")

    assert KEY.open(PLACE, sealed) == "Grüße"
    assert KEY.digest("Grüße") == "fe804855d6f00b0cae94447eee72134d4e3efac95fbc34ae874084a85d73ca70"
