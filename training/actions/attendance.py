"""Taking attendance: minutes are recorded, verified, and corrected with a reason. Why is never asked."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from training.actions.record import Private, write
from training.domain.course import (
    CorrectionNeedsReason,
    EnrolmentStatus,
    Mark,
    NotOnTheList,
    NotYetHeld,
    StaleAttendance,
    marked,
)
from training.domain.roles import By
from training.models import Attendance, CourseSession, Enrolment
from training.vault import PersonVault

Keys = Callable[[str], PersonVault]  # the keys of a person, by their reference
Marks = Mapping[str, Mark]  # by the reference of the enrolment


class Sheet:
    """One session as an instructor sees it: who is expected, and what is recorded of them."""

    def __init__(self, session: CourseSession, expected: Iterable[Enrolment]) -> None:
        """`expected`: enrolments of the cohort with their persons. Needs the session's attendances."""
        self.session = session
        self.enrolments = {one.ref: one for one in expected}
        self._rows = {one.enrolment.ref: one for one in session.attendances}

    def row(self, ref: str) -> Attendance | None:
        return self._rows.get(ref)

    def changes(self, marks: Marks) -> dict[str, Mark]:
        """The marks that say something else than what stands. Raises TooManyMinutes."""
        planned = self.session.planned_minutes
        counted = {ref: marked(mark.presence, mark.minutes, planned) for ref, mark in marks.items()}
        return {ref: mark for ref, mark in counted.items() if self.standing(ref) != mark}

    def standing(self, ref: str) -> Mark | None:
        row = self.row(ref)
        return Mark(row.presence, row.minutes) if row else None

    def note(self, ref: str, mark: Mark) -> Attendance:
        """Write a mark into its row; what was verified has to be verified anew."""
        row = self.row(ref)
        if row is None:
            row = self._rows[ref] = Attendance(enrolment=self.enrolments[ref])
            self.session.attendances.append(row)
        row.presence, row.minutes = mark.presence, mark.minutes
        row.verified_at = row.verified_by = None
        return row


def record(sheet: Sheet, marks: Marks, *, seen: int, by: By, keys: Keys, reason: str = "") -> dict[str, Mark]:
    """Keep what the instructor marked; answers with what changed. The same marks again change nothing.

    `seen` is the version the form was filled in on. Raises TooManyMinutes, NotYetHeld, NotOnTheList,
    StaleAttendance or CorrectionNeedsReason, and then nothing has changed.
    """
    session = sheet.session
    changes = sheet.changes(marks)
    if not changes:
        return changes
    _ensure_recordable(sheet, changes, by.at)
    if seen != session.attendance_version:
        raise StaleAttendance
    verified = [ref for ref in changes if (row := sheet.row(ref)) and row.verified_at]
    if verified and not reason.strip():
        raise CorrectionNeedsReason
    for ref in verified:
        _correct(
            sheet, ref, changes[ref], by=by, words=Private(keys(sheet.enrolments[ref].person.ref), reason)
        )
    for ref, mark in changes.items():
        sheet.note(ref, mark)
    write(session.chain, "attendance.record", subject=_subject(session), by=by, marks=_as_facts(changes))
    return changes


def verify(sheet: Sheet, *, by: By) -> int:
    """Vouch for everything recorded and not yet verified: an event on each trainee's own record.

    Answers how many were verified.
    """
    waiting = [
        (enrolment, row)
        for ref, enrolment in sheet.enrolments.items()
        if (row := sheet.row(ref)) and row.verified_at is None
    ]
    for enrolment, row in waiting:
        row.verified_at, row.verified_by = by.at, by.ref
        write(
            enrolment.chain,
            "attendance.verify",
            subject=_subject(sheet.session),
            by=by,
            enrolment=enrolment.ref,
            kind_of_session=sheet.session.kind.value,
            presence=row.presence.value,
            minutes=row.minutes,
        )
    return len(waiting)


def _correct(sheet: Sheet, ref: str, mark: Mark, *, by: By, words: Private) -> None:
    enrolment, was = sheet.enrolments[ref], sheet.standing(ref)
    write(
        enrolment.chain,
        "attendance.correct",
        subject=_subject(sheet.session),
        by=by,
        words=words,
        enrolment=ref,
        minutes_before=was.minutes if was else 0,
        minutes=mark.minutes,
    )


def _ensure_recordable(sheet: Sheet, refs: Iterable[str], at: datetime) -> None:
    """The day has come where the cohort meets, and everybody marked is an active trainee of it."""
    session = sheet.session
    if at.astimezone(ZoneInfo(session.cohort.zone)).date() < session.on:
        raise NotYetHeld(session.on)
    for ref in refs:
        enrolment = sheet.enrolments.get(ref)
        if enrolment is None or enrolment.status is not EnrolmentStatus.ACTIVE:
            raise NotOnTheList(enrolment.person.name if enrolment else "Somebody who was marked")


def _as_facts(changes: Marks) -> list[dict[str, object]]:
    return [
        {"enrolment": ref, "presence": mark.presence.value, "minutes": mark.minutes}
        for ref, mark in changes.items()
    ]


def _subject(session: CourseSession) -> str:
    return f"session:{session.ref}"
