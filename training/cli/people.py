"""Who gets in: invitations by one-time link."""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from training.actions.account import INVITATION_DAYS, invite
from training.actions.account import forget_second_factor as forget
from training.domain.roles import Role, by_system
from training.extensions import db
from training.jobs.erasing import ledger_file, replay
from training.queries.account import by_email
from training.queries.passkey import of as passkeys_of
from training.vault.errors import BadLedger

people = AppGroup("people", help="Invite people.")
INVITED = [role.value for role in Role if role not in (Role.REFEREE, Role.SYSTEM)]


@people.command("invite")
@click.argument("email")
@click.option("--role", type=click.Choice(INVITED), required=True)
def invite_somebody(email: str, role: str) -> None:
    """Print a one-time link by which EMAIL opens an account and takes up a role."""
    if "@" not in email:
        raise click.BadParameter("that is not an e-mail address", param_hint="EMAIL")
    invitation, token = invite(email, Role(role), by=by_system(datetime.now(UTC)))
    db.session.add(invitation)
    db.session.commit()
    click.echo(f"{current_app.extensions['settings'].public_url}/account/invitation/{token}")
    click.echo(f"It works once, within {INVITATION_DAYS} days. Hand it over safely.", err=True)


@people.command("forget-second-factor")
@click.argument("email")
def forget_second_factor(email: str) -> None:
    """Take away the second factor and all passkeys of EMAIL, who has lost them and whom you have seen."""
    person = db.session.scalars(by_email(email)).one_or_none()
    if person is None:
        raise click.ClickException(f"Nobody has the address {email}.")
    for passkey in db.session.scalars(passkeys_of(person)):
        db.session.delete(passkey)
    forget(person, by=by_system(datetime.now(UTC)))
    db.session.commit()
    click.echo(f"{person.name} signs in with the passphrase alone, and sets up a second factor anew.")


@people.command("replay-erasures")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
def replay_erasures(*, file: Path | None) -> None:
    """After a restore, erase again whom the ledger in FILE names (the one in DATA_DIR if none is given)."""
    file = file or ledger_file()
    text = file.read_text() if file.exists() else ""
    try:
        keys, records = replay(db.session(), text, datetime.now(UTC))
    except BadLedger as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"{keys} keys and {records} records had come back and are gone again.")
