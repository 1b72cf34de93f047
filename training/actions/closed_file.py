"""An administrator opens a closed file: on the record with the reason, and both sides are told."""

from collections.abc import Iterable
from dataclasses import dataclass

from training.actions.post import enqueue
from training.actions.record import Private, write
from training.domain.closed_file import OPEN, ensure_reason, ensure_sent, letter_to_chair, letter_to_person
from training.domain.roles import By
from training.models import Application, Event, Person
from training.vault import PersonVault


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told, by whom, and where each of them reads more."""

    chairs: Iterable[Person]
    who: str
    body: str
    readings: str
    reason: str


def open_file(application: Application, reason: str, told: Told, *, keys: PersonVault, by: By) -> Event:
    """For one hour. Raises NeverSent or ReasonTooShort, and then nothing has happened."""
    ensure_sent(application.status, application.submitted_at)
    words = Private(keys, ensure_reason(reason))
    event = write(application.chain, OPEN, subject=f"application:{application.ref}", by=by, words=words)
    _tell(application, event, application.person, told)
    for chair in told.chairs:
        if chair.ref not in (by.ref, application.person.ref):
            _tell(application, event, chair, told)
    return event


def _tell(application: Application, event: Event, whom: Person, told: Told) -> None:
    is_person = whom is application.person
    enqueue(
        application.chain,
        letter_to_person() if is_person else letter_to_chair(),
        key=f"closed-file:{application.ref}:{event.number}:{whom.ref}",
        to=whom.email,
        fill={
            "name": whom.name,
            "who": told.who,
            "ref": application.ref,
            "link": told.readings if is_person else told.reason,
            "body": told.body,
        },
        due_at=event.at,
    )
