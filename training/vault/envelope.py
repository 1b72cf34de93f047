"""One encrypted file: AES-256-GCM in chunks, under a key of its own that the master key wraps.

The file is a line that names the format, a line of JSON with the wrapped key, and the chunks. Each chunk's
nonce counts on, and the last one is marked, so that none can be changed, moved, left out or cut off.
"""

import json
import secrets
import struct
from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from training.vault.errors import Tampered, VaultError
from training.vault.masters import KEY_BYTES, MasterKeys, Wrapped

FORMAT = b"training tracker backup 1\n"
CHUNK = 1024 * 1024
SUBJECT = "backup"
LONGEST_HEADER = 4096
_SIZE = struct.Struct(">I")


class NotABackup(VaultError):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not a backup of this product, or was cut off.")


def seal_file(source: BinaryIO, target: BinaryIO, masters: MasterKeys, **about: str) -> None:
    """Encrypt all of `source`. `about` stands readable in the header, and is bound to the content."""
    key = secrets.token_bytes(KEY_BYTES)
    wrapped = masters.wrap(SUBJECT, key)
    told = about | {"master": wrapped.master_id, "key": b64encode(wrapped.sealed).decode()}
    header = json.dumps(told, sort_keys=True).encode() + b"\n"
    target.write(FORMAT + header)
    cipher = AESGCM(key)
    for number, (chunk, is_last) in enumerate(_chunks(source)):
        sealed = cipher.encrypt(_nonce(number, is_last=is_last), chunk, header)
        target.write(_SIZE.pack(len(sealed)) + sealed)


def about(source: BinaryIO) -> tuple[dict[str, str], bytes]:
    """What the header says, and its bytes. Raises NotABackup."""
    if source.read(len(FORMAT)) != FORMAT:
        raise NotABackup(source.name)
    header = source.readline(LONGEST_HEADER)
    try:
        return dict(json.loads(header)), header
    except ValueError:
        raise NotABackup(source.name) from None


def open_file(source: BinaryIO, target: BinaryIO, masters: MasterKeys) -> dict[str, str]:
    """Decrypt into `target`; what stands there counts only when this returns. Raises VaultError."""
    told, header = about(source)
    key = masters.unwrap(SUBJECT, Wrapped(told["master"], b64decode(told["key"])))
    cipher, number, is_last = AESGCM(key), 0, False
    while not is_last:
        sealed = _next(source)
        is_last = source.peek(1) == b""  # type: ignore[attr-defined]
        try:
            target.write(cipher.decrypt(_nonce(number, is_last=is_last), sealed, header))
        except InvalidTag:
            raise Tampered(source.name) from None
        number += 1
    return told


def _next(source: BinaryIO) -> bytes:
    size = source.read(_SIZE.size)
    sealed = source.read(_SIZE.unpack(size)[0]) if len(size) == _SIZE.size else b""
    if not sealed:
        raise NotABackup(source.name)
    return sealed


def _chunks(source: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Each chunk, and whether it is the last; an empty file has one empty chunk."""
    chunk = source.read(CHUNK)
    while True:
        following = source.read(CHUNK)
        yield chunk, not following
        if not following:
            return
        chunk = following


def _nonce(number: int, *, is_last: bool) -> bytes:
    return struct.pack(">?3xQ", is_last, number)
