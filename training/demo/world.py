"""What everything in the demo is made with: one moment to count from, one dice, one session, real keys."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy.orm import Session

from training.actions import people
from training.actions.signing import Meaning, Proof, Signer, meaning
from training.demo.cast import Figure
from training.domain.program import Program
from training.domain.roles import By, Role, by_system
from training.models import Person, ProgramVersion
from training.queries.program import definition
from training.vault import PersonVault, Vault

ADDRESS = "127.0.0.1"
PROOF = Proof("passphrase", ADDRESS)


@dataclass(slots=True)
class World:
    """Nothing is left to chance but secrets: the same seed on the same day makes the same people."""

    session: Session
    version: ProgramVersion
    vault: Vault
    now: datetime
    rng: Random
    address: str
    password: str
    staff: dict[str, Person] = field(default_factory=dict)
    strangers: Iterator[tuple[str, str, str]] = field(default_factory=lambda: iter(()))
    _keys: dict[str, PersonVault] = field(default_factory=dict)
    _taken: dict[tuple[date, int], int] = field(default_factory=dict)

    @property
    def program(self) -> Program:
        return definition(self.version)

    @property
    def today(self) -> date:
        return self.now.date()

    # -------------------------------------------------------------- time

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def at(self, day: date, hour: int = 10) -> datetime:
        """A moment in that hour, later than all before it; what would be to come has just happened."""
        taken = self._taken[day, hour] = self._taken.get((day, hour), self.rng.randrange(600)) + 37
        moment = datetime.combine(day, time(hour), UTC) + timedelta(seconds=taken % 3600)
        return min(moment, self.now - timedelta(minutes=1))

    def ago(self, days: int, hour: int = 10) -> datetime:
        return self.at(self.day(days), hour)

    # -------------------------------------------------------------- people

    def pick(self, below: int) -> int:
        return self.rng.randrange(below)

    def join(self, name: str, email: str, zone: str, *, at: datetime) -> Person:
        """Somebody with a confirmed account. No action sets a passphrase from outside: that is done here."""
        person = people.join(email=email, name=name, zone=zone, by=by_system(at), pick=self.pick)
        person.password, person.confirmed_at = self.password, at
        self.session.add(person)
        return person

    def employ(self, figure: Figure, *, at: datetime) -> Person:
        person = self.join(figure.name, figure.email, figure.zone, at=at)
        for role in figure.roles:
            people.appoint(person, role, by=by_system(at), from_on=at.date(), reason="named by the board")
        self.staff[figure.key] = person
        return person

    def stranger(self, *, at: datetime) -> Person:
        name, zone, email = next(self.strangers)
        return self.join(name, email, zone, at=at)

    def keys(self, person: Person) -> PersonVault:
        """A person's keys, asked for once."""
        if person.ref not in self._keys:
            self._keys[person.ref] = self.vault.of(person.ref)
        return self._keys[person.ref]

    def forget(self) -> None:
        """Let go of what is stored, so that a crowd fits into memory."""
        self.session.flush()
        self._keys.clear()
        self._taken.clear()

    # -------------------------------------------------------------- acting

    def by(self, person: Person, role: Role, at: datetime) -> By:
        return By(person.ref, role, at)

    def acting(self, key: str, at: datetime) -> By:
        """A member of staff in the capacity they were named for."""
        person = self.staff[key]
        return By(person.ref, person.appointments[0].role, at)

    def signer(self, person: Person, role: Role, at: datetime) -> Signer:
        return Signer(person, By(person.ref, role, at), PROOF)

    def statement(self, id_: str, **fill: str) -> Meaning:
        usual = {"program": self.program.title, "body": self.program.body.name}
        return meaning(self.program.statement(id_), id_, **(usual | fill))

    def link(self, path: str) -> str:
        return f"{self.address}{path}"

    def keep(self, *rows: object) -> None:
        """Hand rows to the database now: signatures and rules ask for their ids."""
        self.session.add_all([row for row in rows if row is not None])
        self.session.flush()
