"""The kept progress changes in the transaction that changes what it rests on, and each night with the day."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from training.extensions import db
from training.models import Attestation, Case, Entry, Evaluation, Internship, KeptProgress, Leave, Supervision
from training.queries import progress as queries

TOUCHED = "touched_internships"


def init_app() -> None:
    """Whoever commits, by a page, a command or the demo, passes here."""
    for moment, listener in (
        ("after_flush", _note),
        ("before_commit", _keep),
        ("after_rollback", _forget),
    ):
        if not event.contains(db.session, moment, listener):
            event.listen(db.session, moment, listener)


def _note(session: Session, _context: object) -> None:
    found = touched((*session.new, *session.dirty, *session.deleted))
    if found:
        session.info.setdefault(TOUCHED, set()).update(found)


def _keep(session: Session) -> None:
    session.flush()
    if found := session.info.pop(TOUCHED, None):
        keep(session, sorted(found), today())


def _forget(session: Session) -> None:
    session.info.pop(TOUCHED, None)


def today() -> date:
    return datetime.now(UTC).date()


def keep_progress(session: Session, at: datetime) -> int:
    """Time alone changes an answer: deadlines pass, months are completed."""
    on = at.date()
    return keep(session, session.scalars(queries.of_another_day(on)).all(), on)


def rebuild(session: Session) -> int:
    """Every internship, ended ones too."""
    return keep(session, session.scalars(queries.every()).all(), today())


# ------------------------------------------------------------------ what is kept

ABOUT_ONE = (Attestation, Case, Entry, Evaluation, Leave, Supervision)
"""Rows on which an answer rests, besides the internship itself."""


def touched(rows: Iterable[Any]) -> set[int]:
    """The internships that these rows say something about. Needs them flushed."""
    return {
        row.id if isinstance(row, Internship) else row.internship_id
        for row in rows
        if isinstance(row, (Internship, *ABOUT_ONE))
    }


def keep(session: Session, internship_ids: Sequence[int], on: date) -> int:
    """Ask the engine anew and write down what it says; how many internships that were."""
    for some in queries.batches(internship_ids):
        rows = {one.internship_id: one for one in session.scalars(queries.kept(some))}
        for key, told in queries.figures(session, some, dict.fromkeys(some, on)).items():
            row = rows.get(key) or KeptProgress(internship_id=key)
            row.on = on
            for name, number in told._asdict().items():
                setattr(row, name, number)
            session.add(row)
    return len(internship_ids)
