"""The master keys: a ring kept outside every database. The first wraps data keys, all of them unwrap."""

import os
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from training.vault.errors import BadMasterKeys, Tampered, UnknownMasterKey

KEY_BYTES = 32
NONCE_BYTES = 12
OTHERS = 0o077
"""The permission bits of group and others."""

_NAME = re.compile(r"[A-Za-z0-9._-]{1,40}")
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+={0,2}")


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A data key as it is stored: sealed by the master key of that name."""

    master_id: str
    sealed: bytes = field(repr=False)


class MasterKeys:
    """An ordered ring. Written as `id:key,id:key`, each key 32 bytes in base64url, the current one first."""

    __slots__ = ("_ring", "current")

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._ring = {name: AESGCM(key) for name, key in keys.items()}
        self.current = next(iter(keys))

    def __repr__(self) -> str:
        return f"<MasterKeys: {len(self._ring)}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("master keys do not leave the process")

    @classmethod
    def parse(cls, text: str) -> Self:
        keys: dict[str, bytes] = {}
        for place, entry in enumerate(text.split(","), 1):
            name, key = _read_entry(entry.strip(), place)
            if name in keys:
                raise BadMasterKeys(f"Master key {place} has the name of one before it.")
            keys[name] = key
        return cls(keys)

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read the ring; at the very first start, make it. Lose this file, and all that is sealed is lost."""
        if not path.exists():
            _lay_down(path, new_master(f"m-{secrets.token_hex(3)}"))
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & OTHERS:
                raise BadMasterKeys(f"Others than its owner may use {path}. Set its mode to 600.")
            return cls.parse(file.read().decode("ascii", "replace").strip())

    @property
    def names(self) -> list[str]:
        """The current one first."""
        return list(self._ring)

    def wrap(self, subject: str, data_key: bytes) -> Wrapped:
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._ring[self.current].encrypt(nonce, data_key, subject.encode())
        return Wrapped(self.current, nonce + sealed)

    def unwrap(self, subject: str, wrapped: Wrapped) -> bytes:
        """Return the data key. One that was wrapped for another subject is refused."""
        if wrapped.master_id not in self._ring:
            raise UnknownMasterKey(wrapped.master_id)
        nonce, sealed = wrapped.sealed[:NONCE_BYTES], wrapped.sealed[NONCE_BYTES:]
        try:
            return self._ring[wrapped.master_id].decrypt(nonce, sealed, subject.encode())
        except (InvalidTag, ValueError):
            raise Tampered(f"the data key of {subject}") from None


def new_master(name: str) -> str:
    """Return a fresh entry. To rotate, put it before the others and rewrap until none remain."""
    return f"{name}:{urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"


def add_master(path: Path, entry: str) -> None:
    """Put a new master key before the others in a ring that is a file: whole, or not at all."""
    _replace(path, f"{entry},{path.read_text('ascii').strip()}")


def keep_current(path: Path) -> None:
    """Take all but the current master key out of a ring that is a file. What they wrapped is lost."""
    _replace(path, path.read_text("ascii").strip().split(",")[0])


def _replace(path: Path, text: str) -> None:
    MasterKeys.parse(text)  # a ring that could not be read again is never written
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _settle(path.parent)


def _read_entry(entry: str, place: int) -> tuple[str, bytes]:
    name, colon, encoded = entry.partition(":")
    if not colon or not _NAME.fullmatch(name):
        raise BadMasterKeys(f"Master key {place} is not written as id:key.")
    key = _decoded(encoded, place)
    if len(key) != KEY_BYTES:
        raise BadMasterKeys(f"Master key {place} has {len(key)} bytes instead of {KEY_BYTES}.")
    return name, key


def _decoded(encoded: str, place: int) -> bytes:
    # The decoder passes over what is not base64url, so that has to be refused before.
    with suppress(NotBase64):
        if _BASE64URL.fullmatch(encoded):
            return urlsafe_b64decode(encoded.rstrip("=") + "=" * (-len(encoded.rstrip("=")) % 4))
    raise BadMasterKeys(f"Master key {place} is not base64url.")


def _lay_down(path: Path, text: str) -> None:
    """Write beside the place, then link, which fails if somebody was faster: nobody reads half a file."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Make the new name last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
