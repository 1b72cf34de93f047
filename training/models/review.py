"""The committee's work on one application: reviews with scores, and decisions."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.domain.machine import Machine
from training.domain.program.admission import Outcome
from training.domain.review import REVIEW, ReviewStatus
from training.models.base import Base, Ref
from training.models.people import Person
from training.models.record import Chain

if TYPE_CHECKING:
    from training.models.application import Application


class Review(Base):
    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("application_id", "reviewer_id"),
        CheckConstraint("status != 'submitted' OR submitted_at IS NOT NULL", name="submitted_has_a_time"),
        CheckConstraint("status != 'recused' OR conflict IS NOT NULL", name="recused_has_a_conflict"),
        Index("ix_review_inbox", "reviewer_id", "status"),
    )
    machine: ClassVar[Machine] = REVIEW

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    status: Mapped[ReviewStatus] = mapped_column(default=ReviewStatus.ASSIGNED)
    conflict: Mapped[str | None] = mapped_column(String(60))  # a kind from the program's list
    declared_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    application: Mapped["Application"] = relationship(back_populates="reviews", lazy="raise_on_sql")
    reviewer: Mapped[Person] = relationship(lazy="raise_on_sql")
    scores: Mapped[list["Score"]] = relationship(
        back_populates="review", lazy="raise_on_sql", order_by="Score.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def chain(self) -> Chain:
        return self.application.chain


class Score(Base):
    """One quality, one level from the program's anchors, and a sentence that says why (sealed)."""

    __tablename__ = "score"
    __table_args__ = (UniqueConstraint("review_id", "quality"),)

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    quality: Mapped[str] = mapped_column(String(60))
    level: Mapped[int]
    sealed: Mapped[bytes]

    review: Mapped[Review] = relationship(back_populates="scores", lazy="raise_on_sql")

    @property
    def place(self) -> str:
        return f"score.sealed:{self.ref}"


class Decision(Base):
    """What the chair decided. Deciding and releasing are two acts at two times."""

    __tablename__ = "decision"

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    outcome: Mapped[Outcome]
    reasons: Mapped[list[str]]  # codes from the program's list
    sealed: Mapped[bytes | None]  # advice to the applicant
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime]
    released_at: Mapped[datetime | None]

    application: Mapped["Application"] = relationship(back_populates="decisions", lazy="raise_on_sql")

    @property
    def place(self) -> str:
        return f"decision.sealed:{self.ref}"
