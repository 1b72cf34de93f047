"""Signatures: exactly what was shown, what was said, by whom, when, and how identity was proved."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from training.domain.record import canonical
from training.models.base import Base, Ref

SAID = (
    "ref",
    "signer_name",
    "capacity",
    "licence",
    "subject",
    "statement",
    "statement_id",
    "statement_version",
    "sha256",
    "at",
    "assurance",
    "address",
)
"""What goes into the fingerprint, beside what was shown, which has a hash of its own."""


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

    @property
    def fingerprint(self) -> str:
        return fingerprint(vars(self))


def fingerprint(columns: Mapping[str, Any]) -> str:
    """Bind the columns beside `shown` to the record.

    The hash covers names only together with the address and the rest: no name can be guessed from it alone.
    """
    return hashlib.sha256(canonical({name: columns[name] for name in SAID})).hexdigest()
