"""People: one row for whoever signs in or has a record, with the roles they hold and since when."""

from datetime import date, datetime

from flask_security import AsaList, UserMixin
from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from training.domain.permissions import Actor, Stake
from training.domain.profile import Standing, standing
from training.domain.roles import Role
from training.models.base import Base, Ref
from training.models.record import Chain
from training.models.upload import Upload


class Person(Base, UserMixin):
    __tablename__ = "person"

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    zone: Mapped[str] = mapped_column(String(60), default="UTC")
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None]
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None]
    totp_counter: Mapped[int | None]  # the last code used, so that it cannot be used again
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    failed_attempts: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    joined_at: Mapped[datetime] = mapped_column(index=True)
    chain_id: Mapped[int] = mapped_column(ForeignKey("chain.id"), unique=True)

    # Every change of a record goes through its chain, so the chain always comes along.
    # Unnested: behind an outer join SQLite would build the inner one whole, over everybody, for every page.
    chain: Mapped[Chain] = relationship(lazy="joined", innerjoin="unnested")  # type: ignore[arg-type]  # documented
    appointments: Mapped[list["Appointment"]] = relationship(back_populates="person", lazy="raise_on_sql")
    licences: Mapped[list["Licence"]] = relationship(back_populates="person", lazy="raise_on_sql")

    @property
    def stake(self) -> Stake:
        return Stake(owner=self.id)

    def roles_on(self, day: date) -> frozenset[Role]:
        return frozenset(one.role for one in self.appointments if one.covers(day))

    def as_actor(self, day: date) -> Actor:
        return Actor(self.id, self.ref, self.roles_on(day))

    def licence_on(self, day: date) -> "Licence | None":
        """The verified licence that is valid on that day."""
        return next((one for one in self.licences if one.is_valid_on(day)), None)


class Appointment(Base):
    """A role held from a day, until a day where it has ended, and why."""

    __tablename__ = "appointment"
    __table_args__ = (Index("ix_appointment_role", "role", "person_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    reason: Mapped[str]
    shown_around_on: Mapped[date | None]  # the first visit in this role is over, walked or skipped

    person: Mapped[Person] = relationship(back_populates="appointments", lazy="raise_on_sql")

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


class Evidenced:
    """What somebody says of themselves, the file that shows it, and what staff answered."""

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    valid_from: Mapped[date]
    expires_on: Mapped[date] = mapped_column(index=True)
    verified_on: Mapped[date | None]
    verified_by: Mapped[str | None] = mapped_column(Ref)
    refused_on: Mapped[date | None]
    refused_for: Mapped[str | None]
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"))

    @declared_attr
    def evidence(cls) -> Mapped["Upload | None"]:  # noqa: N805 -- as SQLAlchemy calls it
        return relationship(lazy="raise_on_sql")

    @property
    def standing(self) -> Standing:
        return standing(self.verified_on, self.refused_on)

    def is_valid_on(self, day: date) -> bool:
        return self.verified_on is not None and self.valid_from <= day <= self.expires_on


class Licence(Evidenced, Base):
    """A therapist's licence, or a mentor's place in the approved pool. It counts once verified."""

    __tablename__ = "licence"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(80))
    number: Mapped[str] = mapped_column(String(60))
    jurisdiction: Mapped[str] = mapped_column(String(80))

    person: Mapped[Person] = relationship(back_populates="licences", lazy="raise_on_sql")

    def __str__(self) -> str:
        return f"{self.kind} {self.number} ({self.jurisdiction}, valid to {self.expires_on:%-d %B %Y})"


class Insurance(Evidenced, Base):
    """A supervisor's professional liability insurance."""

    __tablename__ = "insurance"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    insurer: Mapped[str] = mapped_column(String(120))
    number: Mapped[str] = mapped_column(String(60))

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Passkey(Base):
    """A key on one of a person's devices. Only its public half is here."""

    __tablename__ = "passkey"

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    counter: Mapped[int] = mapped_column(BigInteger)
    added_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class SignIn(Base):
    """A session kept on the server. Only a hash of the cookie's token is stored."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    holder: Mapped[str | None] = mapped_column(
        String(64), index=True
    )  # the person's uniquifier, once signed in
    data: Mapped[str]
    agent: Mapped[str] = mapped_column(String(200), default="")
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)


class Invitation(Base):
    """A link by which somebody takes up a role: single use, expiring, stored as a hash."""

    __tablename__ = "invitation"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(320))
    role: Mapped[Role]
    invited_by: Mapped[str] = mapped_column(Ref)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
