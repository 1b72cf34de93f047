"""Somebody opens what is private of somebody else: it goes on the record of whom it is about."""

from training.actions.record import write
from training.domain.opening import OPENED
from training.domain.roles import By
from training.models import Chain, Event


def note_opening(chain: Chain, kind: str, *, subject: str, by: By) -> Event:
    """Raises KeyError for a kind that nobody would be told of."""
    if kind not in OPENED:
        raise KeyError(kind)
    return write(chain, kind, subject=subject, by=by)
