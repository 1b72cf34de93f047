"""The outbox worked through: claim a letter, hand it over, write down what came of it; one commit each.

The rows are the truth and a queue is only a nudge, so a worker may be killed anywhere:
before the claim nothing has happened; after it the letter is taken back when STUCK has passed.
Between the server's 250 and our commit lies the one gap that no sender of mail can close: killed there,
the letter goes out a second time (at least once, never not at all). It then carries the same Message-ID,
by which mail programs, and the demo's mailbox always, know the two as one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, case, select, update
from sqlalchemy.orm import Session

from training.domain.post import MOST_ATTEMPTS, wait_after
from training.domain.tongue import gettext as _
from training.domain.tongue import marked
from training.models import Letter, LetterStatus
from training.post.composing import compose
from training.post.transport import Deliver, Refused, ServerAway, Undelivered

STUCK = timedelta(minutes=10)
LOST = marked("The worker stopped each time it sent this letter.")

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Tally:
    """What one run did."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0


def send_due(
    engine: Engine, deliver: Deliver, *, sender: str, clock: Clock, answers_to: str | None = None
) -> Tally:
    """Send all that is due. Ends early when the mail server is away: the rest lose no attempt by it."""
    tally = Tally()
    with Session(engine, expire_on_commit=False) as session:
        take_back(session, clock())
        while letter := claim(session, clock()):
            try:
                deliver(compose(letter, sender=sender, at=clock(), answers_to=answers_to))
            except Undelivered as problem:
                _put_off(session, letter, problem, clock(), tally)
                if isinstance(problem, ServerAway):
                    break
            else:
                _sent(session, letter, clock())
                tally.sent += 1
    return tally


def claim(session: Session, at: datetime) -> Letter | None:
    """Take the letter that has been due longest, for this worker alone; None when none is due."""
    longest_due = (
        select(Letter.id)
        .where(Letter.status == LetterStatus.WAITING, Letter.due_at <= at)
        .order_by(Letter.due_at, Letter.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    letter = session.scalar(
        update(Letter)
        .where(Letter.id == longest_due, Letter.status == LetterStatus.WAITING)
        .values(status=LetterStatus.SENDING, claimed_at=at, attempts=Letter.attempts + 1)
        .returning(Letter)
    )
    session.commit()
    return letter


def take_back(session: Session, at: datetime) -> None:
    """Let go of letters whose worker was killed; give up on one that was there each time."""
    is_last = Letter.attempts >= MOST_ATTEMPTS
    session.execute(
        update(Letter)
        .where(Letter.status == LetterStatus.SENDING, Letter.claimed_at < at - STUCK)
        .values(
            status=case((is_last, LetterStatus.FAILED), else_=LetterStatus.WAITING),
            problem=case((is_last, _(LOST)), else_=Letter.problem),
        )
    )
    session.commit()


def _sent(session: Session, letter: Letter, at: datetime) -> None:
    """The words are blanked: nobody needs them here any more."""
    _settle(session, letter, status=LetterStatus.SENT, sent_at=at, text="", problem=None)


def _put_off(session: Session, letter: Letter, problem: Undelivered, at: datetime, tally: Tally) -> None:
    wait = None if isinstance(problem, Refused) else wait_after(letter.attempts)
    if wait is None:
        _settle(session, letter, status=LetterStatus.FAILED, problem=str(problem))
        tally.failed += 1
    else:
        _settle(session, letter, status=LetterStatus.WAITING, due_at=at + wait, problem=str(problem))
        tally.put_off += 1


def _settle(session: Session, letter: Letter, **values: Any) -> None:
    """Only while the claim is still ours."""
    session.execute(
        update(Letter)
        .where(
            Letter.id == letter.id,
            Letter.status == LetterStatus.SENDING,
            Letter.claimed_at == letter.claimed_at,
        )
        .values(**values)
    )
    session.commit()
