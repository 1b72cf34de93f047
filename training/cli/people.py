"""Who gets in: invitations by one-time link."""

from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import AppGroup

from training.actions.account import INVITATION_DAYS, invite
from training.domain.roles import Role, by_system
from training.extensions import db

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
