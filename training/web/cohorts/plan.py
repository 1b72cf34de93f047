"""The days of a cohort and what they ask for, as its page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from flask import url_for

from training.domain.course import CourseHours, EnrolmentStatus
from training.domain.hours import as_hours
from training.domain.permissions import Permission
from training.domain.tongue import Shape, ngettext, say_date
from training.domain.tongue import gettext as _
from training.models import Cohort, CourseSession
from training.queries import course as queries
from training.web.access import may, today

Tasks = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Planned:
    """One session, and how far its attendance is."""

    row: CourseSession
    is_recorded: bool
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the course with its sessions."""

    on: date
    sessions: Sequence[Planned]

    @property
    def title(self) -> str:
        return say_date(self.on, Shape.LONG_DAY)

    @property
    def detail(self) -> str:
        minutes = as_hours(sum(one.row.planned_minutes for one in self.sessions))
        return ngettext(
            "One session, %(hours)s", "%(number)s sessions, %(hours)s", len(self.sessions), hours=minutes
        )

    @property
    def word(self) -> str:
        if not any(one.is_recorded for one in self.sessions):
            return _("not yet taken")
        return _("verified") if self.is_verified else _("not verified yet")

    @property
    def kind(self) -> str:
        if not any(one.is_recorded for one in self.sessions):
            return "neutral"
        return "done" if self.is_verified else "waiting"

    @property
    def is_verified(self) -> bool:
        return all(one.is_recorded and not one.is_waiting for one in self.sessions)


def when_and_where(cohort: Cohort, taken: int) -> str:
    return _(
        "%(first)s to %(last)s, %(place)s. %(taken)s of %(places)s places are taken.",
        first=say_date(cohort.starts_on, Shape.DAY_OF_YEAR),
        last=say_date(cohort.ends_on),
        place=cohort.place,
        taken=taken,
        places=cohort.capacity,
    )


def days_of(cohort: Cohort, marks: Sequence[queries.MarkRow]) -> list[Day]:
    """Sessions by day, each with how far its attendance is."""
    recorded = {session_id for _e, session_id, _k, _p, _m, _v in marks}
    waiting = {session_id for _e, session_id, _k, _p, _m, verified in marks if not verified}
    return [
        Day(on, [Planned(one, one.id in recorded, one.id in waiting) for one in sessions])
        for on, sessions in groupby(cohort.sessions, key=attrgetter("on"))
    ]


def tasks_of(cohort: Cohort, hours: dict[int, CourseHours], marks: Sequence[queries.MarkRow]) -> Tasks:
    """What needs doing, most urgent first: attendance, then people."""
    return [*_attendance(cohort, marks), *_agreements(cohort), *_ready(cohort, hours)]


def _attendance(cohort: Cohort, marks: Sequence[queries.MarkRow]) -> Tasks:
    day = today(cohort.zone)
    held = [one for one in days_of(cohort, marks) if one.on <= day and not one.is_verified]
    if not held or all(one.status is not EnrolmentStatus.ACTIVE for one in cohort.enrolments):
        return []
    first, number = (
        held[0],
        sum(not one.is_recorded or one.is_waiting for day in held for one in day.sessions),
    )
    row: dict[str, object] = {
        "urgency": "late" if first.on < day else "due",
        "text": _("Take attendance of %(day)s", day=first.title),
        "detail": ngettext(
            "One session is not verified yet.", "%(number)s sessions are not verified yet.", number
        ),
        "due": _("today") if first.on == day else None,
    }
    if may(Permission.TAKE_ATTENDANCE, cohort.stake):
        address = url_for(".day", ref=cohort.ref, on=first.on.isoformat())
        row |= {"href": address, "label": _("Take attendance")}
    return [row]


def _agreements(cohort: Cohort) -> Tasks:
    unsigned = [one.person.name for one in cohort.enrolments if one.status is EnrolmentStatus.REGISTERED]
    if not unsigned:
        return []
    return [
        {
            "urgency": "due",
            "text": _("Not signed the confidentiality agreement yet: %(names)s", names=", ".join(unsigned)),
            "detail": _("They are not on the attendance list before they have."),
        }
    ]


def _ready(cohort: Cohort, hours: dict[int, CourseHours]) -> Tasks:
    """Whose course may be complete."""
    return [
        {
            "urgency": "open",
            "text": _("%(name)s has the hours the course asks", name=one.person.name),
            "href": url_for(".enrolment", ref=cohort.ref, eref=one.ref),
            "label": _("Look at it"),
        }
        for one in cohort.enrolments
        if one.status is EnrolmentStatus.ACTIVE and hours[one.id].is_enough
    ]
