"""The record as a chain: each event's hash covers its facts and the hash of the event before it.

The chain shows that nothing in it was changed, moved, added or taken out. It can't show that its last events
were cut off, nor whose chain it is: the first is what signed checkpoints are for, and for the second the
subject belongs among the facts.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from training.domain.tongue import gettext as _

GENESIS = "0" * 64
LARGEST_WHOLE_NUMBER = 2**53 - 1
"""Beyond it JSON readers that know only floating point would read another number than was written."""

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class NotCanonical(TypeError):
    """Facts that could be written in more than one way. A mistake in our code, never a person's."""


@dataclass(frozen=True, slots=True)
class Link:
    number: int
    facts: Mapping[str, object]
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where a chain does not hold: the number expected there, and why in a sentence."""

    number: int
    reason: str


def canonical(facts: Mapping[str, object]) -> bytes:
    """Return the one way to write these facts: JSON without spaces, keys by code point, text in NFC, UTF-8.

    What was read back from JSON gives the same bytes again, moments and dates included.
    """
    try:
        return _encode(_plain_mapping(facts)).encode()
    except UnicodeEncodeError:
        raise NotCanonical("a text holds half a character (a lone surrogate)") from None


def link(previous: str, facts: Mapping[str, object]) -> str:
    """Return the hash of the event that follows `previous`; the first event follows GENESIS."""
    return sha256(previous.encode() + b"\n" + canonical(facts)).hexdigest()


def first_broken(links: Iterable[Link]) -> Broken | None:
    """Follow one chain from its first event and name the first that does not hold. Streams."""
    previous = GENESIS
    for number, found in enumerate(links, 1):
        if reason := _fault(found, number, previous):
            return Broken(number, reason)
        previous = found.hash
    return None


def utc_text(at: datetime) -> str:
    """Write a moment as the record does: UTC, microseconds always, `Z`; so text order is time order."""
    if at.tzinfo is None:
        raise NotCanonical("a moment without its time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _fault(found: Link, number: int, previous: str) -> str:
    if found.number != number:
        return _(
            "Event %(number)s should stand here, but number %(found)s does.",
            number=number,
            found=found.number,
        )
    if found.previous != previous:
        return _("Event %(number)s does not follow from the event before it.", number=number)
    try:
        recomputed = link(previous, found.facts)
    except NotCanonical:
        return _("Event %(number)s holds something the record never writes.", number=number)
    if recomputed == found.hash:
        return ""
    return _("Event %(number)s is not what was written: its hash differs.", number=number)


def _plain(value: object) -> object:
    """Return the value as JSON knows it, or refuse."""
    if type(value) is str:  # nearly all are: a long record is read through at twice the speed
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    plain: object
    match value:
        case str():
            plain = _composed(value)
        case None | bool():
            plain = value
        case int():
            plain = _whole(value)
        case datetime():
            plain = utc_text(value)
        case date():
            plain = value.isoformat()
        case dict():
            plain = _plain_mapping(value)
        case list():
            plain = [_plain(item) for item in value]
        case _:
            raise NotCanonical(f"a value of type {type(value).__name__}")
    return plain


def _plain_mapping(facts: Mapping[str, object]) -> dict[str, object]:
    plain = {
        key if type(key) is str and key.isascii() else _key(key): _plain(value)
        for key, value in facts.items()
    }
    if len(plain) != len(facts):
        raise NotCanonical("two keys that are the same text in NFC")
    return plain


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise NotCanonical(f"a key of type {type(key).__name__}")
    return _composed(key)


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _whole(value: int) -> int:
    if abs(value) > LARGEST_WHOLE_NUMBER:
        raise NotCanonical("a whole number beyond 2^53 - 1")
    return value
