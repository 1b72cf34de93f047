"""One session: its plan, and the sheet on which an instructor takes attendance."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Conflict

from training.actions import attendance as actions
from training.actions import cohort as plans
from training.domain.course import EnrolmentStatus, Mark, Presence, StaleAttendance
from training.domain.hours import as_hours
from training.domain.permissions import Permission
from training.domain.roles import Role
from training.domain.tongue import Shape, say_date
from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken
from training.extensions import vault
from training.forms.course import AttendanceForm, SessionForm
from training.models import CourseSession
from training.queries import course as queries
from training.web.access import by, fetch, today
from training.web.cohorts import bp
from training.web.cohorts.day import saved, verified
from training.web.cohorts.overview import OFFICE
from training.web.hooks import CONFLICT


@bp.route("/<ref>/sessions/<sref>", methods=["GET", "POST"])
def session(ref: str, sref: str) -> ResponseReturnValue:
    found = fetch(queries.session(ref, sref), Permission.TAKE_ATTENDANCE)
    sheet = _sheet(found)
    form = AttendanceForm(data={"seen": found.attendance_version, "marks": _standing(sheet)})
    if not form.validate_on_submit():
        return _page(sheet, form), 422 if form.errors else 200
    try:
        _keep(sheet, form)
    except RuleBroken as refusal:
        if isinstance(refusal, StaleAttendance):
            form.seen.data = found.attendance_version
        return _page(sheet, form, refusal), 409
    return redirect(url_for(".session", ref=ref, sref=sref))


def _keep(sheet: actions.Sheet, form: AttendanceForm) -> None:
    """Record what was marked and, where asked, vouch for it; the flash says which."""
    who = by(Role.INSTRUCTOR)
    changed = actions.record(
        sheet, _marks(form), seen=form.seen.data, by=who, keys=vault().of, reason=form.reason.data or ""
    )
    if form.verify.data:
        flash(verified(actions.verify(sheet, by=who)), "done")
    else:
        flash(saved(len(changed)), "done")


def _sheet(found: CourseSession) -> actions.Sheet:
    """Everybody active, and whoever was there before they paused, completed or left."""
    recorded = {one.enrolment_id for one in found.attendances}
    return actions.Sheet(
        found,
        [
            one
            for one in found.cohort.enrolments
            if one.status is EnrolmentStatus.ACTIVE or one.id in recorded
        ],
    )


def _standing(sheet: actions.Sheet) -> list[dict[str, object]]:
    """How the sheet is filled in at first: as saved, or everybody present and only exceptions to choose."""
    return [
        {
            "enrolment": ref,
            "presence": mark.presence.value,
            "minutes": mark.minutes if mark.presence is Presence.PARTIAL else None,
        }
        for ref in sheet.enrolments
        for mark in [sheet.standing(ref) or Mark(Presence.PRESENT)]
    ]


def _marks(form: AttendanceForm) -> dict[str, Mark]:
    return {
        one.enrolment.data: Mark(Presence(one.presence.data), one.minutes.data or 0) for one in form.marks
    }


def _page(sheet: actions.Sheet, form: AttendanceForm, refusal: RuleBroken | None = None) -> str:
    unsigned = [
        one.person.name for one in sheet.session.cohort.enrolments if one.status is EnrolmentStatus.REGISTERED
    ]
    return render_template(
        "cohorts/session.html",
        session=sheet.session,
        cohort=sheet.session.cohort,
        sheet=sheet,
        form=form,
        refusal=refusal,
        unsigned=unsigned,
        lead=_lead(sheet.session),
        on=say_date(sheet.session.on, Shape.LONG_DAY),
        is_ahead=today(sheet.session.cohort.zone) < sheet.session.on,
    )


def _lead(found: CourseSession) -> str:
    return _(
        "%(day)s, %(hours)s, %(kind)s.",
        day=say_date(found.on, Shape.LONG_DAY),
        hours=as_hours(found.planned_minutes),
        kind=found.kind.label.lower(),
    )


@bp.route("/<ref>/sessions/<sref>/edit", methods=["GET", "POST"])
def edit(ref: str, sref: str) -> ResponseReturnValue:
    found = fetch(queries.session(ref, sref), Permission.RUN_COHORTS)
    form = SessionForm(obj=found, minutes=found.planned_minutes)
    if form.validate_on_submit():
        if form.version.data != found.version:
            raise Conflict(CONFLICT)
        plans.edit_session(
            found, on=form.on.data, title=form.title.data.strip(), minutes=form.minutes.data, by=by(*OFFICE)
        )
        flash(_("The session is changed."), "done")
        return redirect(url_for(".show", ref=ref))
    return render_template(
        "cohorts/edit.html", form=form, session=found, cohort=found.cohort
    ), 422 if form.errors else 200
