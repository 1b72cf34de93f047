"""The heads of all chains at one moment under one hash, so that nothing can be cut off unseen afterwards.

The tree is that of RFC 6962, §2.1: a leaf and a knot are hashed with another byte in front, so that neither
can be taken for the other. A proof names the neighbours on the way up: whoever has the signed root can check
that one chain is under it, and learns nothing of the others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple, Self

from training.domain.record import canonical, utc_text
from training.domain.tongue import gettext as _

VERSION = 1
WHAT, PROOF = "training checkpoint", "training checkpoint proof"


class NotACheckpoint(ValueError):
    """The text is no checkpoint, or one that does not agree with itself."""


class Head(NamedTuple):
    """The end of one chain: its name (`person:P-7KQ2M4X`), how many events, the hash of the last."""

    chain: str
    length: int
    hash: str

    @property
    def leaf(self) -> bytes:
        return sha256(b"\0" + canonical(self._asdict())).digest()


class Step(NamedTuple):
    """A neighbour on the way to the root, and whether it stands on the left."""

    is_left: bool
    hash: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`heads` in the order of their names; `root` covers them all, and the signature covers the root."""

    made_at: str
    root: str
    heads: tuple[Head, ...]

    @classmethod
    def of(cls, heads: Sequence[Head], made_at: datetime) -> Self:
        ordered = tuple(sorted(heads))
        return cls(utc_text(made_at), root_of([head.leaf for head in ordered]).hex(), ordered)

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        """From parsed JSON. Raises NotACheckpoint where it is none or its heads do not make its root."""
        try:
            heads = tuple(Head(str(chain), int(length), str(end)) for chain, length, end in said["heads"])
            found = cls(str(said["made_at"]), str(said["root"]), heads)
        except (KeyError, TypeError, ValueError):
            raise NotACheckpoint(_("This file is no checkpoint of a record.")) from None
        if said.get("what") != WHAT or said.get("version") != VERSION:
            raise NotACheckpoint(_("This file is no checkpoint of a record."))
        if list(heads) != sorted(heads) or root_of([head.leaf for head in heads]).hex() != found.root:
            raise NotACheckpoint(_("The chains in this checkpoint do not make its root: it was changed."))
        return found

    @property
    def signed(self) -> bytes:
        """What the signature is made of."""
        return signed_words(self.made_at, len(self.heads), self.root)

    def as_json(self) -> dict[str, object]:
        return {
            "what": WHAT,
            "version": VERSION,
            "made_at": self.made_at,
            "size": len(self.heads),
            "root": self.root,
            "heads": [list(head) for head in self.heads],
        }


def signed_words(made_at: str, size: int, root: str) -> bytes:
    return canonical({"what": WHAT, "version": VERSION, "made_at": made_at, "size": size, "root": root})


def root_of(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = _middle(len(leaves))
    return _knot(root_of(leaves[:middle]), root_of(leaves[middle:]))


def path_to(leaves: Sequence[bytes], place: int) -> Iterator[Step]:
    """The neighbours of one leaf, from the leaf up."""
    if len(leaves) < 2:
        return
    middle = _middle(len(leaves))
    if place < middle:
        yield from path_to(leaves[:middle], place)
        yield Step(is_left=False, hash=root_of(leaves[middle:]).hex())
    else:
        yield from path_to(leaves[middle:], place - middle)
        yield Step(is_left=True, hash=root_of(leaves[:middle]).hex())


def leads_to(head: Head, path: Sequence[Step]) -> str:
    """The root that this head and these neighbours make."""
    found = head.leaf
    for step in path:
        beside = bytes.fromhex(step.hash)
        found = _knot(beside, found) if step.is_left else _knot(found, beside)
    return found.hex()


def _knot(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def _middle(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1


# ------------------------------------------------------------------ what became of a chain since


def lost(then: Head, length: int | None, hash_then: str | None) -> str:
    """Why a chain is no longer what the checkpoint says, or nothing.

    `length`: how long it is today, None if it is gone; `hash_then`: of its event where it ended then.
    """
    if length is None:
        return _("It had %(then)s events at the checkpoint and is gone.", then=then.length)
    if length < then.length:
        return _(
            "It had %(then)s events at the checkpoint and has %(now)s: its end was cut off.",
            then=then.length,
            now=length,
        )
    if hash_then != then.hash:
        return _(
            "Its event %(then)s is not the one the checkpoint saw: it was written anew.", then=then.length
        )
    return ""
