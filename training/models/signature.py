"""Signatures: exactly what was shown, what was said, by whom, when, and how identity was proved."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import Base, Ref


class Signature(Base):
    """Rows are added; the database refuses UPDATE and DELETE. Modelled on 21 CFR 11.50, 11.70 and 11.200."""

    __tablename__ = "signature"
    __table_args__ = (Index("ix_signature_subject", "subject"),)

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    signer_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    signer_name: Mapped[str] = mapped_column(String(200))  # as printed at that moment
    capacity: Mapped[str] = mapped_column(String(20))
    licence: Mapped[str | None]
    subject: Mapped[str] = mapped_column(String(60))
    statement: Mapped[str]  # the meaning, in the words that were shown
    statement_id: Mapped[str] = mapped_column(String(60))
    statement_version: Mapped[str] = mapped_column(String(30))
    shown: Mapped[bytes]  # canonical JSON of what was on the page
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    assurance: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(60))
