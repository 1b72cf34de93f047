"""A virus scanner beside the product, where there is one: clamd, by its INSTREAM command (clamd(8))."""

import socket
import struct

from training.domain.tongue import gettext as _
from training.domain.upload import NotTaken

CHUNK = 64 * 1024
PATIENCE = 20.0
"""Seconds, for connecting and for each answer."""


class ScannerAway(Exception):
    """The scanner that is configured does not answer: nothing is taken that nobody looked at."""


def ensure_clean(content: bytes, address: str) -> None:
    """`address`: a path, or HOST:PORT. Raises NotTaken, or ScannerAway."""
    try:
        answer = _asked(content, address)
    except OSError as error:
        raise ScannerAway from error
    if answer.endswith("FOUND"):
        raise NotTaken(_("The virus scanner found something in this file. It was not kept."))
    if not answer.endswith("OK"):
        raise ScannerAway(answer)


def _asked(content: bytes, address: str) -> str:
    with _connected(address) as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            part = content[start : start + CHUNK]
            scanner.sendall(struct.pack(">I", len(part)) + part)
        scanner.sendall(struct.pack(">I", 0))
        return scanner.recv(4096).decode(errors="replace").strip("\0 \n")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        scanner = socket.socket(socket.AF_UNIX)
        scanner.settimeout(PATIENCE)
        try:
            scanner.connect(address)
        except OSError:
            scanner.close()
            raise
        return scanner
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)
