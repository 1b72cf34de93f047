"""A token that looks different on each page, so that the length of a compressed page tells nothing of it.

See docs/decisions/0012. The mask is a pad as long as the token, sent along with it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from secrets import token_bytes


def mask(token: str) -> str:
    """Twice as long as the token, and never twice the same."""
    plain = token.encode()
    pad = token_bytes(len(plain))
    return urlsafe_b64encode(pad + _xor(plain, pad)).decode()


def unmask(masked: str) -> str | None:
    """The token; None for what `mask` never made."""
    try:
        both = urlsafe_b64decode(masked.encode())
        half = len(both) // 2
        return _xor(both[half:], both[:half]).decode("ascii") or None
    except (Error, ValueError):
        return None


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
