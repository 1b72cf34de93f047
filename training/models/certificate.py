"""Certificates keep their own copy of what they state, and the very bytes that were issued."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.domain.certificate import CERTIFICATE, CertificateStatus
from training.domain.machine import Machine
from training.domain.permissions import Stake
from training.models.base import Base, Ref
from training.models.people import Person
from training.models.program import ProgramVersion
from training.models.record import Chain


class Certificate(Base):
    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint(
            "status IN ('proposed', 'approved', 'dropped')"
            " OR (issued_on IS NOT NULL AND document_id IS NOT NULL)",
            name="issued_has_its_document",
        ),
        CheckConstraint(
            "status = 'proposed' OR status = 'dropped' OR approved_by IS NOT NULL",
            name="approved_by_somebody",
        ),
        CheckConstraint("approved_by IS NULL OR approved_by != proposed_by", name="approved_by_another"),
        Index("ix_certificate_status", "status", "issued_on"),
        Index("ix_certificate_person", "person_id", "kind"),
    )
    machine: ClassVar[Machine] = CERTIFICATE

    number: Mapped[str] = mapped_column(Ref, unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    program_id: Mapped[int] = mapped_column(ForeignKey("program_version.id"), index=True)
    kind: Mapped[str] = mapped_column(String(60))  # a certificate id of the program
    title: Mapped[str] = mapped_column(String(200))
    holder: Mapped[str] = mapped_column(String(200))  # the name as issued
    is_name_public: Mapped[bool] = mapped_column(default=True)
    is_listed: Mapped[bool] = mapped_column(default=False, server_default=false())  # in the directory
    area: Mapped[str | None] = mapped_column(String(120))  # where a listed holder works
    status: Mapped[CertificateStatus] = mapped_column(default=CertificateStatus.PROPOSED)
    snapshot: Mapped[dict[str, Any]]  # the requirements as they stood
    proposed_by: Mapped[str] = mapped_column(Ref)
    proposed_at: Mapped[datetime]
    approved_by: Mapped[str | None] = mapped_column(Ref)
    approved_at: Mapped[datetime | None]
    issued_on: Mapped[date | None]
    valid_to: Mapped[date | None]
    ended_on: Mapped[date | None]  # revoked, suspended or superseded since
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), unique=True)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"))
    version: Mapped[int] = mapped_column()

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    program: Mapped[ProgramVersion] = relationship(lazy="raise_on_sql")
    document: Mapped["Document | None"] = relationship(lazy="raise_on_sql")
    successor: Mapped["Certificate | None"] = relationship(remote_side="Certificate.id", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}

    @property
    def ref(self) -> str:
        return self.number

    @property
    def chain(self) -> Chain:
        return self.person.chain

    @property
    def stake(self) -> Stake:
        return Stake(owner=self.person_id)


class Document(Base):
    """A PDF as it was issued, with its hash. The database refuses UPDATE and DELETE."""

    __tablename__ = "document"

    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    pdf: Mapped[bytes] = mapped_column(deferred=True)
    credential: Mapped[str]  # the machine-readable twin, as JSON
    frozen_at: Mapped[datetime]
