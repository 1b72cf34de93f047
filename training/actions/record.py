"""The one door: a status, its event on the record and its letters change together, or not at all."""

from collections.abc import Iterable
from typing import Any, ClassVar, Protocol

from training.domain.machine import Arrow, Machine
from training.domain.record import link
from training.domain.roles import By
from training.domain.words import Word
from training.models.record import Chain, Event, words_place
from training.vault import PersonVault


class Moving(Protocol):
    """What the door needs of a row: its machine, its status, its record."""

    machine: ClassVar[Machine]
    status: Any

    @property
    def ref(self) -> str: ...

    @property
    def chain(self) -> Chain: ...


class Private:
    """Words that go on the record sealed, bound to the chain by a digest keyed with the person's own key."""

    def __init__(self, keys: PersonVault, text: str) -> None:
        self.digest = keys.digest(text)
        self._keys, self._text = keys, text

    def sealed_at(self, place: str) -> bytes:
        return self._keys.seal(place, self._text)


def write(
    chain: Chain,
    kind: str,
    *,
    subject: str,
    by: By,
    step: tuple[str, str] | None = None,
    words: Private | None = None,
    **facts: object,
) -> Event:
    """Add one event to a chain. `facts` hold no personal content: refs, codes, counts, dates as text.

    `step` is the status before and after, where one changed.
    """
    number = chain.length + 1
    event = Event(
        chain=chain,
        number=number,
        at=by.at,
        actor=by.ref,
        capacity=by.capacity.value,
        acting_for=by.acting_for,
        kind=kind,
        subject=subject,
        before=step[0] if step else None,
        after=step[1] if step else None,
        facts=facts,
        digest=words.digest if words else None,
        words=words.sealed_at(words_place(chain.kind, chain.ref, number)) if words else None,
        previous=chain.head,
    )
    event.hash = link(event.previous, event.content)
    chain.events.add(event)
    chain.length, chain.head = number, event.hash
    return event


def advance(
    thing: Moving, move: Word, *, by: By, reason: str = "", words: Private | None = None, **facts: object
) -> Event:
    """Take one step of a machine and write it down. Nothing else sets a `status`.

    A needed reason is given as `reason`, or as `words` where it may be personal.
    Raises IllegalMove, WrongCapacity or ReasonMissing, and then nothing has changed.
    """
    machine, before = thing.machine, thing.status
    arrow = machine.step(before, move, capacity=by.capacity, has_reason=bool(reason.strip() or words))
    _arrive(thing, arrow)
    return write(
        thing.chain,
        f"{machine.id}.{move}",
        subject=f"{machine.id}:{thing.ref}",
        by=by,
        step=(before.value, thing.status.value),
        words=words,
        **_with_reason(facts, reason),
    )


def advance_all(
    things: Iterable[Moving], move: Word, *, subject: str, by: By, reason: str = "", **facts: object
) -> Event | None:
    """Take one step with a batch of one person's rows, all of one status, as one event that names them.

    None for an empty batch. Raises as `advance` does, and then nothing has changed.
    """
    batch = list(things)
    if not batch:
        return None
    first, before = batch[0], batch[0].status
    arrows = [
        one.machine.step(one.status, move, capacity=by.capacity, has_reason=bool(reason)) for one in batch
    ]
    for thing, arrow in zip(batch, arrows, strict=True):
        _arrive(thing, arrow)
    return write(
        first.chain,
        f"{first.machine.id}.{move}",
        subject=subject,
        by=by,
        step=(before.value, first.status.value),
        **_with_reason(facts | {"refs": [one.ref for one in batch]}, reason),
    )


def _with_reason(facts: dict[str, Any], reason: str) -> dict[str, Any]:
    return facts | {"reason": reason} if reason else facts


def _arrive(thing: Moving, arrow: Arrow) -> None:
    """Set the status the arrow leads to; a pause keeps the way back, coming back uses it."""
    pausing = arrow.target in thing.machine.pauses
    if arrow.target is None:
        target, way_back = thing.resume_status, None  # type: ignore[attr-defined]
    else:
        target, way_back = arrow.target, arrow.source if pausing else None
    thing.status = target
    if thing.machine.pauses:
        thing.resume_status = way_back  # type: ignore[attr-defined]
