"""Accounts: wrong and right tries, invitations taken up, and the letters that go with an account."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from training.actions.people import appoint, join
from training.actions.record import write
from training.domain.lockout import rest_until
from training.domain.roles import By, Role, by_system
from training.domain.tokens import hashed
from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken
from training.models import Chain, Invitation, Letter, LetterStatus, Person

INVITATION_DAYS = 7


@dataclass(frozen=True, slots=True)
class Message:
    """A letter that is written already. `kind` says which, e.g. `reset_instructions`."""

    kind: str
    to: str
    subject: str
    text: str


def note(person: Person, kind: str, *, by: By) -> None:
    """Put a change of the account on the person's record: that it happened, never the secret."""
    write(person.chain, f"account.{kind}", subject=f"person:{person.ref}", by=by)


def count_wrong_try(person: Person, *, at: datetime) -> None:
    """One more wrong passphrase or code in a row; from the tenth on the account rests a while."""
    person.failed_attempts += 1
    until = rest_until(person.failed_attempts, at)
    if until:
        person.locked_until = until
        write(
            person.chain,
            "account.rest",
            subject=f"person:{person.ref}",
            by=by_system(at),
            tries=person.failed_attempts,
        )


def forget_wrong_tries(person: Person) -> None:
    if person.failed_attempts:
        person.failed_attempts, person.locked_until = 0, None


def describe(person: Person, *, name: str, zone: str, by: By) -> None:
    """Change how somebody is called and where their day begins."""
    name = " ".join(name.split())
    if (name, zone) != (person.name, person.zone):
        person.name, person.zone = name, zone
        note(person, "describe", by=by)


def forget_second_factor(person: Person, *, by: By) -> None:
    """Somebody lost it: the passphrase lets them in until they set up another. Every session ends."""
    person.tf_primary_method = person.tf_totp_secret = person.totp_counter = None
    person.mf_recovery_codes = None
    person.fs_uniquifier = secrets.token_hex(32)
    note(person, "second_factor_off", by=by)
    text = _(
        "Hello %(name)s,\n\nthe office has taken away your second factor and your passkeys, as you asked. "
        "Sign in with your passphrase and set up a new one.\n\nIf you did not ask, write to us at once.",
        name=person.name,
    )
    told = Message("second_factor", person.email, _("Your sign-in was changed"), text)
    send(person.chain, told, at=by.at)


def send(chain: Chain, message: Message, *, at: datetime) -> Letter:
    """An outbox row for one message. It goes out once; asking again makes another letter."""
    letter = Letter(
        key=f"account:{message.kind}:{chain.ref}:{secrets.token_hex(8)}",
        kind=message.kind,
        to=message.to,
        subject=" ".join(message.subject.split()),
        text=message.text,
        status=LetterStatus.WAITING,
        attempts=0,
        due_at=at,
    )
    chain.letters.add(letter)
    return letter


def invite(email: str, role: Role, *, by: By) -> tuple[Invitation, str]:
    """An invitation and the one-time token that opens it; only the token's hash is kept."""
    token = secrets.token_urlsafe(24)
    invitation = Invitation(
        token_hash=hashed(token),
        email=email.strip().lower(),
        role=role,
        invited_by=by.ref,
        expires_at=by.at + timedelta(days=INVITATION_DAYS),
    )
    return invitation, token


class InvitesOneself(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("Nobody gives a role to themselves. Ask somebody else of the office."))


def invite_by(person: Person, email: str, role: Role, *, by: By) -> tuple[Invitation, str]:
    """Somebody of the office invites; it stands on their record, with no address. Raises InvitesOneself."""
    if email.strip().lower() == person.email:
        raise InvitesOneself
    write(person.chain, "account.invite", subject=f"person:{person.ref}", by=by, role=role.value)
    return invite(email, role, by=by)


def withdraw_invitation(person: Person, invitation: Invitation, *, by: By) -> None:
    """Its link does not work from now on."""
    invitation.expires_at = by.at
    write(
        person.chain, "account.invite_back", subject=f"person:{person.ref}", by=by, role=invitation.role.value
    )


def is_open(invitation: Invitation, at: datetime) -> bool:
    return invitation.used_at is None and at < invitation.expires_at


def take_up(invitation: Invitation, person: Person, *, on: date, at: datetime) -> None:
    """Use an invitation up: who followed the link holds the mailbox, so the address is confirmed too."""
    invitation.used_at = at
    person.confirmed_at = person.confirmed_at or at
    reason = f"invited by {invitation.invited_by}"
    appoint(person, invitation.role, by=by_system(at), from_on=on, reason=reason)


def join_by_invitation(
    invitation: Invitation, *, name: str, zone: str, password_hash: str, on: date, at: datetime
) -> Person:
    person = join(email=invitation.email, name=name, zone=zone, by=by_system(at))
    person.password = password_hash
    take_up(invitation, person, on=on, at=at)
    return person


def register(*, email: str, name: str, zone: str, password_hash: str, on: date, at: datetime) -> Person:
    """Somebody registers on their own: an applicant from the first day, to be confirmed by mail."""
    person = join(email=email, name=name, zone=zone, by=by_system(at))
    person.password = password_hash
    appoint(person, Role.APPLICANT, by=by_system(at), from_on=on, reason="registered")
    return person
