"""A file with all that is kept about somebody, sealed until they take it."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.domain.export import Stage, stage
from training.models.base import Base, Ref
from training.models.people import Person


class Export(Base):
    """Asked for at a time; made by a job; its content goes when it is taken, or when its week is over."""

    __tablename__ = "export"

    ref: Mapped[str] = mapped_column(Ref, unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[datetime]
    made_at: Mapped[datetime | None] = mapped_column(index=True)
    taken_at: Mapped[datetime | None]
    sealed: Mapped[bytes | None] = mapped_column(deferred=True)

    person: Mapped[Person] = relationship(lazy="raise_on_sql")

    @property
    def place(self) -> str:
        return f"export.sealed:{self.ref}"

    def stage(self, at: datetime) -> Stage:
        return stage(self.made_at, self.taken_at, at)
