"""The key that signs checkpoints."""

from base64 import b64encode

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from training.vault.witness import Witness, is_signed_by


@pytest.fixture
def witness(tmp_path):
    return Witness.from_file(tmp_path / "checkpoint.key")


def test_the_first_use_makes_the_key_and_the_next_finds_it(witness, tmp_path):
    again = Witness.from_file(tmp_path / "checkpoint.key")
    assert again.public == witness.public
    assert (tmp_path / "checkpoint.key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["checkpoint.key"]


def test_exactly_these_words_are_signed_by_exactly_this_key(witness, tmp_path):
    signature, other = witness.sign(b"words"), Witness.from_file(tmp_path / "other.key")
    assert witness.has_signed(b"words", signature)
    assert not witness.has_signed(b"other words", signature)
    assert not other.has_signed(b"words", signature)


@pytest.mark.parametrize("signature", [None, "", "no base64!", b64encode(b"short").decode()])
def test_what_is_no_signature_is_none(witness, signature):
    assert not witness.has_signed(b"words", signature)


def test_what_is_no_key_has_signed_nothing(witness):
    assert not is_signed_by("no key", b"words", witness.sign(b"words"))


def test_another_kind_of_key_is_refused(tmp_path):
    pem = generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "rsa.key").write_bytes(pem)
    with pytest.raises(TypeError, match="no Ed25519 key"):
        Witness.from_file(tmp_path / "rsa.key")


def test_the_key_is_not_shown(witness):
    assert repr(witness) == f"<Witness {witness.public}>"
