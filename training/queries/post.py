"""Letters: what waits, what could not be sent, what went out."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from training.models import Letter, LetterStatus

MANY = 200


def unsent() -> Select[Letter]:
    """Failed first, then what is due longest. Those of an erased person go to nobody and wait for nothing."""
    return (
        select(Letter)
        .where(Letter.status != LetterStatus.SENT, Letter.to != "")
        .order_by(Letter.status != LetterStatus.FAILED, Letter.due_at, Letter.id)
        .limit(MANY)
    )


def sent_lately() -> Select[Letter]:
    return (
        select(Letter)
        .where(Letter.status == LetterStatus.SENT)
        .order_by(Letter.sent_at.desc(), Letter.id.desc())
        .limit(50)
    )


def letter(number: int) -> Select[Letter]:
    """One letter with its record, which trying again is written on."""
    return select(Letter).where(Letter.id == number).options(joinedload(Letter.chain, innerjoin=True))
