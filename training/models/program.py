"""Program definitions as published: the file's own text, never changed afterwards."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import Base, Ref


class ProgramVersion(Base):
    __tablename__ = "program_version"
    __table_args__ = (UniqueConstraint("program", "version"),)

    program: Mapped[str] = mapped_column(String(60))
    version: Mapped[str] = mapped_column(String(30))
    text: Mapped[str] = mapped_column(deferred=False)
    fingerprint: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(Ref)
