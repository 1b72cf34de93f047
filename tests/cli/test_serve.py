"""The whole thing as people start it: one command, real processes, real signals."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.serving import flask, free_port, serving


def answers(url):
    try:
        return urlopen(f"{url}/healthz", timeout=1).status == 200  # noqa: S310
    except (URLError, OSError):
        return False


def until_true(condition, seconds=20):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)


def children(pid):
    """Every process below this one, as Linux tells it."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = dict(map(int, line.split()) for line in listed.splitlines())
    found = {pid}
    for _ in range(4):
        found |= {child for child, parent in parents.items() if parent in found}
    return found - {pid}


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.fixture(scope="module")
def demo_folder(demo_to_copy, tmp_path_factory):
    """A demo that has been started once."""
    return demo_to_copy(tmp_path_factory.mktemp("demo"))


def test_a_demo_starts_tells_its_address_and_ends_whole_within_five_seconds(demo_folder):
    with serving(demo_folder, "--demo") as server:
        until_true(lambda: len(children(server.pid)) == 4)  # web, its worker, the worker, the mail server
        family = children(server.pid)
        began = time.monotonic()
        server.terminate()
        server.wait(timeout=10)
        took = time.monotonic() - began

    assert server.returncode == 0
    assert took < 5
    assert [pid for pid in family if is_alive(pid)] == []
    assert f"Training tracker at {server.url}" in server.words
    assert "walk the whole road" in server.words


def test_killing_the_parent_without_warning_leaves_no_orphan(demo_folder):
    with serving(demo_folder, "--demo") as server:
        until_true(lambda: len(children(server.pid)) == 4)
        family = children(server.pid)

        os.kill(server.pid, signal.SIGKILL)

        until_true(lambda: not any(is_alive(pid) for pid in family), seconds=10)


def test_a_child_that_dies_is_started_again(demo_folder):
    with serving(demo_folder, "--demo") as server:
        until_true(lambda: len(children(server.pid)) == 4)
        before = children(server.pid)

        for pid in before:
            os.kill(pid, signal.SIGKILL)

        until_true(lambda: len(children(server.pid) - before) == 4 and answers(server.url))

    assert "web ended with -9 and is started again" in server.words


def test_a_demo_folder_is_not_served_as_real(demo_folder):
    command, options = flask("serve", folder=demo_folder, port=free_port())

    refused = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, **options)

    assert refused.returncode == 1
    assert "holds the demo" in refused.stderr


def test_a_real_start_gives_a_link_for_the_first_administrator_and_no_demo_ever_after(tmp_path):
    with serving(tmp_path) as server:
        pass
    command, options = flask("serve", "--demo", folder=tmp_path, port=free_port())

    refused = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, **options)

    assert re.search(rf"{server.url}/account/invitation/[\w-]{{32,}}", server.words)
    assert refused.returncode == 1
    assert "real data" in refused.stderr
    assert not (tmp_path / "demo").exists()


def test_a_port_that_is_taken_is_told_in_a_sentence(demo_folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command, options = flask("serve", "--demo", folder=demo_folder, port=port)

        refused = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, **options)

    assert refused.returncode == 1
    assert (
        refused.stderr.strip()
        == f"127.0.0.1:{port} cannot be used: Address already in use. PORT=… takes another."
    )


def test_an_empty_demo_has_nobody_in_it(tmp_path):
    with serving(tmp_path, "--demo", "--empty"):
        pass

    with sqlite3.connect(tmp_path / "training.sqlite3") as database:
        counts = [
            database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 -- our own names
            for table in ("person", "program_version")
        ]
    database.close()
    assert counts == [0, 1]
