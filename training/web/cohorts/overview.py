"""The list of cohorts, one cohort at a glance, and opening a new one."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import cohort as actions
from training.charts import show as show_picture
from training.charts.attendance import Attendance, Attendee
from training.domain.course import (
    Attended,
    CourseHours,
    EnrolmentStatus,
    Presence,
    course_hours,
    day_mark,
)
from training.domain.permissions import Permission
from training.domain.program import Course
from training.domain.roles import Role
from training.domain.schedule import Outline
from training.domain.tongue import Shape, ngettext, say_date
from training.domain.tongue import gettext as _
from training.extensions import db
from training.forms.course import CohortForm, choice
from training.models import Cohort, Enrolment, Person
from training.queries import course as queries
from training.queries.program import current, definition
from training.web.access import actor, by, fetch, may, me, require, today
from training.web.cohorts import bp
from training.web.cohorts.plan import days_of, tasks_of, when_and_where
from training.web.course import hours_so_far

OFFICE = (Role.REGISTRAR, Role.DIRECTOR)


@bp.get("")
def index() -> ResponseReturnValue:
    require(Permission.COHORTS)
    cohorts = [Listed(*row) for row in db.session.execute(queries.cohorts(me().id))]
    now = [one.cohort.title for one in cohorts if one.is_now]
    waiting = list(db.session.execute(queries.days_to_verify(me().id, today())))
    return render_template(
        "cohorts/index.html",
        lead=_lead(now, is_any=bool(cohorts)),
        cohorts=cohorts,
        tasks=[_day_to_verify(*row) for row in waiting],
        may_run=may(Permission.RUN_COHORTS),
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """One cohort in the list, as a row of `queue`."""

    cohort: Cohort
    taken: int
    teaches: bool

    @property
    def title(self) -> str:
        return self.cohort.title

    @property
    def href(self) -> str:
        return url_for(".show", ref=self.cohort.ref)

    @property
    def is_now(self) -> bool:
        return self.cohort.starts_on <= today(self.cohort.zone) <= self.cohort.ends_on

    @property
    def detail(self) -> str:
        return when_and_where(self.cohort, self.taken)

    @property
    def when(self) -> str | None:
        return _("you teach") if self.teaches else None

    @property
    def word(self) -> str:
        if self.is_now:
            return _("meets now")
        return _("past") if self.cohort.ends_on < today(self.cohort.zone) else _("still to come")

    @property
    def kind(self) -> str:
        return "here" if self.is_now else "neutral"


def _lead(now: list[str], *, is_any: bool) -> str:
    if now:
        return ngettext("%(names)s meets now.", "%(names)s meet now.", len(now), names=", ".join(now))
    return _("No cohort meets just now.") if is_any else _("Groups that take the course together.")


def _day_to_verify(ref: str, title: str, on: date, number: int) -> dict[str, object]:
    is_today = on == today()
    return {
        "urgency": "due" if is_today else "late",
        "text": _("Take attendance of %(cohort)s on %(day)s", cohort=title, day=say_date(on, Shape.LONG_DAY)),
        "detail": ngettext(
            "One session is not verified yet.", "%(number)s sessions are not verified yet.", number
        ),
        "due": _("today") if is_today else None,
        "href": url_for(".day", ref=ref, on=on.isoformat()),
        "label": _("Take attendance"),
    }


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    require(Permission.RUN_COHORTS)
    teachers = {
        person.ref: person for person in db.session.scalars(queries.instructors()) if _teaches(person)
    }
    form = CohortForm()
    form.instructors.choices = [choice(ref, person.name) for ref, person in teachers.items()]
    if form.validate_on_submit():
        version = db.session.scalars(current()).one()
        cohort = actions.open_cohort(
            _outline(form),
            version,
            definition(version).course,
            instructors=[teachers[ref] for ref in form.instructors.data],
            by=by(*OFFICE),
        )
        db.session.add(cohort)
        words = ngettext(
            "%(title)s is open, with one session as a proposal.",
            "%(title)s is open, with %(number)s sessions as a proposal.",
            len(cohort.sessions),
            title=cohort.title,
        )
        flash(words, "done")
        return redirect(url_for(".show", ref=cohort.ref))
    return render_template("cohorts/new.html", form=form), 422 if form.errors else 200


def _teaches(person: Person) -> bool:
    return Role.INSTRUCTOR in person.roles_on(today())


def _outline(form: CohortForm) -> Outline:
    return Outline(
        title=form.title.data.strip(),
        place=form.place.data.strip(),
        zone=form.zone.data,
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        capacity=form.capacity.data,
    )


@bp.get("/<ref>")
def show(ref: str) -> ResponseReturnValue:
    cohort = fetch(queries.cohort(ref), Permission.COHORTS)
    course = definition(cohort.program).course
    marks = list(db.session.execute(queries.marks(cohort.id)))
    hours = _hours(cohort, course, marks)
    return render_template(
        "cohorts/show.html",
        cohort=cohort,
        hours=hours,
        lead=when_and_where(cohort, cohort.places_taken),
        people=[_on_roster(one, hours[one.id]) for one in cohort.enrolments],
        days=days_of(cohort, marks),
        attendance=show_picture(_attendance(cohort, marks)),
        tasks=tasks_of(cohort, hours, marks),
        may_run=may(Permission.RUN_COHORTS),
        may_enrol=Role.REGISTRAR in actor().roles,
        teaches=may(Permission.TAKE_ATTENDANCE, cohort.stake),
    )


def _hours(cohort: Cohort, course: Course, marks: list[queries.MarkRow]) -> dict[int, CourseHours]:
    """Hours by enrolment id, summed from the one query over all marks."""
    attended = defaultdict(list)
    for enrolment_id, _session, kind, _presence, minutes, verified in marks:
        attended[enrolment_id].append(Attended(kind, minutes, verified))
    return {
        one.id: course_hours(
            attended[one.id],
            needed=course.minutes,
            didactic=course.didactic_minutes,
            experiential=course.experiential_minutes,
        )
        for one in cohort.enrolments
    }


STANDING = {
    EnrolmentStatus.COMPLETED: "done",
    EnrolmentStatus.ACTIVE: "here",
    EnrolmentStatus.REGISTERED: "waiting",
    EnrolmentStatus.PAUSED: "waiting",
}
"""The shape of a status; the others have ended."""


def _on_roster(enrolment: Enrolment, sums: CourseHours) -> dict[str, object]:
    """One trainee, as a row of `queue`."""
    return {
        "title": enrolment.person.name,
        "href": url_for(".enrolment", ref=enrolment.cohort.ref, eref=enrolment.ref),
        "detail": hours_so_far(sums),
        "word": enrolment.status.label,
        "kind": STANDING.get(enrolment.status, "neutral"),
    }


def _attendance(cohort: Cohort, marks: list[queries.MarkRow]) -> Attendance:
    """One column a day, one row a trainee."""
    on = {one.id: one.on for one in cohort.sessions}
    seen: dict[tuple[int, date], list[Presence]] = defaultdict(list)
    for enrolment_id, session_id, _kind, presence, _minutes, _verified in marks:
        seen[enrolment_id, on[session_id]].append(presence)
    days = sorted(set(on.values()))
    people = (
        Attendee(one.person.name, tuple(day_mark(seen[one.id, day]) for day in days))
        for one in cohort.enrolments
    )
    return Attendance(
        id="attendance",
        title=_("Attendance of %(cohort)s", cohort=cohort.title),
        days=tuple(say_date(day, Shape.SHORT_DAY) for day in days),
        people=tuple(people),
    )
