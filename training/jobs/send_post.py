"""The outbox, each minute and whenever a letter was written."""

from datetime import UTC, datetime

import structlog
from flask import current_app
from sqlalchemy.orm import Session

from training.config import Settings
from training.extensions import db
from training.post.outbox import Tally, send_due
from training.post.transport import MailServer
from training.queries.program import current, definition

log = structlog.get_logger()


def run() -> None:
    tally = send()
    if tally.sent or tally.put_off or tally.failed:
        log.info("post", sent=tally.sent, put_off=tally.put_off, failed=tally.failed)


def send() -> Tally:
    settings: Settings = current_app.extensions["settings"]
    server = MailServer.at(settings.smtp)
    return send_due(
        db.engine,
        server.deliver,
        sender=settings.sender,
        clock=lambda: datetime.now(UTC),
        answers_to=office(),
    )


def office() -> str | None:
    """Who reads an answer: the address of the body whose program people start with today."""
    with Session(db.engine) as session:
        version = session.scalars(current()).one_or_none()
        return definition(version).body.email if version else None
