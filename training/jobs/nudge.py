"""A letter was written, or a file asked for: tell the worker, so that it need not wait for the minute."""

from typing import Any

import structlog
from sqlalchemy import event
from sqlalchemy.orm import Session

from training.extensions import db
from training.jobs.queue import ask
from training.models import Export, Letter

WAITING = "what waits for the worker"
JOBS: dict[type[Any], str] = {Letter: "send_post", Export: "make_exports"}

log = structlog.get_logger()


def init_app() -> None:
    """Watch the sessions of requests and commands; the worker's own are none of these."""
    for moment, listener in (("after_flush", _notice), ("after_rollback", _forget), ("after_commit", _nudge)):
        if not event.contains(db.session, moment, listener):
            event.listen(db.session, moment, listener)


def _notice(session: Session, _context: Any) -> None:
    if found := {JOBS[type(row)] for row in session.new if type(row) in JOBS}:
        session.info.setdefault(WAITING, set()).update(found)


def _forget(session: Session) -> None:
    session.info.pop(WAITING, None)


def _nudge(session: Session) -> None:
    """A queue that is away costs nothing but up to a minute: the rows are written."""
    for job in sorted(session.info.pop(WAITING, ())):
        try:
            ask(job)
        except Exception as error:  # noqa: BLE001 -- whatever the queue's driver raises, the page is done
            log.warning("the queue did not answer", error=type(error).__name__)
