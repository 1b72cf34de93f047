"""One maker per thing, nothing clever. Rows are made by the product's own actions where there is one."""

import hashlib
import itertools
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from training.actions import people
from training.domain.program import read
from training.domain.roles import By, Role
from training.models import ProgramVersion

NOON = datetime(2026, 10, 15, 12, tzinfo=UTC)
TODAY = date(2026, 10, 15)
PROGRAM_FILE = Path(__file__).parent.parent / "training" / "programs" / "surrogate-partner.toml"
# argon2id of “walk the whole road” at the cost that tests use
PASSWORD = "$argon2id$v=19$m=8,t=1,p=1$dO59rxVirHXuHUMIYWyNcQ$3ftZks0WBctK8DkuxzN8ttJNc9N1tzj4prWELD2fRBA"

_numbers = itertools.count(1)


@cache
def program():
    return read(PROGRAM_FILE.read_text())


def make_program_version():
    text = PROGRAM_FILE.read_text()
    return ProgramVersion(
        program=program().id,
        version=program().version,
        text=text,
        fingerprint=hashlib.sha256(text.encode()).hexdigest(),
        published_at=datetime(2024, 1, 1, tzinfo=UTC),
        published_by="system",
    )


def by(capacity=Role.REGISTRAR, ref="P-OFFICE2", at=NOON):
    return By(ref, capacity, at)


def make_person(*roles, name=None, email=None):
    """Somebody who can sign in with “walk the whole road” and holds these roles since 2024."""
    number = next(_numbers)
    person = people.join(
        email=email or f"person{number}@example.org", name=name or f"Person {number}", by=by()
    )
    person.password = PASSWORD
    person.confirmed_at = NOON
    for role in roles:
        people.appoint(person, role, by=by(), from_on=date(2024, 1, 1), reason="for the test")
    return person
