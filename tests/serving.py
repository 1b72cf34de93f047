"""The product started by its own command, as a process of its own."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def environment(folder, port):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {"DATA_DIR": str(folder), "PORT": str(port), "PYTHONUNBUFFERED": "1"}


def flask(*arguments, folder, port):
    return [sys.executable, "-m", "flask", *arguments], {"cwd": ROOT, "env": environment(folder, port)}


@contextmanager
def serving(folder, *arguments):
    """A server that has answered once; killed at the end if the test did not end it."""
    port = free_port()
    command, options = flask("serve", *arguments, folder=folder, port=port)
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, process_group=0, **options
    )
    server.url = f"http://127.0.0.1:{port}"
    server.words = ""
    try:
        while "Training tracker at" not in server.words:
            server.words += server.stdout.readline() or pytest.fail(server.words)
        yield server
    finally:
        server.terminate()
        server.words += server.stdout.read()
        server.wait(timeout=20)
        server.stdout.close()
