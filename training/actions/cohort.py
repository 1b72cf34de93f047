"""What the office does with a cohort: open it, change a session before it is verified."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date

from training.actions.record import write
from training.domain.course import DayOutside, SessionStands, marked
from training.domain.numbers import reference
from training.domain.program import Course
from training.domain.record import GENESIS
from training.domain.roles import By
from training.domain.schedule import Outline, Planned, planned_sessions
from training.models import Chain, Cohort, CourseSession, Person, ProgramVersion, Teaching


def open_cohort(
    outline: Outline,
    version: ProgramVersion,
    course: Course,
    *,
    instructors: Sequence[Person],
    by: By,
) -> Cohort:
    """A new cohort with a record of its own and the sessions of the program as a proposal.

    Raises TooFewDays.
    """
    sessions = planned_sessions(course.modules, outline.starts_on, outline.ends_on)
    ref = reference("K", secrets.randbelow)
    cohort = Cohort(
        ref=ref,
        program=version,
        chain=Chain(kind="cohort", ref=ref, length=0, head=GENESIS),
        title=outline.title,
        place=outline.place,
        zone=outline.zone,
        starts_on=outline.starts_on,
        ends_on=outline.ends_on,
        capacity=outline.capacity,
        sessions=list(_sessions(sessions)),
        enrolments=[],
        teaching=[Teaching(instructor=person, instructor_id=person.id) for person in instructors],
    )
    write(
        cohort.chain,
        "cohort.open",
        subject=f"cohort:{ref}",
        by=by,
        sessions=len(sessions),
        minutes=sum(one.minutes for one in sessions),
        instructors=[person.ref for person in instructors],
    )
    return cohort


def _sessions(planned: Iterable[Planned]) -> Iterable[CourseSession]:
    for one in planned:
        yield CourseSession(
            ref=reference("D", secrets.randbelow),
            module=one.module,
            kind=one.kind,
            title=one.title,
            on=one.on,
            planned_minutes=one.minutes,
            attendances=[],
        )


def edit_session(session: CourseSession, *, on: date, title: str, minutes: int, by: By) -> None:
    """Move or rename a session, or plan another length, as long as nobody's minutes of it are verified.

    Whoever is marked present for all of it is then present for all of the new length.
    Raises SessionStands, DayOutside, or TooManyMinutes where somebody was there for longer.
    """
    cohort = session.cohort
    if session.is_verified:
        raise SessionStands
    if not cohort.starts_on <= on <= cohort.ends_on:
        raise DayOutside(cohort.starts_on, cohort.ends_on)
    marks = [marked(row.presence, row.minutes, minutes) for row in session.attendances]
    write(
        cohort.chain,
        "session.edit",
        subject=f"session:{session.ref}",
        by=by,
        was={"on": session.on.isoformat(), "minutes": session.planned_minutes},
        now={"on": on.isoformat(), "minutes": minutes},
    )
    session.on, session.title, session.planned_minutes = on, title, minutes
    for row, mark in zip(session.attendances, marks, strict=True):
        row.minutes = mark.minutes
