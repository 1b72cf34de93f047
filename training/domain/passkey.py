"""Passkeys: a key on a person's own device that signs them in, so that there is nothing to learn or to lose.

The ceremonies are those of W3C WebAuthn level 2; the device itself asks for finger, face or PIN, so that a
passkey counts as both factors.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken

MOST: Final = 10
CHALLENGE_FOR: Final = timedelta(minutes=5)
"""How long an answer may take: people look for their phone."""


class TooMany(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("You have ten passkeys. Remove one you no longer use, then add the new one."))


class Unknown(RuleBroken):
    """Said alike whatever was wrong, so that nobody learns which keys there are."""

    def __init__(self) -> None:
        super().__init__(_("That passkey did not let you in. Try again, or use your passphrase."))


class Rewound(Unknown):
    """Its counter did not grow: somebody may have a copy. For the log; the answer is that of any other."""


@dataclass(frozen=True, slots=True)
class Proven:
    """What a device showed at its registration. `counter` grows with each use, or stays 0."""

    credential_id: bytes
    public_key: bytes
    counter: int


def ensure_room(have: int) -> None:
    if have >= MOST:
        raise TooMany


def is_rewound(stored: int, shown: int) -> bool:
    """A counter that does not grow: the key was copied (WebAuthn level 2, 6.1.1). Many keys count nothing."""
    return (stored or shown) > 0 and shown <= stored
