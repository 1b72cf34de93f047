"""What an applicant sends: answers sealed one by one, consent, and the letters asked for."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.domain.application import APPLICATION, REFERENCE, ApplicationStatus, ReferenceStatus
from training.domain.machine import Machine
from training.domain.permissions import Stake
from training.domain.review import ReviewStatus
from training.models.base import Base, Ref
from training.models.people import Person
from training.models.program import ProgramVersion
from training.models.record import Chain

if TYPE_CHECKING:
    from training.models.review import Decision, Review


class Application(Base):
    __tablename__ = "application"
    __table_args__ = (
        CheckConstraint(
            "status IN ('draft', 'discarded') OR submitted_at IS NOT NULL", name="sent_has_a_time"
        ),
        CheckConstraint("status != 'returned' OR resume_status IS NOT NULL", name="pause_knows_the_way_back"),
        Index("ix_application_status", "status", "submitted_at"),
    )
    machine: ClassVar[Machine] = APPLICATION

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program_version.id"), index=True)
    status: Mapped[ApplicationStatus] = mapped_column(default=ApplicationStatus.DRAFT)
    resume_status: Mapped[ApplicationStatus | None]
    began_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    fee_status: Mapped[str] = mapped_column(String(10), default="due")
    version: Mapped[int] = mapped_column()

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    program: Mapped[ProgramVersion] = relationship(lazy="raise_on_sql")
    answers: Mapped[list["Answer"]] = relationship(back_populates="application", lazy="raise_on_sql")
    references: Mapped[list["Reference"]] = relationship(
        back_populates="application", lazy="raise_on_sql", order_by="Reference.id"
    )
    reviews: Mapped[list["Review"]] = relationship(
        back_populates="application", lazy="raise_on_sql", order_by="Review.id"
    )
    decisions: Mapped[list["Decision"]] = relationship(
        back_populates="application", lazy="raise_on_sql", order_by="Decision.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def chain(self) -> Chain:
        return self.person.chain

    @property
    def stake(self) -> Stake:
        """Needs `reviews` loaded."""
        return Stake(
            owner=self.person_id,
            assigned=self._reviewers(ReviewStatus.ASSIGNED),
            cleared=self._reviewers(ReviewStatus.IN_PROGRESS, ReviewStatus.SUBMITTED),
            conflicted=self._reviewers(ReviewStatus.RECUSED),
        )

    def _reviewers(self, *statuses: ReviewStatus) -> frozenset[int]:
        return frozenset(review.reviewer_id for review in self.reviews if review.status in statuses)

    @property
    def decision(self) -> "Decision | None":
        """The decision that stands: the latest one."""
        return self.decisions[-1] if self.decisions else None


class Answer(Base):
    """One answer, sealed with the applicant's own key."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("application_id", "question"),)

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    question: Mapped[str] = mapped_column(String(60))
    sealed: Mapped[bytes]
    saved_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    application: Mapped[Application] = relationship(back_populates="answers", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}

    @property
    def place(self) -> str:
        return f"answer.sealed:{self.ref}"


class Consent(Base):
    """A text of a version, given by a person at a time. A new text asks again."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_person", "person_id", "text_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text_id: Mapped[str] = mapped_column(String(60))
    text_version: Mapped[str] = mapped_column(String(30))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Reference(Base):
    """A letter of recommendation. The link's token is stored as a hash and works until sent or expired."""

    __tablename__ = "reference"
    __table_args__ = (
        CheckConstraint("status != 'requested' OR token_hash IS NOT NULL", name="asked_has_a_link"),
        CheckConstraint("status != 'received' OR answered_at IS NOT NULL", name="received_has_a_time"),
    )
    machine: ClassVar[Machine] = REFERENCE

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(320))
    profession: Mapped[str] = mapped_column(String(200))
    status: Mapped[ReferenceStatus] = mapped_column(default=ReferenceStatus.NOT_REQUESTED)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    requested_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    sealed: Mapped[bytes | None]  # the referee's answers as JSON, saved while writing, fixed when received
    version: Mapped[int] = mapped_column()

    application: Mapped[Application] = relationship(back_populates="references", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}

    @property
    def chain(self) -> Chain:
        return self.application.chain

    @property
    def place(self) -> str:
        return f"reference.sealed:{self.ref}"
