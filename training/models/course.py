"""The course: cohorts, their sessions, who is enrolled and who was there."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.domain.course import ENROLMENT, HOLDS_A_PLACE, Attended, EnrolmentStatus, Presence
from training.domain.machine import Machine
from training.domain.permissions import Stake
from training.domain.program.practice import ModuleKind
from training.models.base import Base, Ref
from training.models.people import Person
from training.models.program import ProgramVersion
from training.models.record import Chain
from training.models.signature import Signature


class Cohort(Base):
    __tablename__ = "cohort"
    __table_args__ = (
        CheckConstraint("capacity > 0", name="has_places"),
        Index("ix_cohort_starts_on", "starts_on"),
    )

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program_version.id"), index=True)
    chain_id: Mapped[int] = mapped_column(ForeignKey("chain.id"), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(120))
    zone: Mapped[str] = mapped_column(String(60), default="UTC")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    capacity: Mapped[int]
    version: Mapped[int] = mapped_column()

    # Unnested: behind an outer join SQLite would build the inner one whole, over everybody, for every page.
    chain: Mapped[Chain] = relationship(lazy="joined", innerjoin="unnested")  # type: ignore[arg-type]  # documented
    program: Mapped[ProgramVersion] = relationship(lazy="raise_on_sql")
    sessions: Mapped[list["CourseSession"]] = relationship(
        back_populates="cohort", lazy="raise_on_sql", order_by="CourseSession.on, CourseSession.id"
    )
    enrolments: Mapped[list["Enrolment"]] = relationship(
        back_populates="cohort", lazy="raise_on_sql", order_by="Enrolment.id"
    )
    teaching: Mapped[list["Teaching"]] = relationship(back_populates="cohort", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}

    @property
    def places_taken(self) -> int:
        """Needs `enrolments` loaded."""
        return sum(one.status in HOLDS_A_PLACE for one in self.enrolments)

    @property
    def stake(self) -> Stake:
        """Needs `teaching` loaded."""
        return Stake(instructors=frozenset(one.instructor_id for one in self.teaching))


class Teaching(Base):
    """Who teaches in a cohort."""

    __tablename__ = "teaching"
    __table_args__ = (UniqueConstraint("cohort_id", "instructor_id"),)

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    instructor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)

    cohort: Mapped[Cohort] = relationship(back_populates="teaching", lazy="raise_on_sql")
    instructor: Mapped[Person] = relationship(lazy="raise_on_sql")


class CourseSession(Base):
    """One meeting of the cohort, on one day, of one kind."""

    __tablename__ = "course_session"
    __table_args__ = (
        CheckConstraint("planned_minutes > 0", name="takes_time"),
        Index("ix_course_session_day", "cohort_id", "on"),
    )

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    module: Mapped[str] = mapped_column(String(60))
    kind: Mapped[ModuleKind]
    title: Mapped[str] = mapped_column(String(160))
    on: Mapped[date]
    planned_minutes: Mapped[int]
    version: Mapped[int] = mapped_column()

    cohort: Mapped[Cohort] = relationship(back_populates="sessions", lazy="raise_on_sql")
    attendances: Mapped[list["Attendance"]] = relationship(back_populates="session", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}

    @property
    def chain(self) -> Chain:
        return self.cohort.chain

    @property
    def stake(self) -> Stake:
        """Needs the cohort's `teaching` loaded."""
        return self.cohort.stake

    @property
    def attendance_version(self) -> int:
        """Rows are never deleted and their versions only rise, so the sum rises with every change."""
        return sum(one.version for one in self.attendances)

    @property
    def is_verified(self) -> bool:
        """Whether the minutes of anybody are verified."""
        return any(one.verified_at is not None for one in self.attendances)


class Enrolment(Base):
    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("cohort_id", "person_id"),
        CheckConstraint(
            "status != 'completed' OR (completed_on IS NOT NULL AND signature_id IS NOT NULL)",
            name="completed_is_signed",
        ),
        CheckConstraint("status != 'paused' OR resume_status IS NOT NULL", name="pause_knows_the_way_back"),
    )
    machine: ClassVar[Machine] = ENROLMENT

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    status: Mapped[EnrolmentStatus] = mapped_column(default=EnrolmentStatus.REGISTERED)
    resume_status: Mapped[EnrolmentStatus | None]
    enrolled_on: Mapped[date]
    completed_on: Mapped[date | None]
    recommendation: Mapped[str | None] = mapped_column(String(30))  # recommended, not_yet, not_recommended
    recommended_on: Mapped[date | None]
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("signature.id"))
    signature_id: Mapped[int | None] = mapped_column(ForeignKey("signature.id"))
    version: Mapped[int] = mapped_column()

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    cohort: Mapped[Cohort] = relationship(back_populates="enrolments", lazy="raise_on_sql")
    agreement: Mapped[Signature | None] = relationship(foreign_keys=[agreement_id], lazy="raise_on_sql")
    signature: Mapped[Signature | None] = relationship(foreign_keys=[signature_id], lazy="raise_on_sql")
    attendances: Mapped[list["Attendance"]] = relationship(back_populates="enrolment", lazy="raise_on_sql")
    assessments: Mapped[list["Assessment"]] = relationship(back_populates="enrolment", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}

    @property
    def chain(self) -> Chain:
        return self.person.chain

    @property
    def stake(self) -> Stake:
        return Stake(owner=self.person_id)


class Attendance(Base):
    """Minutes one trainee was present in one session. Why somebody stepped out is never asked nor stored."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("session_id", "enrolment_id"),
        CheckConstraint("minutes >= 0", name="not_negative"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("course_session.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    presence: Mapped[Presence] = mapped_column(default=Presence.EXPECTED)
    minutes: Mapped[int] = mapped_column(default=0)
    verified_at: Mapped[datetime | None]
    verified_by: Mapped[str | None] = mapped_column(Ref)
    version: Mapped[int] = mapped_column()

    session: Mapped[CourseSession] = relationship(back_populates="attendances", lazy="raise_on_sql")
    enrolment: Mapped[Enrolment] = relationship(back_populates="attendances", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}

    @property
    def as_attended(self) -> Attended:
        """Needs `session` loaded."""
        return Attended(self.session.kind, self.minutes, verified=self.verified_at is not None)


class Assessment(Base):
    """A competency, assessed by an instructor. The latest row of a competency is the one that stands."""

    __tablename__ = "assessment"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    competency: Mapped[str] = mapped_column(String(60))
    is_passed: Mapped[bool]
    assessed_by: Mapped[str] = mapped_column(Ref)
    assessed_at: Mapped[datetime]

    enrolment: Mapped[Enrolment] = relationship(back_populates="assessments", lazy="raise_on_sql")
