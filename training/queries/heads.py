"""The ends of all chains: as they are now, and as they were where a checkpoint saw them."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select, tuple_

from training.domain.checkpoint import Head
from training.models import Chain, Event

AT_ONCE = 300
"""Pairs in one question; SQLite takes no endless ones."""


def heads(connection: Connection) -> list[Head]:
    """Every chain that has an event."""
    rows = connection.execute(select(Chain.kind, Chain.ref, Chain.length, Chain.head).where(Chain.length > 0))
    return [Head(f"{kind}:{ref}", length, head) for kind, ref, length, head in rows]


def lengths(connection: Connection) -> dict[str, tuple[int, int]]:
    """Of each chain by its name: its id, and how many events it says it has."""
    rows = connection.execute(select(Chain.id, Chain.kind, Chain.ref, Chain.length))
    return {f"{kind}:{ref}": (key, length) for key, kind, ref, length in rows}


def hashes_at(
    connection: Connection, places: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], str]]:
    """The hash of the event at each (chain id, number), where there is one."""
    wanted = tuple_(Event.chain_id, Event.number)
    for start in range(0, len(places), AT_ONCE):
        some = select(Event.chain_id, Event.number, Event.hash).where(
            wanted.in_(places[start : start + AT_ONCE])
        )
        for chain_id, number, found in connection.execute(some):
            yield (chain_id, number), found
