"""The record against a checkpoint made earlier: no chain is gone, cut short or written anew since."""

from collections.abc import Iterator

from sqlalchemy import Connection

from training.domain.checkpoint import Checkpoint, lost
from training.queries import heads
from training.queries.integrity.faults import Fault


def checkpoint_faults(connection: Connection, seen: Checkpoint) -> Iterator[Fault]:
    """Each chain that is not a continuation of what the checkpoint saw.

    That the events between hold together is for `chain_faults` to find.
    """
    now = heads.lengths(connection)
    places = [(now[head.chain][0], head.length) for head in seen.heads if head.chain in now]
    then = dict(heads.hashes_at(connection, places))
    for head in seen.heads:
        key, length = now.get(head.chain, (None, None))
        hash_then = then.get((key, head.length)) if key is not None else None
        if reason := lost(head, length, hash_then):
            yield Fault("chain", head.chain, f"{reason} ({seen.made_at})")
