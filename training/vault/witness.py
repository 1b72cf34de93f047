"""The key that signs checkpoints of the record. It lies with the other keys, outside every database."""

import os
from base64 import b64decode, b64encode
from contextlib import suppress
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class Witness:
    """Signs with Ed25519, and checks with its own public key alone: another key proves nothing here."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    def __repr__(self) -> str:
        return f"<Witness {self.public}>"

    @classmethod
    def from_file(cls, file: Path) -> Self:
        """Read the key; the first use of all makes it. Of two processes that make one, the faster counts."""
        if not file.exists():
            _keep(Ed25519PrivateKey.generate(), file)
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError(f"{file} holds no Ed25519 key")
        return cls(key)

    @property
    def public(self) -> str:
        """32 bytes in base64."""
        return b64encode(self._key.public_key().public_bytes_raw()).decode()

    def sign(self, words: bytes) -> str:
        return b64encode(self._key.sign(words)).decode()

    def has_signed(self, words: bytes, signature: object) -> bool:
        return is_signed_by(self.public, words, signature)


def is_signed_by(public: str, words: bytes, signature: object) -> bool:
    """Whether the holder of the key with this public part signed exactly these words."""
    try:
        key = Ed25519PublicKey.from_public_bytes(b64decode(public, validate=True))
        key.verify(b64decode(str(signature), validate=True), words)
    except (InvalidSignature, ValueError):
        return False
    return True


def _keep(key: Ed25519PrivateKey, file: Path) -> None:
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        target.write(pem)
        target.flush()
        os.fsync(target.fileno())
    with suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()
