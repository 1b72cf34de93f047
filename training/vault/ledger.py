"""The erasure ledger: whose key was destroyed, when and why. Kept apart, it outlives a restored key store."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from training.domain.record import canonical
from training.vault.errors import BadLedger


@dataclass(frozen=True, slots=True)
class Erasure:
    """`at` is UTC text as the record writes it; `why` names the ground, never the person."""

    subject: str
    at: str
    why: str


def to_lines(erasures: Iterable[Erasure]) -> str:
    """Write one JSON object a line."""
    return "".join(canonical(asdict(erasure)).decode() + "\n" for erasure in erasures)


def from_lines(text: str) -> Iterator[Erasure]:
    for number, line in enumerate(text.splitlines(), 1):
        try:
            yield Erasure(**json.loads(line))
        except (ValueError, TypeError):
            raise BadLedger(number) from None
