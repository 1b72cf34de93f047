"""The internship: its supervisors, its cases, its evaluations and what all parties attest."""

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, WriteOnlyMapped, column_property, mapped_column, relationship

from training.domain.internship import (
    CASE,
    INTERNSHIP,
    SUPERVISION,
    CaseFormat,
    CaseStatus,
    InternshipStatus,
    Party,
    SupervisionStatus,
)
from training.domain.machine import Machine
from training.domain.permissions import Stake
from training.domain.roles import Role
from training.models.application import Application
from training.models.base import Base, Ref
from training.models.people import Person
from training.models.program import ProgramVersion
from training.models.record import Chain
from training.models.signature import Signature

if TYPE_CHECKING:
    from training.models.hours import Entry


class Internship(Base):
    __tablename__ = "internship"
    __table_args__ = (
        CheckConstraint(
            "status IN ('proposed', 'agreement_pending', 'withdrawn', 'terminated')"
            " OR started_on IS NOT NULL",
            name="begun_has_a_day",
        ),
        CheckConstraint("status != 'completed' OR completed_on IS NOT NULL", name="completed_has_a_day"),
        CheckConstraint(
            "status NOT IN ('on_leave', 'suspended') OR resume_status IS NOT NULL",
            name="pause_knows_the_way_back",
        ),
        Index("ix_internship_status", "status"),
    )
    machine: ClassVar[Machine] = INTERNSHIP

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program_version.id"), index=True)
    status: Mapped[InternshipStatus] = mapped_column(default=InternshipStatus.PROPOSED)
    resume_status: Mapped[InternshipStatus | None]
    proposed_on: Mapped[date]
    started_on: Mapped[date | None]
    completed_on: Mapped[date | None]
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("signature.id"))  # the intern's own
    staff_agreement_id: Mapped[int | None] = mapped_column(ForeignKey("signature.id"))
    version: Mapped[int] = mapped_column()
    # The last time that an application of theirs was sent: rules may go by the day of application.
    applied_at: Mapped[datetime | None] = column_property(
        select(func.max(Application.submitted_at)).where(Application.person_id == person_id).scalar_subquery()
    )

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    program: Mapped[ProgramVersion] = relationship(lazy="raise_on_sql")
    agreement: Mapped[Signature | None] = relationship(foreign_keys=[agreement_id], lazy="raise_on_sql")
    staff_agreement: Mapped[Signature | None] = relationship(
        foreign_keys=[staff_agreement_id], lazy="raise_on_sql"
    )
    supervisions: Mapped[list["Supervision"]] = relationship(
        back_populates="internship", lazy="raise_on_sql", order_by="Supervision.id"
    )
    cases: Mapped[list["Case"]] = relationship(
        back_populates="internship", lazy="raise_on_sql", order_by="Case.id"
    )
    leaves: Mapped[list["Leave"]] = relationship(
        back_populates="internship", lazy="raise_on_sql", order_by="Leave.from_on"
    )
    evaluations: Mapped[list["Evaluation"]] = relationship(
        back_populates="internship", lazy="raise_on_sql", order_by="Evaluation.id"
    )
    attestations: Mapped[list["Attestation"]] = relationship(
        back_populates="internship", lazy="raise_on_sql", order_by="Attestation.id"
    )
    entries: WriteOnlyMapped["Entry"] = relationship(back_populates="internship")

    __mapper_args__ = {"version_id_col": version}

    @property
    def chain(self) -> Chain:
        return self.person.chain

    @property
    def stake(self) -> Stake:
        """Needs `supervisions` loaded. Past supervisors lose sight of the record on the day they end."""
        live = (SupervisionStatus.INVITED, SupervisionStatus.ACTIVE)
        return Stake(
            owner=self.person_id,
            supervisors=frozenset(s.supervisor_id for s in self.supervisions if s.status in live),
        )


class Supervision(Base):
    """A supervisor for a time: the therapist or the mentor. The agreement is signed before hours count."""

    __tablename__ = "supervision"
    __table_args__ = (
        CheckConstraint(
            "status NOT IN ('active', 'ended') OR signature_id IS NOT NULL", name="active_is_signed"
        ),
        Index("ix_supervision_supervisor", "supervisor_id", "status"),
    )
    machine: ClassVar[Machine] = SUPERVISION

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    internship_id: Mapped[int] = mapped_column(ForeignKey("internship.id"), index=True)
    supervisor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role]  # therapist or mentor
    status: Mapped[SupervisionStatus] = mapped_column(default=SupervisionStatus.INVITED)
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    signature_id: Mapped[int | None] = mapped_column(ForeignKey("signature.id"))
    version: Mapped[int] = mapped_column()

    internship: Mapped[Internship] = relationship(back_populates="supervisions", lazy="raise_on_sql")
    supervisor: Mapped[Person] = relationship(lazy="raise_on_sql")
    signature: Mapped[Signature | None] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}

    @property
    def chain(self) -> Chain:
        return self.internship.chain

    @property
    def stake(self) -> Stake:
        """Needs `internship` loaded."""
        return Stake(owner=self.internship.person_id, signer=self.supervisor_id)

    def covers(self, day: date) -> bool:
        return (
            self.from_on is not None
            and self.from_on <= day
            and (self.until_on is None or day <= self.until_on)
        )


