"""Random numbers people read aloud, type and write by hand: references, certificate numbers, case codes.

Randomness is handed in as `pick(n)`, which answers a whole number from 0 to n - 1; the edge passes
`secrets.randbelow`.
"""

from collections.abc import Callable

from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken

DIGITS = "23456789"
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"
ALPHABET = DIGITS + LETTERS
"""30 characters: without 0 and O, 1 and I and L, which look alike, and U, which looks like V."""

LENGTH = 12
GROUP = 4
PRIME = 31
"""The least prime above the alphabet. Characters count 1 to 30, so no character counts as nothing."""

FORGIVEN = str.maketrans("", "", " \t\r\n\u00a0\u202f-\u2010\u2011\u2012\u2013\u2014\u2212")
"""Spaces and dashes of all kinds, as word processors and mail programs make of a plain one."""

Pick = Callable[[int], int]

_VALUE = {character: value for value, character in enumerate(ALPHABET, 1)}


class NotANumber(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("This is not a certificate number. Please check it for a mistyped character."))


def reference(prefix: str, pick: Pick, length: int = 6) -> str:
    """Return e.g. `A-7K4MQ2`. Six characters hold 29 bits; the table must refuse a double."""
    return f"{prefix}-{_drawn(ALPHABET, length, pick)}"


def case_code(pick: Pick) -> str:
    """Return e.g. `T2-B6`, one of 30,976: enough within one trainee's log, and silent about the client."""
    return "-".join(_drawn(LETTERS, 1, pick) + _drawn(DIGITS, 1, pick) for _ in range(2))


def certificate_number(pick: Pick) -> str:
    """Return e.g. `6MXV-T4A5-HTGS`: eleven random characters (53.9 bits) and a check character.

    The check character makes the weighted sum of all twelve divisible by 31. Weights and differences are
    smaller than that prime, so every single wrong character and every swap of two, neighbours or not, is
    found. What would need a check character that counts 0 is drawn again (one in 31; it costs 0.05 bits).
    """
    while True:
        drawn = _drawn(ALPHABET, LENGTH - 1, pick)
        if check := -_weighed(drawn) % PRIME:
            return _grouped(drawn + ALPHABET[check - 1])


def normalise(text: str) -> str:
    """Return what was meant as it is written on certificates: capitals, and dashes after each four."""
    return _grouped(text.translate(FORGIVEN).upper())


def is_number(text: str) -> bool:
    """Tell whether this is a certificate number, typed however; not whether it was ever given."""
    plain = text.translate(FORGIVEN).upper()
    known = len(plain) == LENGTH and all(character in _VALUE for character in plain)
    return known and _weighed(plain) % PRIME == 0


def number_from(text: str) -> str:
    """Return the certificate number as it is stored, or refuse what can't be one."""
    if not is_number(text):
        raise NotANumber
    return normalise(text)


def _drawn(characters: str, length: int, pick: Pick) -> str:
    return "".join(characters[pick(len(characters))] for _ in range(length))


def _weighed(plain: str) -> int:
    """Weigh the characters 12, 11, …; the check character, in the last place, weighs 1."""
    return sum((LENGTH - place) * _VALUE[character] for place, character in enumerate(plain))


def _grouped(plain: str) -> str:
    return "-".join(plain[start : start + GROUP] for start in range(0, len(plain), GROUP))
