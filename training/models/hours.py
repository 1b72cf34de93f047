"""The log: one row a stretch of work, and the requests by which supervisors sign it."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.domain.machine import Machine
from training.domain.permissions import Stake
from training.domain.roles import Role
from training.domain.signoff import ENTRY, SIGN_OFF, EntryStatus, RequestStatus
from training.models.base import Base, Ref
from training.models.internship import Case, Internship
from training.models.people import Person
from training.models.record import Chain
from training.models.signature import Signature


class Entry(Base):
    """Minutes of one activity on one day. Once signed, the database refuses to change what it says."""

    __tablename__ = "entry"
    __table_args__ = (
        CheckConstraint("minutes > 0 AND minutes <= 1440", name="fits_a_day"),
        CheckConstraint("status != 'signed' OR signed_on IS NOT NULL", name="signed_has_a_day"),
        Index("ix_entry_log", "internship_id", "on", "id"),
        Index("ix_entry_status", "internship_id", "status"),
    )
    machine: ClassVar[Machine] = ENTRY

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    internship_id: Mapped[int] = mapped_column(ForeignKey("internship.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    on: Mapped[date]
    minutes: Mapped[int]
    activity: Mapped[str] = mapped_column(String(60))
    methods: Mapped[list[str]]
    note: Mapped[bytes | None]  # sealed with the intern's key
    status: Mapped[EntryStatus] = mapped_column(default=EntryStatus.DRAFT)
    returned_for: Mapped[str | None]  # the supervisor's comment
    signed_on: Mapped[date | None]
    amends_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    logged_at: Mapped[datetime]
    form_key: Mapped[str | None] = mapped_column(
        String(64), unique=True
    )  # one form, one entry, however often sent
    version: Mapped[int] = mapped_column()

    internship: Mapped[Internship] = relationship(back_populates="entries", lazy="raise_on_sql")
    case: Mapped[Case | None] = relationship(lazy="raise_on_sql")
    amends: Mapped["Entry | None"] = relationship(remote_side="Entry.id", lazy="raise_on_sql")
    lines: Mapped[list["Line"]] = relationship(
        back_populates="entry", lazy="raise_on_sql", order_by="Line.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def chain(self) -> Chain:
        return self.internship.chain

    @property
    def stake(self) -> Stake:
        return Stake(owner=self.internship.person_id)

    @property
    def place(self) -> str:
        return f"entry.note:{self.ref}"


class SignOffRequest(Base):
    """A batch of entries of one month that waits for one supervisor."""

    __tablename__ = "sign_off_request"
    __table_args__ = (
        CheckConstraint(
            "status NOT IN ('signed', 'partly_signed') OR signature_id IS NOT NULL",
            name="signed_has_a_signature",
        ),
        Index("ix_sign_off_request_queue", "supervisor_id", "status", "requested_at"),
    )
    machine: ClassVar[Machine] = SIGN_OFF

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    internship_id: Mapped[int] = mapped_column(ForeignKey("internship.id"), index=True)
    supervisor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role]  # in which capacity the signature is asked for
    period: Mapped[str] = mapped_column(String(7))  # 2026-10
    status: Mapped[RequestStatus] = mapped_column(default=RequestStatus.REQUESTED)
    entry_count: Mapped[int]
    total_minutes: Mapped[int]
    requested_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    signature_id: Mapped[int | None] = mapped_column(ForeignKey("signature.id"))
    version: Mapped[int] = mapped_column()

    internship: Mapped[Internship] = relationship(lazy="raise_on_sql")
    supervisor: Mapped[Person] = relationship(lazy="raise_on_sql")
    signature: Mapped[Signature | None] = relationship(lazy="raise_on_sql")
    lines: Mapped[list["Line"]] = relationship(
        back_populates="request", lazy="raise_on_sql", order_by="Line.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def chain(self) -> Chain:
        return self.internship.chain

    @property
    def stake(self) -> Stake:
        """Needs `internship` loaded."""
        return Stake(owner=self.internship.person_id, signer=self.supervisor_id)


class Line(Base):
    """One entry in one request, and what the supervisor did with it: waits, signed or returned."""

    __tablename__ = "line"
    __table_args__ = (UniqueConstraint("request_id", "entry_id"), Index("ix_line_entry", "entry_id"))

    request_id: Mapped[int] = mapped_column(ForeignKey("sign_off_request.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    answer: Mapped[str] = mapped_column(String(10), default="waits")
    comment: Mapped[str | None]

    request: Mapped[SignOffRequest] = relationship(back_populates="lines", lazy="raise_on_sql")
    entry: Mapped[Entry] = relationship(back_populates="lines", lazy="raise_on_sql")
