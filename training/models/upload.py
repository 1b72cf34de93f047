"""Files that people sent in, sealed with their own key."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.models.base import Base, Ref

if TYPE_CHECKING:
    from training.models.people import Person


class Upload(Base):
    """One file. Its name is ours to serve, never a path; content is base64 under the owner's key."""

    __tablename__ = "upload"

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(deferred=True)  # only who downloads it needs five megabytes
    sent_at: Mapped[datetime]

    person: Mapped["Person"] = relationship(lazy="raise_on_sql")

    @property
    def place(self) -> str:
        return f"upload.sealed:{self.ref}"
