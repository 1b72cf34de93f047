"""What lists need of an internship's progress, so that they need not read its log."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import Base


class KeptProgress(Base):
    """The engine's answer as of a day, in minutes; a copy that can always be made anew from the rows.

    `met` of `asked`: the requirements that ask for something.
    """

    __tablename__ = "kept_progress"
    __table_args__ = (
        CheckConstraint("raw = countable + pending + uncounted", name="adds_up"),
        CheckConstraint("met <= asked", name="meets_what_is_asked"),
    )

    internship_id: Mapped[int] = mapped_column(ForeignKey("internship.id"), unique=True)
    on: Mapped[date]
    raw: Mapped[int]
    countable: Mapped[int]
    pending: Mapped[int]
    uncounted: Mapped[int]
    met: Mapped[int]
    asked: Mapped[int]
