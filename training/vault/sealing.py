"""Sealing with one data key: AES-256-GCM for text, HMAC-SHA-256 for digests, each with a derived key.

A sealed text is one version byte, 12 bytes of nonce, and the ciphertext with its 16-byte tag.
"""

import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from training.vault.errors import Tampered

VERSION = b"\x01"
KEY_BYTES = 32
NONCE_BYTES = 12


class DataKey:
    """One person's key. What it is made of never leaves it."""

    __slots__ = ("_cipher", "_digest_key")

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(_derived(key, b"training vault: seal"))
        self._digest_key = _derived(key, b"training vault: digest")

    def seal(self, place: str, text: str) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return VERSION + nonce + self._cipher.encrypt(nonce, _bytes(text), _bound(place))

    def open(self, place: str, sealed: bytes) -> str:
        """Return the text, if it was sealed for just this place and nothing of it was changed."""
        body = len(VERSION) + NONCE_BYTES
        try:
            text = self._cipher.decrypt(sealed[len(VERSION) : body], sealed[body:], _bound(place))
        except (InvalidTag, ValueError):
            raise Tampered(place) from None
        if sealed[: len(VERSION)] != VERSION:
            raise Tampered(place)
        return text.decode("utf-8", "surrogatepass")

    def digest(self, text: str) -> str:
        """Return 64 hex digits: the same for the same text, and nothing to guess at without the key."""
        return hmac.digest(self._digest_key, _bytes(text), "sha256").hex()


def _derived(key: bytes, label: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=label).derive(key)


def _bound(place: str) -> bytes:
    return VERSION + place.encode()


def _bytes(text: str) -> bytes:
    # Half characters pass too: the usual refusal would carry the text in the exception.
    return text.encode("utf-8", "surrogatepass")
