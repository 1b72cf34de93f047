"""What the pages of an account show: its sessions, an invitation, and in the demo who may be tried."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from training.models import Consent, Event, Invitation, Person, SignIn

MOST_CONSENTS = 100
MOST_INVITATIONS = 100


def by_email(email: str) -> Select[Person]:
    return (
        select(Person)
        .where(Person.email == email.strip().lower())
        .options(selectinload(Person.appointments))
        .order_by(Person.id)
    )


def sessions(person: Person, *, seen_after: datetime, began_after: datetime) -> Select[SignIn]:
    """Where somebody is signed in, the last one used first."""
    return (
        select(SignIn)
        .where(
            SignIn.holder == person.fs_uniquifier, SignIn.seen_at > seen_after, SignIn.began_at > began_after
        )
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    )


def consents(person_id: int) -> Select[Consent]:
    """Every consent somebody ever gave, the newest first."""
    return (
        select(Consent)
        .where(Consent.person_id == person_id)
        .order_by(Consent.given_at.desc(), Consent.id.desc())
        .limit(MOST_CONSENTS)
    )


def ever_signed_in(person: Person) -> Select[int]:
    """The number of the event that tells of a sign-in from a browser not known before, if there is one."""
    told = Event.kind == "account.new_device"
    return select(Event.number).where(Event.subject == f"person:{person.ref}", told).limit(1)


def invitation(token_hash: str) -> Select[Invitation]:
    """Locked, so that a link opened twice at once is used once (SQLite locks the whole file anyway)."""
    return (
        select(Invitation)
        .where(Invitation.token_hash == token_hash)
        .order_by(Invitation.id)
        .with_for_update()
    )


def open_invitations(at: datetime) -> Select[Invitation]:
    """Those that nobody took up yet and that still work, the newest first."""
    is_open = (Invitation.used_at.is_(None), Invitation.expires_at > at)
    return select(Invitation).where(*is_open).order_by(Invitation.id.desc()).limit(MOST_INVITATIONS)


def open_invitation(number: int, at: datetime) -> Select[Invitation]:
    """One of them, locked: it is taken up or taken back."""
    return open_invitations(at).where(Invitation.id == number).with_for_update()


def people_called(emails: Iterable[str]) -> Select[Person]:
    return select(Person).where(Person.email.in_(list(emails))).order_by(Person.id)
