"""The product started as people start it, and a bare page beside it in the very same server."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

PASSPHRASE = "walk the whole road"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
ROOT = Path(__file__).parents[1]


@dataclass(slots=True)
class Server:
    process: subprocess.Popen[bytes]
    port: int
    up_after_s: float

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@contextmanager
def product(folder: Path, *options: str) -> Iterator[Server]:
    """`flask serve` with its own settings. Behind a proxy, so that each request may be somebody else's."""
    port = free_port()
    env = {"DATA_DIR": str(folder), "PORT": str(port), "TRUSTED_PROXIES": "1"}
    with started([sys.executable, "-m", "flask", "serve", *options], env, port) as server:
        yield server


@contextmanager
def bare(pages: Path) -> Iterator[Server]:
    """One template for each page, that says the same bytes and nothing else."""
    port = free_port()
    command = [sys.executable, "-m", "bench.bare", str(pages), str(port)]
    with started(command, {"DATA_DIR": str(pages)}, port) as server:
        yield server


@contextmanager
def started(command: list[str], env: dict[str, str], port: int) -> Iterator[Server]:
    began = time.perf_counter()
    with (Path(env["DATA_DIR"]) / "bench.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | env, stdout=log, stderr=log)
    server = Server(process, port, 0.0)
    try:
        wait_for(f"{server.address}/healthz", process)
        server.up_after_s = round(time.perf_counter() - began, 2)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            urlopen(url, timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.01)
        else:
            return
    raise SystemExit(f"It ended with {process.returncode}; the reason stands in bench.log beside the data.")


def get(server: Server, path: str, cookie: str = "", accept: str = "identity") -> HTTPResponse:
    headers = {"Accept-Encoding": accept} | ({"Cookie": cookie} if cookie else {})
    return _asked(server, "GET", path, None, headers)


def sign_in(server: Server, email: str) -> str:
    """The cookie of somebody who just signed in, as a header's value."""
    page = get(server, "/account/login")
    [token, *_] = TOKEN.findall(page.read().decode())
    data = urlencode({"csrf_token": token, "email": email, "password": PASSPHRASE})
    headers = {"Cookie": cookie_of(page), "Content-Type": "application/x-www-form-urlencoded"}
    answer = _asked(server, "POST", "/account/login", data, headers)
    if answer.status != 302:
        raise SystemExit(f"Signing in as {email} was answered with {answer.status}.")
    return cookie_of(answer)


def cookie_of(answer: HTTPResponse) -> str:
    """Taken by hand: a jar would not send a cookie that is Secure to a plain address."""
    return str(answer.headers["Set-Cookie"]).split(";")[0]


def _asked(server: Server, method: str, path: str, body: str | None, headers: dict[str, str]) -> HTTPResponse:
    """The answer as it is, redirects too."""
    wire = HTTPConnection("127.0.0.1", server.port, timeout=30)
    wire.request(method, path, body, headers)
    return wire.getresponse()
