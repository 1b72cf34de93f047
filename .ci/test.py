#!/usr/bin/env python
"""Run pytest beside a PostgreSQL and a Redis of its own, thrown away at the end. Arguments go to pytest."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
DATABASE = "training_test"
NEW_CLUSTER = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
FAST_AND_UNSAFE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=50"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def postgres_program(name: str) -> str:
    """Debian keeps initdb and pg_ctl off the path, in one folder for each version: take the newest."""
    kept_apart = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = max(kept_apart, key=lambda path: int(path.parts[-3]), default=None)
    found = str(newest) if newest else shutil.which(name)
    return found or sys.exit(f"{name} is missing: .ci/setup test installs it, or says how")


def as_postgres(*command: str) -> None:
    """PostgreSQL refuses to run as root; its own user runs it there."""
    if os.geteuid() == 0:
        command = ("runuser", "-u", "postgres", "--", *command)
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)  # noqa: S603
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A database on a new cluster, as an address for SQLAlchemy."""
    folder.mkdir()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    port, data, control = str(free_port()), f"{folder}/data", postgres_program("pg_ctl")
    place = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
    start = ["--wait", "--pgdata", data, "--log", f"{folder}/log", "--options", f"{place} {FAST_AND_UNSAFE}"]
    client = ["--host", "127.0.0.1", "--port", port, "--username", "postgres"]
    as_postgres(postgres_program("initdb"), "--pgdata", data, *NEW_CLUSTER)
    try:
        as_postgres(control, "start", *start)
        as_postgres(postgres_program("createdb"), *client, DATABASE)
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/{DATABASE}"
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            as_postgres(control, "stop", "--mode=immediate", "--pgdata", data)


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """A Redis that keeps nothing on disk. It is up in 20 ms, long before the database is."""
    port = free_port()
    command = f"redis-server --bind 127.0.0.1 --port {port} --appendonly no --dir {folder}".split()
    server = subprocess.Popen([*command, "--save", ""], stdout=subprocess.DEVNULL, process_group=0)  # noqa: S603
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()


def pytest(arguments: list[str], **addresses: str) -> int:
    """Pytest's own exit code. A signal to end becomes Ctrl-C for pytest, which then still clears up."""
    command = [sys.executable, "-m", "pytest", *arguments]
    tests = subprocess.Popen(command, cwd=ROOT, env=os.environ | addresses)  # noqa: S603
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends Ctrl-C to pytest as well
    signal.signal(signal.SIGTERM, lambda *_: tests.send_signal(signal.SIGINT))
    return tests.wait()


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts its background jobs deaf to it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with tempfile.TemporaryDirectory(prefix="training-test-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # the user postgres has to pass
        with redis(folder) as redis_url, postgres(folder / "postgres") as postgres_url:
            return pytest(arguments, TEST_POSTGRES_URL=postgres_url, TEST_REDIS_URL=redis_url)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