class Case(Base):
    """A triad: intern, therapist, mentor, and a client known here only by a code the system makes."""

    __tablename__ = "case"
    __table_args__ = (
        UniqueConstraint("internship_id", "code"),
        CheckConstraint(
            "status NOT IN ('open', 'closing', 'closed') OR opened_on IS NOT NULL", name="open_has_a_day"
        ),
        CheckConstraint("status != 'closed' OR closed_on IS NOT NULL", name="closed_has_a_day"),
    )
    machine: ClassVar[Machine] = CASE

    code: Mapped[str] = mapped_column(
        String(10)
    )  # unique within the internship; says nothing about the client
    internship_id: Mapped[int] = mapped_column(ForeignKey("internship.id"))
    therapist_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    status: Mapped[CaseStatus] = mapped_column(default=CaseStatus.PROPOSED)
    format: Mapped[CaseFormat] = mapped_column(default=CaseFormat.LOCAL)
    agreed_minutes: Mapped[int] = mapped_column(default=90)  # how long a session is meant to be
    proposed_on: Mapped[date]
    suitable_on: Mapped[date | None]
    release_on: Mapped[date | None]
    triadic_on: Mapped[date | None]
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    internship: Mapped[Internship] = relationship(back_populates="cases", lazy="raise_on_sql")
    therapist: Mapped[Person] = relationship(foreign_keys=[therapist_id], lazy="raise_on_sql")
    mentor: Mapped[Person] = relationship(foreign_keys=[mentor_id], lazy="raise_on_sql")
    attestations: Mapped[list["Attestation"]] = relationship(
        back_populates="case", lazy="raise_on_sql", order_by="Attestation.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def ref(self) -> str:
        return self.code

    @property
    def chain(self) -> Chain:
        return self.internship.chain

    @property
    def stake(self) -> Stake:
        """Needs `internship` loaded. Its therapist leads the case and signs for it."""
        return Stake(
            owner=self.internship.person_id,
            supervisors=frozenset({self.therapist_id, self.mentor_id}),
            signer=self.therapist_id,
        )


class Leave(Base):
    """Time that stops every clock of the internship."""

    __tablename__ = "leave"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="ends_after_it_begins"),
    )

    internship_id: Mapped[int] = mapped_column(ForeignKey("internship.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]

    internship: Mapped[Internship] = relationship(back_populates="leaves", lazy="raise_on_sql")


class Evaluation(Base):
    """One party's view of one stretch of the internship, sealed with the intern's key, signed when sent."""

    __tablename__ = "evaluation"
    __table_args__ = (UniqueConstraint("internship_id", "due_on", "author_id"),)

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    internship_id: Mapped[int] = mapped_column(ForeignKey("internship.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    party: Mapped[Party]
    due_on: Mapped[date]
    sealed: Mapped[bytes]
    sent_at: Mapped[datetime]
    signature_id: Mapped[int] = mapped_column(ForeignKey("signature.id"))

    internship: Mapped[Internship] = relationship(back_populates="evaluations", lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql")
    signature: Mapped[Signature] = relationship(lazy="raise_on_sql")

    @property
    def place(self) -> str:
        return f"evaluation.sealed:{self.ref}"


class Attestation(Base):
    """One party's word on the end of a case or of the internship. Disagreement is kept, never overwritten."""

    __tablename__ = "attestation"

    internship_id: Mapped[int] = mapped_column(ForeignKey("internship.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    party: Mapped[Party]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    agrees: Mapped[bool]
    at: Mapped[datetime]
    is_withdrawn: Mapped[bool] = mapped_column(default=False)
    signature_id: Mapped[int] = mapped_column(ForeignKey("signature.id"))

    internship: Mapped[Internship] = relationship(back_populates="attestations", lazy="raise_on_sql")
    case: Mapped[Case | None] = relationship(back_populates="attestations", lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    signature: Mapped[Signature] = relationship(lazy="raise_on_sql")
