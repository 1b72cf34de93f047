"""The progress of many internships at once: as the engine answers it, and as it is kept for lists."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.domain.internship import ENDED
from training.domain.requirements import progress
from training.models import Internship, KeptProgress, Person, Supervision
from training.queries import evidence
from training.queries.program import definition

BATCH = 200


class Figures(NamedTuple):
    """What a row keeps, in its order."""

    raw: int
    countable: int
    pending: int
    uncounted: int
    met: int
    asked: int


def figures(session: Session, internship_ids: Sequence[int], days: dict[int, date]) -> dict[int, Figures]:
    """The engine's answer for each, as of its day. Eight statements, whatever the number of them."""
    logs: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(evidence.for_requirements(*internship_ids)):
        logs[row.internship_id].append(row)
    found = session.scalars(_whole(internship_ids)).unique()
    return {one.id: _figures(one, logs[one.id], days[one.id]) for one in found}


def _figures(internship: Internship, log: list[Any], on: date) -> Figures:
    program = definition(internship.program)
    rules = program.internship
    entries, standing = evidence.as_entries(log, internship, program), evidence.standing(internship, on)
    found = progress(rules.requirements, entries, standing, rules.counting)
    asked = [one for one in found.answers if one.asks]
    return Figures(
        raw=found.raw,
        countable=found.countable,
        pending=found.pending,
        uncounted=found.raw - found.countable - found.pending,
        met=sum(one.met for one in asked),
        asked=len(asked),
    )


def _whole(internship_ids: Collection[int]) -> Select[Internship]:
    """Read anew, even where an older state of a row is at hand."""
    return (
        select(Internship)
        .where(Internship.id.in_(internship_ids))
        .options(
            joinedload(Internship.program),
            selectinload(Internship.supervisions)
            .joinedload(Supervision.supervisor)
            .selectinload(Person.licences),
            selectinload(Internship.leaves),
            selectinload(Internship.cases),
            selectinload(Internship.evaluations),
            selectinload(Internship.attestations),
        )
        .order_by(Internship.id)
        .execution_options(populate_existing=True)
    )


# ------------------------------------------------------------------ as it is kept


def kept(internship_ids: Collection[int]) -> Select[KeptProgress]:
    return select(KeptProgress).where(KeptProgress.internship_id.in_(internship_ids))


def kept_of_people(person_ids: Collection[int]) -> Select[int, KeptProgress]:
    """Of each person's internships that go on."""
    return (
        select(Internship.person_id, KeptProgress)
        .join(KeptProgress, KeptProgress.internship_id == Internship.id)
        .where(Internship.person_id.in_(person_ids), Internship.status.not_in(ENDED))
        .order_by(Internship.id)
    )


def every() -> Select[int]:
    return select(Internship.id).order_by(Internship.id)


def of_another_day(on: date) -> Select[int]:
    """Internships that go on and whose progress was kept on another day, or never."""
    return (
        select(Internship.id)
        .outerjoin(KeptProgress, KeptProgress.internship_id == Internship.id)
        .where(Internship.status.not_in(ENDED))
        .where(KeptProgress.id.is_(None) | (KeptProgress.on != on))
        .order_by(Internship.id)
    )


def differing(session: Session) -> Iterator[str]:
    """Refs of the internships whose row is missing or says something else than the engine for its day."""
    refs = {row.id: row.ref for row in session.execute(select(Internship.id, Internship.ref))}
    for some in batches(session.scalars(every()).all()):
        rows = {one.internship_id: one for one in session.scalars(kept(some))}
        yield from (refs[one] for one in some if one not in rows)
        told = figures(session, list(rows), {key: row.on for key, row in rows.items()})
        yield from (refs[key] for key, row in rows.items() if told[key] != as_figures(row))


def as_figures(row: KeptProgress) -> Figures:
    return Figures(*(getattr(row, name) for name in Figures._fields))


def batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
