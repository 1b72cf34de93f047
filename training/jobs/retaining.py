"""Each night, what was kept long enough goes: one thing a transaction, so that a plug pulled loses nothing.

Killed in between, the next night goes on where it stopped: what is gone is not due again.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy import CursorResult
from sqlalchemy.orm import Session

from training.actions import retention as actions
from training.domain.retention import Kind, Period, Report, periods
from training.domain.roles import by_system
from training.models import Chain
from training.queries import erasure
from training.queries import retention as queries
from training.queries.program import definition

AT_ONCE = 500
"""Of one kind in one night; the rest goes in the next."""
REPORTS = 30
"""So many of the newest are read."""


def carry_out(session: Session, at: datetime) -> int:
    """Do what is due today. Returns how many things went; each is stored by itself."""
    done: Counter[str] = Counter()
    held = 0
    for program, period in of_programs(session):
        cleared, kept = _clear(session, program, period, at)
        done[period.kind] += cleared
        held += kept
    if done.total() or held:
        write_report(Report(at, +done, held))
    return done.total()


def of_programs(session: Session) -> Iterator[tuple[str, Period]]:
    """Every program with each period it says. Mails belong to no program: the first that names them holds."""
    has_mails = False
    for version in session.scalars(queries.newest_versions()).all():
        for period in periods(definition(version).retention):
            if period.kind is Kind.MAILS and has_mails:
                continue
            has_mails = has_mails or period.kind is Kind.MAILS
            yield version.program, period


def forecast(session: Session, *days: date) -> list[tuple[str, Period, tuple[int, ...]]]:
    """Every period, and how many would go if each of these days were today: one statement for them all."""
    rows = list(of_programs(session))
    asked = [(period.kind, program, period.over(on)) for program, period in rows for on in days]
    found = session.execute(queries.counts(asked)).one() if asked else ()
    step = len(days)
    return [(*row, tuple(found[step * n : step * (n + 1)])) for n, row in enumerate(rows)]


def _clear(session: Session, program: str, period: Period, at: datetime) -> tuple[int, int]:
    """How many went, and how many a hold kept back."""
    over = period.over(at.date())
    if period.kind is Kind.MAILS:
        result = session.execute(queries.blank_mails(over))
        assert isinstance(result, CursorResult)  # noqa: S101 -- what an UPDATE returns
        session.commit()
        return result.rowcount, 0
    keys = session.scalars(queries.due(period.kind, program, over).limit(AT_ONCE)).all()
    session.commit()
    outcomes = [_clear_one(session, key, Due(program, period, over), at) for key in keys]
    return outcomes.count(True), outcomes.count(False)


class Due(NamedTuple):
    """What is due of which program: whatever counts from `over` or before."""

    program: str
    period: Period
    over: date


def _clear_one(session: Session, key: int, due: Due, at: datetime) -> bool | None:
    """In a transaction of its own. False where a hold keeps it; None where it is not due any more."""
    kind = due.period.kind
    thing: Any = session.scalars(_load(kind, key)).unique().one()
    chain = (thing.internship if kind is Kind.NOTES else thing).chain
    session.refresh(chain, with_for_update=True)  # who writes on this record waits for us, or we for them
    session.expire_all()
    outcome = _outcome(session, key, due, chain)
    if outcome:
        _clear_it(session, key, due.period, at)
        session.commit()
    else:
        session.rollback()
    return outcome


def _outcome(session: Session, key: int, due: Due, chain: Chain) -> bool | None:
    if session.scalar(queries.still_due(due.period.kind, due.program, due.over, key)) is None:
        return None
    return not erasure.erasing(session, chain).hold


def _clear_it(session: Session, key: int, period: Period, at: datetime) -> None:
    thing: Any = session.scalars(_load(period.kind, key)).unique().one()
    if period.kind is Kind.NOTES:
        notes = session.scalars(queries.notes(key)).all()
        actions.clear_notes(thing, notes, period, by=by_system(at))
        return
    for row in actions.CLEARS[period.kind](thing, period, by=by_system(at)):
        session.delete(row)


def _load(kind: Kind, key: int) -> Any:
    return queries.case(key) if kind is Kind.NOTES else queries.application(key)


# ------------------------------------------------------------------ reports


def report_file() -> Path:
    folder: Path = current_app.extensions["settings"].data_dir
    return folder / "retention.jsonl"


def write_report(report: Report) -> None:
    with report_file().open("a", encoding="utf-8") as target:
        target.write(json.dumps(report.as_json()) + "\n")
        target.flush()
        os.fsync(target.fileno())


def reports() -> list[Report]:
    """The newest first. A line that was cut short is left out."""
    file = report_file()
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [found for line in reversed(lines[-REPORTS:]) if (found := _read(line))]


def _read(line: str) -> Report | None:
    try:
        said = json.loads(line)
        return Report(datetime.fromisoformat(said["at"]), said["done"], said["held"])
    except (ValueError, KeyError, TypeError):
        return None
