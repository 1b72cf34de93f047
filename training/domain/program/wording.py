"""Texts people read, agree to and sign. Each has a version, so that a signature says what was signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from training.domain.program.marks import (
    Amount,
    CertificateText,
    Count,
    Id,
    LetterText,
    Prefix,
    StatementText,
    Who,
    WordingText,
)


class UnknownId(LookupError):
    """Asked the program for something it does not define."""


_Thing = TypeVar("_Thing")


def find(things: Iterable[_Thing], wanted: str | int, by: str = "id") -> _Thing:
    """Return the thing whose `by` is the wanted one, or raise UnknownId naming it."""
    for thing in things:
        if getattr(thing, by) == wanted:
            return thing
    raise UnknownId(wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    id: Id
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A text somebody agrees to: a consent, a confidentiality agreement, an internship agreement."""

    version: Count
    title: str
    text: WordingText

    def keeps_the_number_of(self, before: "Wording") -> bool:
        """It says something else under the same version: whoever agreed would seem to have agreed to this."""
        return self.version == before.version and self.text != before.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a signature says."""

    id: Id
    version: Count
    title: str
    text: StatementText


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """What one party says when an internship is complete."""

    party: Who
    version: Count
    text: StatementText


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail or letter. The subject is discreet: it may lie on a shared screen."""

    id: Id
    subject: LetterText
    body: LetterText


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    education_minutes: Amount
    asks: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """`valid_months` None: it does not expire. `prefix` begins every number of the kind."""

    id: Id
    title: str
    sentence: CertificateText
    prefix: Prefix
    proposed_by: Who
    approved_by: Who
    source: str
    valid_months: Count | None = None
    renewal: Renewal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long a kind of data is kept; `months` None: for good."""

    id: Id
    what: str
    counted_from: str
    source: str
    months: Count | None = None
