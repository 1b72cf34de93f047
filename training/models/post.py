"""Letters that have to go out: written with the change they tell of, sent afterwards by the worker."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.domain.words import Word
from training.models.base import Base

if TYPE_CHECKING:
    from training.models.record import Chain


class LetterStatus(Word):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Letter(Base):
    """An outbox row. `key` keeps an occasion from being told twice; the texts are blanked once sent."""

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_due", "status", "due_at"),)

    chain_id: Mapped[int] = mapped_column(ForeignKey("chain.id"), index=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    to: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    status: Mapped[LetterStatus] = mapped_column(default=LetterStatus.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    problem: Mapped[str | None]

    chain: Mapped["Chain"] = relationship(back_populates="letters", lazy="raise_on_sql")
