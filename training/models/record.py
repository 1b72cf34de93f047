"""The record: one append-only chain of events per subject. History, audit and lock at once."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from training.domain.record import GENESIS
from training.models.base import Base, Ref

if TYPE_CHECKING:
    from training.models.post import Letter


def words_place(kind: str, ref: str, number: int) -> str:
    """Where an event's private words are sealed to."""
    return f"event.words:{kind}:{ref}:{number}"


class Chain(Base):
    """The head of one chain. `kind` is person, cohort, program or installation."""

    __tablename__ = "chain"
    __table_args__ = (UniqueConstraint("kind", "ref"),)

    kind: Mapped[str] = mapped_column(String(20))
    ref: Mapped[str] = mapped_column(Ref)
    length: Mapped[int] = mapped_column(default=0)
    head: Mapped[str] = mapped_column(String(64), default=GENESIS)
    version: Mapped[int] = mapped_column()

    events: WriteOnlyMapped["Event"] = relationship(back_populates="chain")
    letters: WriteOnlyMapped["Letter"] = relationship(back_populates="chain")

    # Two writers on one record: the second is told, nothing is overwritten.
    __mapper_args__ = {"version_id_col": version}


class Event(Base):
    """One thing that happened. Rows are added; the database refuses UPDATE and DELETE.

    Everything but the id and the sealed words goes into the hash. Private words stand outside it
    and are bound by a digest keyed with the person's own key, so erasing the key leaves the chain whole.
    """

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("chain_id", "number"),
        CheckConstraint("number > 0", name="counts_from_one"),
        Index("ix_event_subject", "subject"),
    )

    chain_id: Mapped[int] = mapped_column(ForeignKey("chain.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(Ref)
    capacity: Mapped[str] = mapped_column(String(20))
    acting_for: Mapped[str | None] = mapped_column(Ref)
    kind: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(60))
    before: Mapped[str | None] = mapped_column(String(30))
    after: Mapped[str | None] = mapped_column(String(30))
    facts: Mapped[dict[str, Any]]
    digest: Mapped[str | None] = mapped_column(String(64))
    words: Mapped[bytes | None]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    chain: Mapped[Chain] = relationship(back_populates="events", lazy="raise_on_sql")

    @property
    def place(self) -> str:
        """Where its private words are sealed to. Needs `chain` loaded."""
        return words_place(self.chain.kind, self.chain.ref, self.number)

    @property
    def content(self) -> dict[str, object]:
        """Exactly what the hash covers, beside the hash before. Needs `chain` loaded."""
        return {
            "chain": f"{self.chain.kind}:{self.chain.ref}",
            "number": self.number,
            "at": self.at,
            "actor": self.actor,
            "capacity": self.capacity,
            "acting_for": self.acting_for,
            "kind": self.kind,
            "subject": self.subject,
            "before": self.before,
            "after": self.after,
            "facts": self.facts,
            "digest": self.digest,
        }
