"""`flask backup` and `flask restore`: all data in one encrypted file, without the keys of the people."""

import os
import shutil
import sqlite3
import subprocess  # nosec B404 -- PostgreSQL's own tools
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import inspect
from sqlalchemy.engine import make_url

from training.config import Settings
from training.extensions import db, is_migrated, vault
from training.jobs.erasing import ledger_file, replay
from training.vault import VaultError
from training.vault.databases import SCHEMA
from training.vault.envelope import open_file, seal_file


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(*, file: Path) -> None:
    """Write all data into FILE, encrypted, while everything goes on running."""
    if file.exists():
        raise click.ClickException(f"{file} is there already. Give the backup a new name.")
    settings = _settings()
    with _draft(file) as draft, _snapshot(settings) as snapshot:
        with snapshot.open("rb") as source, draft.open("wb") as target:
            seal_file(source, target, vault().masters, kind=_kind(settings), made_at=_now())
            target.flush()
            os.fsync(target.fileno())
        draft.rename(file)
    click.echo(f"{file}: {file.stat().st_size:,} bytes. The key store is not in it: copy it separately.")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore(*, file: Path) -> None:
    """Bring back the data in FILE, into a place where there is none yet."""
    settings = _settings()
    if inspect(db.engine).get_table_names():
        raise click.ClickException("There is data here already. A backup is restored into an empty place.")
    db.engine.dispose()
    with _folder(settings) as folder:
        plain = folder / "restored"
        try:
            with file.open("rb") as source, plain.open("wb") as target:
                told = open_file(source, target, vault().masters)
        except VaultError as error:
            raise click.ClickException(str(error)) from None
        if told["kind"] != _kind(settings):
            raise click.ClickException(f"This is a backup of {told['kind']}; DATABASE_URL names another.")
        _put_back(plain, settings)
    click.echo(f"Restored as it was at {told['made_at']}. {_erased_again()}")
    click.echo("Look it through: flask record verify; flask check")


def _erased_again() -> str:
    """Data that grew young again holds people whom the ledger calls erased."""
    if not is_migrated():
        return "Bring it up to this version (flask db upgrade), then run flask people replay-erasures."
    file = ledger_file()
    keys, records = replay(db.session(), file.read_text() if file.exists() else "", datetime.now(UTC))
    return f"{keys} keys and {records} records of erased people had come back and are gone again."


def _kind(settings: Settings) -> str:
    return "sqlite" if settings.is_sqlite else "postgresql"


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"


@contextmanager
def _draft(file: Path) -> Iterator[Path]:
    """Written beside its place, for its owner only; no half of it is left behind."""
    draft = file.with_name(f".{file.name}.part")
    draft.touch(mode=0o600)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _folder(settings: Settings) -> Iterator[Path]:
    """A folder on the same disk as the data, for its owner only, gone afterwards."""
    with tempfile.TemporaryDirectory(dir=settings.data_dir, prefix=".backup-") as name:
        yield Path(name)


@contextmanager
def _snapshot(settings: Settings) -> Iterator[Path]:
    """The data as it stands at one moment, in a file."""
    with _folder(settings) as folder:
        snapshot = folder / "snapshot"
        if settings.is_sqlite:
            _copy_sqlite(_database_file(settings), snapshot)
        else:
            _tool(
                "pg_dump",
                "--format=custom",
                f"--exclude-schema={SCHEMA}",
                f"--file={snapshot}",
                _url(settings),
            )
        yield snapshot


def _database_file(settings: Settings) -> Path:
    return Path(make_url(settings.database).database or "")


def _copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's own online copy: writers are not kept waiting, and what it copies is whole."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)


def _put_back(plain: Path, settings: Settings) -> None:
    if settings.is_sqlite:
        place = _database_file(settings)
        for leftover in (f"{place}-wal", f"{place}-shm"):
            Path(leftover).unlink(missing_ok=True)
        plain.chmod(0o600)
        plain.replace(place)
    else:
        _tool(
            "pg_restore",
            "--no-owner",
            "--exit-on-error",
            "--single-transaction",
            f"--dbname={_url(settings)}",
            str(plain),
        )


def _url(settings: Settings) -> str:
    """Without the passphrase: what stands on a command line, everybody on the machine can read."""
    url = make_url(settings.database).set(drivername="postgresql", password=None)
    os.environ["PGPASSWORD"] = make_url(settings.database).password or ""
    return url.render_as_string()


def _tool(name: str, *arguments: str) -> None:
    program = shutil.which(name)
    if program is None:
        raise click.ClickException(f"{name} is missing. It comes with PostgreSQL's client programs.")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)  # noqa: S603  # nosec B603
    if done.returncode:
        raise click.ClickException(f"{name}: {done.stderr.strip()}")
