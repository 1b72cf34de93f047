"""`flask vault …`: the master keys, and what they wrap."""

import secrets
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from training.config import Settings
from training.extensions import vault as of_app
from training.vault import MasterKeys, Vault, add_master, keep_current, new_master

vault = AppGroup("vault", help="The keys: a new master key, and which are still needed.")
AT_ONCE = 200
"""Data keys in one transaction: a page that opens somebody's texts meanwhile hardly waits."""


@vault.command("rotate")
@click.option("--at-once", default=AT_ONCE, show_default=True, help="Data keys in one transaction.")
def rotate(*, at_once: int) -> None:
    """Bring every data key under a new master key while everything runs. Broken off, it goes on there."""
    found = of_app()
    if not (remaining := found.not_under_current()) and (file := _ring_file()):
        add_master(file, new_master(f"m-{secrets.token_hex(3)}"))
        found = _reread(file)
        remaining = found.not_under_current()
        click.echo(f"A new master key stands first in {file}: {found.masters.current}.")
    total = remaining
    while remaining:
        remaining = found.rewrap(limit=at_once)
        click.echo(f"{total - remaining} of {total} data keys are under {found.masters.current}.")
    click.echo("Done. Nothing but backups needs the older master keys: `flask vault status` tells of them.")


@vault.command("status")
def status() -> None:
    """Say which master keys there are, and how many data keys are not under the current one."""
    found = of_app()
    current, *older = found.masters.names
    click.echo(f"Current: {current}. Older: {', '.join(older) or 'none'}.")
    click.echo(f"{found.not_under_current()} data keys are not under the current one.")


@vault.command("retire")
@click.option("--yes", is_flag=True, help="Backups made before the rotation are not needed any more.")
def retire(*, yes: bool) -> None:
    """Take the older master keys out of the ring. Restart first: no process may know only the older ones."""
    found, file = of_app(), _ring_file()
    if file is None:
        raise click.ClickException("The ring stands in MASTER_KEYS. Take the older keys out there.")
    if remaining := found.not_under_current():
        raise click.ClickException(f"{remaining} data keys still need them. `flask vault rotate` goes on.")
    if not yes:
        raise click.ClickException(
            "Backups sealed with them cannot be opened then. If that is well, say --yes."
        )
    keep_current(file)
    click.echo(f"Only {found.masters.current} is left.")


def _ring_file() -> Path | None:
    """Where the ring is a file and not in the environment."""
    settings: Settings = current_app.extensions["settings"]
    return None if settings.master_keys.get_secret_value() else settings.data_dir / "master.key"


def _reread(file: Path) -> Vault:
    """The vault of this process, under the ring as it is now."""
    return of_app().under(MasterKeys.from_file(file))
