"""The list of cohorts, one cohort at a glance, and opening a new one."""

from collections import defaultdict
from datetime import date
from itertools import groupby
from operator import attrgetter

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
from training.extensions import db
from training.forms.course import CohortForm, choice
from training.models import Cohort, Person
from training.queries import course as queries
from training.queries.program import current, definition
from training.web.access import actor, by, fetch, may, me, require, today
from training.web.cohorts import bp

OFFICE = (Role.REGISTRAR, Role.DIRECTOR)


@bp.get("")
def index() -> ResponseReturnValue:
    require(Permission.COHORTS)
    rows = db.session.execute(queries.cohorts(me().id)).all()
    return render_template(
        "cohorts/index.html", rows=rows, today=today(), may_run=may(Permission.RUN_COHORTS)
    )


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
        flash(f"{cohort.title} is open, with {len(cohort.sessions)} sessions as a proposal.", "done")
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
        course=course,
        hours=hours,
        days=_days(cohort, marks),
        attendance=show_picture(_attendance(cohort, marks)),
        tasks=_tasks(cohort, hours, marks),
        taken=cohort.places_taken,
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


def _days(cohort: Cohort, marks: list[queries.MarkRow]) -> list[dict[str, object]]:
    """Sessions by day, each with how far its attendance is."""
    recorded = {session_id for _, session_id, _, _, _, _ in marks}
    waiting = {session_id for _, session_id, _, _, _, verified in marks if not verified}
    return [
        {
            "on": on,
            "sessions": [
                {"row": one, "is_recorded": one.id in recorded, "is_waiting": one.id in waiting}
                for one in sessions
            ],
        }
        for on, sessions in groupby(cohort.sessions, key=attrgetter("on"))
    ]


def _attendance(cohort: Cohort, marks: list[queries.MarkRow]) -> Attendance:
    """One column a day, one row a trainee."""
    on = {one.id: one.on for one in cohort.sessions}
    seen: dict[tuple[int, date], list[Presence]] = defaultdict(list)
    for enrolment_id, session_id, _, presence, _, _ in marks:
        seen[enrolment_id, on[session_id]].append(presence)
    days = sorted(set(on.values()))
    people = (
        Attendee(one.person.name, tuple(day_mark(seen[one.id, day]) for day in days))
        for one in cohort.enrolments
    )
    return Attendance(
        id="attendance",
        title=f"Attendance of {cohort.title}",
        days=tuple(f"{day:%-d %b}" for day in days),
        people=tuple(people),
    )


def _tasks(
    cohort: Cohort, hours: dict[int, CourseHours], marks: list[queries.MarkRow]
) -> list[dict[str, object]]:
    """What needs doing, most urgent first: sessions, then people."""
    verified = {session_id for _, session_id, _, _, _, is_verified in marks if is_verified}
    held = [one for one in cohort.sessions if one.on <= today(cohort.zone) and one.id not in verified]
    rows: list[dict[str, object]] = []
    if held and any(one.status is EnrolmentStatus.ACTIVE for one in cohort.enrolments):
        first = held[0]
        rows.append(
            {
                "urgency": "late" if first.on < today(cohort.zone) else "due",
                "text": f"Verify attendance: {first.title}",
                "detail": f"{len(held)} sessions are not verified yet." if len(held) > 1 else None,
                "due": f"{first.on:%-d %B}",
                "href": url_for(".session", ref=cohort.ref, sref=first.ref)
                if may(Permission.TAKE_ATTENDANCE, cohort.stake)
                else None,
                "label": "Take attendance",
            }
        )
    return rows + _tasks_with_people(cohort, hours)


def _tasks_with_people(cohort: Cohort, hours: dict[int, CourseHours]) -> list[dict[str, object]]:
    unsigned = [one.person.name for one in cohort.enrolments if one.status is EnrolmentStatus.REGISTERED]
    rows: list[dict[str, object]] = []
    if unsigned:
        rows.append(
            {
                "urgency": "due",
                "text": f"Not signed the confidentiality agreement yet: {', '.join(unsigned)}",
                "detail": "They are not on the attendance list before they have.",
            }
        )
    ready = [
        one for one in cohort.enrolments if one.status is EnrolmentStatus.ACTIVE and hours[one.id].is_enough
    ]
    return rows + [
        {
            "urgency": "open",
            "text": f"{one.person.name} has the hours the course asks",
            "href": url_for(".enrolment", ref=cohort.ref, eref=one.ref),
            "label": "Look at it",
        }
        for one in ready
    ]
