"""What has to be done once a day and may be done twice: deadlines that passed, things that expired."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from training.extensions import db
from training.jobs.erasing import finish_erasures
from training.jobs.exporting import empty_old
from training.jobs.keeping import keep_progress
from training.jobs.reminding import remind_of_papers
from training.jobs.retaining import carry_out
from training.jobs.witnessing import keep_checkpoint
from training.models import Invitation, SignIn

Chore = Callable[[Session, datetime], int]
"""Does what is due at this moment and returns how many things it changed. Its transaction is its own."""

LONGEST_SESSION = timedelta(days=1)  # generous: web.sessions ends one after twenty hours
UNUSED_INVITATIONS_KEPT = timedelta(days=30)

log = structlog.get_logger()


def clear_sessions(session: Session, at: datetime) -> int:
    return _deleted(session, delete(SignIn).where(SignIn.began_at < at - LONGEST_SESSION))


def clear_invitations(session: Session, at: datetime) -> int:
    """Those that nobody took up. That somebody was invited stays on the record."""
    is_over = Invitation.expires_at < at - UNUSED_INVITATIONS_KEPT
    return _deleted(session, delete(Invitation).where(Invitation.used_at.is_(None), is_over))


def _deleted(session: Session, statement: object) -> int:
    result = session.execute(statement)  # type: ignore[call-overload]
    assert isinstance(result, CursorResult)  # noqa: S101 -- what a DELETE returns
    return result.rowcount


# A stage adds its own here: references that expire, offers nobody answered, licences that run out …
CHORES: list[Chore] = [
    clear_sessions,
    clear_invitations,
    finish_erasures,
    empty_old,
    carry_out,
    remind_of_papers,
    keep_progress,
    keep_checkpoint,
]


def run() -> None:
    """Each chore by itself: one that fails is told, and the others go on."""
    at = datetime.now(UTC)
    for chore in CHORES:
        try:
            with Session(db.engine) as session:
                changed = chore(session, at)
                session.commit()
        except Exception:
            log.exception("chore failed", chore=chore.__name__)
        else:
            log.info("chore", chore=chore.__name__, changed=changed)
