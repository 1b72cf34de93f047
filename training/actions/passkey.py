"""Passkeys added, used and removed."""

import secrets
from datetime import datetime

from training.actions.record import write
from training.domain.numbers import reference
from training.domain.passkey import Proven, Rewound, ensure_room, is_rewound
from training.domain.roles import By
from training.models import Event, Passkey, Person


def add(person: Person, proven: Proven, name: str, *, have: int, by: By) -> Passkey:
    """One more device. `have`: how many there are. Raises TooMany."""
    ensure_room(have)
    passkey = Passkey(
        ref=reference("K", secrets.randbelow),
        person=person,
        name=" ".join(name.split()),
        credential_id=proven.credential_id,
        public_key=proven.public_key,
        counter=proven.counter,
        added_at=by.at,
    )
    _note(person, "passkey", passkey, by=by)
    return passkey


def remove(passkey: Passkey, *, by: By) -> Event:
    """The view deletes the row."""
    return _note(passkey.person, "passkey_off", passkey, by=by)


def use(passkey: Passkey, counter: int, *, at: datetime) -> None:
    """Raises Rewound where the counter did not grow: there may be two of this key."""
    if is_rewound(passkey.counter, counter):
        raise Rewound
    passkey.counter, passkey.used_at = counter, at


def _note(person: Person, kind: str, passkey: Passkey, *, by: By) -> Event:
    return write(person.chain, f"account.{kind}", subject=f"person:{person.ref}", by=by, passkey=passkey.ref)
