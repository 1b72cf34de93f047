"""Taking attendance: minutes are recorded, verified, and corrected with a reason. Why is never asked."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from training.actions.record import Private, write
from training.domain.attendance import DayMark, day_mark_of, ensure_another, session_marks
from training.domain.course import (
    CorrectionNeedsReason,
    EnrolmentStatus,
    Mark,
    NotOnTheList,
    NotYetHeld,
    Presence,
    StaleAttendance,
    marked,
)
from training.domain.roles import By
from training.models import Attendance, CourseSession, Enrolment
from training.vault import PersonVault

Keys = Callable[[str], PersonVault]  # the keys of a person, by their reference
Marks = Mapping[str, Mark]  # by the reference of the enrolment
DayMarks = Mapping[str, DayMark | None]  # the same for a day; none: as it is recorded, session by session


class Sheet:
    """One session as an instructor sees it: who is expected, and what is recorded of them."""

    def __init__(self, session: CourseSession, expected: Iterable[Enrolment]) -> None:
        """`expected`: enrolments of the cohort with their persons. Needs the session's attendances."""
        self.session = session
        self.enrolments = {one.ref: one for one in expected}
        self._rows = {one.enrolment.ref: one for one in session.attendances}

    def row(self, ref: str) -> Attendance | None:
        return self._rows.get(ref)

    def unverified(self) -> dict[str, Attendance]:
        """What is recorded of those on the sheet and not vouched for."""
        rows = {ref: self.row(ref) for ref in self.enrolments}
        return {ref: row for ref, row in rows.items() if row and row.verified_at is None}

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


class DaySheet:
    """All sessions of one day, in order, as an instructor takes attendance of them at once."""

    def __init__(self, sessions: Sequence[CourseSession], expected: Iterable[Enrolment]) -> None:
        """Needs the attendances of each session."""
        expected = list(expected)
        self.sheets = [Sheet(session, expected) for session in sessions]
        self.enrolments = {one.ref: one for one in expected}
        self.planned = [session.planned_minutes for session in sessions]

    @property
    def version(self) -> int:
        """The versions of its sessions only rise, so their sum rises with every change."""
        return sum(sheet.session.attendance_version for sheet in self.sheets)

    @property
    def is_verified(self) -> bool:
        """Whether any minutes of the day are verified."""
        return any(sheet.session.is_verified for sheet in self.sheets)

    def standing(self, ref: str) -> list[Mark | None]:
        """What is recorded of one trainee, session by session."""
        return [sheet.standing(ref) for sheet in self.sheets]

    def told(self, ref: str) -> DayMark | None:
        """The day of one trainee in the words of a day; None where they do not fit what is recorded."""
        return day_mark_of(self._filled(ref), self.planned)

    def marks(self, days: DayMarks) -> list[dict[str, Mark]]:
        """What each session is to say. Raises NothingLeft."""
        by_person = {ref: self._marks_of(ref, day) for ref, day in days.items()}
        return [
            {ref: marks[number] for ref, marks in by_person.items() if self._is_asked(sheet, ref)}
            for number, sheet in enumerate(self.sheets)
        ]

    def _marks_of(self, ref: str, day: DayMark | None) -> list[Mark]:
        return self._filled(ref) if day is None else session_marks(day, self.planned)

    def _filled(self, ref: str) -> list[Mark]:
        """What is recorded, and present for all of a session where nothing is."""
        standing = zip(self.standing(ref), self.planned, strict=True)
        return [mark or Mark(Presence.PRESENT, minutes) for mark, minutes in standing]

    def _is_asked(self, sheet: Sheet, ref: str) -> bool:
        """Whoever left the course keeps what is recorded, and gets nothing new."""
        enrolment = self.enrolments.get(ref)
        is_here = enrolment is None or enrolment.status is EnrolmentStatus.ACTIVE
        return is_here or sheet.row(ref) is not None


