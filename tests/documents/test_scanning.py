"""The virus scanner beside the product: asked by its own protocol; nothing is taken where it is silent."""

import socket
import struct
import threading

import pytest

from training.documents.scanning import ScannerAway, ensure_clean
from training.domain.upload import NotTaken


class Scanner:
    """Speaks clamd's INSTREAM for one file, and answers what it was told to."""

    def __init__(self, listening, answer):
        self.heard, self._answer = b"", answer
        self._listening = listening
        listening.listen(1)
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self):
        with self._listening, self._listening.accept()[0] as client, client.makefile("rb") as said:
            assert said.read(10) == b"zINSTREAM\0"
            while size := struct.unpack(">I", said.read(4))[0]:
                self.heard += said.read(size)
            client.sendall(self._answer)

    def join(self):
        self._thread.join(timeout=5)


@pytest.fixture(params=["port", "path"])
def listening(request, tmp_path):
    """A socket, and its address as it stands in the setting."""
    if request.param == "path":
        place = socket.socket(socket.AF_UNIX)
        place.bind(str(tmp_path / "clamd"))
        return place, str(tmp_path / "clamd")
    place = socket.socket()
    place.bind(("127.0.0.1", 0))
    return place, f"127.0.0.1:{place.getsockname()[1]}"


def test_a_clean_file_is_let_pass_and_was_seen_whole(listening):
    scanner = Scanner(listening[0], b"stream: OK\0")
    content = bytes(200_000)
    ensure_clean(content, listening[1])
    scanner.join()
    assert scanner.heard == content


def test_what_it_finds_is_not_taken(listening):
    scanner = Scanner(listening[0], b"stream: Eicar-Signature FOUND\0")
    with pytest.raises(NotTaken, match="found something"):
        ensure_clean(b"x", listening[1])
    scanner.join()


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b""])
def test_an_answer_that_is_none_lets_nothing_pass(listening, answer):
    scanner = Scanner(listening[0], answer)
    with pytest.raises(ScannerAway):
        ensure_clean(b"x", listening[1])
    scanner.join()


def test_a_scanner_that_is_away_lets_nothing_pass(tmp_path):
    with pytest.raises(ScannerAway):
        ensure_clean(b"x", str(tmp_path / "nobody"))