def record(sheet: Sheet, marks: Marks, *, seen: int, by: By, keys: Keys, reason: str = "") -> dict[str, Mark]:
    """Keep what the instructor marked; answers with what changed. The same marks again change nothing.

    `seen` is the version the form was filled in on. Raises TooManyMinutes, NotYetHeld, NotOnTheList,
    NotOneself, StaleAttendance or CorrectionNeedsReason, and then nothing has changed.
    """
    changes = sheet.changes(marks)
    _ensure_recordable(sheet, changes, by)
    if changes and seen != sheet.session.attendance_version:
        raise StaleAttendance
    _ensure_explained(sheet, changes, reason)
    _keep(sheet, changes, by=by, keys=keys, reason=reason)
    return changes


def record_day(day: DaySheet, days: DayMarks, *, seen: int, by: By, keys: Keys, reason: str = "") -> set[str]:
    """Keep a whole day; answers with the enrolments of which something changed.

    Raises what `record` raises, or NothingLeft, and then nothing of the day has changed.
    """
    changes = [sheet.changes(marks) for sheet, marks in zip(day.sheets, day.marks(days), strict=True)]
    for sheet, changed in zip(day.sheets, changes, strict=True):
        _ensure_recordable(sheet, changed, by)
    if any(changes) and seen != day.version:
        raise StaleAttendance
    for sheet, changed in zip(day.sheets, changes, strict=True):
        _ensure_explained(sheet, changed, reason)
    for sheet, changed in zip(day.sheets, changes, strict=True):
        _keep(sheet, changed, by=by, keys=keys, reason=reason)
    return {ref for changed in changes for ref in changed}


def _keep(sheet: Sheet, changes: Marks, *, by: By, keys: Keys, reason: str) -> None:
    if not changes:
        return
    for ref in _verified(sheet, changes):
        words = Private(keys(sheet.enrolments[ref].person.ref), reason)
        _correct(sheet, ref, changes[ref], by=by, words=words)
    for ref, mark in changes.items():
        sheet.note(ref, mark)
    session = sheet.session
    write(session.chain, "attendance.record", subject=_subject(session), by=by, marks=_as_facts(changes))


def _verified(sheet: Sheet, refs: Iterable[str]) -> list[str]:
    return [ref for ref in refs if (row := sheet.row(ref)) and row.verified_at]


def verify_day(day: DaySheet, *, by: By) -> int:
    """Vouch for everything recorded of the day; answers for how many trainees something was verified."""
    people = {ref for sheet in day.sheets for ref in sheet.unverified()}
    for sheet in day.sheets:
        verify(sheet, by=by)
    return len(people)


def verify(sheet: Sheet, *, by: By) -> int:
    """Vouch for everything recorded and not yet verified: an event on each trainee's own record.

    Answers how many were verified. Raises NotOneself, and then nothing is.
    """
    waiting = sheet.unverified()
    for ref in waiting:
        ensure_another(sheet.enrolments[ref].person.ref, by.ref)
    for ref, row in waiting.items():
        enrolment = sheet.enrolments[ref]
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


def _ensure_recordable(sheet: Sheet, refs: Collection[str], by: By) -> None:
    """The day has come where the cohort meets; all marked are active trainees of it, and none is oneself."""
    session = sheet.session
    if refs and by.at.astimezone(ZoneInfo(session.cohort.zone)).date() < session.on:
        raise NotYetHeld(session.on)
    for ref in refs:
        enrolment = sheet.enrolments.get(ref)
        if enrolment is None or enrolment.status is not EnrolmentStatus.ACTIVE:
            raise NotOnTheList(enrolment.person.name if enrolment else None)
        ensure_another(enrolment.person.ref, by.ref)


def _ensure_explained(sheet: Sheet, refs: Iterable[str], reason: str) -> None:
    if _verified(sheet, refs) and not reason.strip():
        raise CorrectionNeedsReason


def _as_facts(changes: Marks) -> list[dict[str, object]]:
    return [
        {"enrolment": ref, "presence": mark.presence.value, "minutes": mark.minutes}
        for ref, mark in changes.items()
    ]


def _subject(session: CourseSession) -> str:
    return f"session:{session.ref}"
