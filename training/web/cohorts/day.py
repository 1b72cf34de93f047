"""One day of the course on one screen: everybody is there, and only the exceptions are said."""

from datetime import date

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import attendance as actions
from training.domain.attendance import DayMark
from training.domain.course import EnrolmentStatus, Presence, StaleAttendance
from training.domain.hours import as_hours
from training.domain.permissions import Permission
from training.domain.roles import Role
from training.domain.tongue import Shape, ngettext, say_date
from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken
from training.extensions import db, vault
from training.forms.course import RECORDED, DayForm
from training.models import Cohort
from training.queries import course as queries
from training.web.access import by, fetch, today
from training.web.cohorts import bp


@bp.route("/<ref>/days/<on>", methods=["GET", "POST"])
def day(ref: str, on: str) -> ResponseReturnValue:
    cohort = fetch(queries.taken(ref), Permission.TAKE_ATTENDANCE)
    sheet = _sheet(cohort, _date(on))
    form = DayForm(data={"seen": sheet.version, "marks": _standing(sheet)})
    if not form.validate_on_submit():
        return _page(cohort, sheet, form), 422 if form.errors else 200
    try:
        _keep(sheet, form)
    except RuleBroken as refusal:
        if isinstance(refusal, StaleAttendance):
            form.seen.data = sheet.version
        return _page(cohort, sheet, form, refusal), 409
    return redirect(url_for(".day", ref=ref, on=on))


def _date(on: str) -> date:
    try:
        return date.fromisoformat(on)
    except ValueError:
        abort(404)


def _sheet(cohort: Cohort, on: date) -> actions.DaySheet:
    """Everybody active, and whoever was there before they paused, completed or left."""
    sessions = db.session.scalars(queries.sessions_on(cohort.id, on)).all() or abort(404)
    recorded = {row.enrolment_id for session in sessions for row in session.attendances}
    expected = [
        one for one in cohort.enrolments if one.status is EnrolmentStatus.ACTIVE or one.id in recorded
    ]
    return actions.DaySheet(sessions, expected)


def _standing(sheet: actions.DaySheet) -> list[dict[str, object]]:
    """How the page is filled in at first: as recorded, or everybody there all day."""
    return [{"enrolment": ref, **_said(sheet.told(ref))} for ref in sheet.enrolments]


def _said(told: DayMark | None) -> dict[str, object]:
    if told is None:
        return {"presence": RECORDED}
    return {"presence": told.presence.value, "late": told.late or None, "early": told.early or None}


def _keep(sheet: actions.DaySheet, form: DayForm) -> None:
    """Record what was said and, where asked, vouch for it; the flash says which."""
    who = by(Role.INSTRUCTOR)
    reason = form.reason.data or ""
    changed = actions.record_day(
        sheet, _days(form), seen=form.seen.data, by=who, keys=vault().of, reason=reason
    )
    if form.verify.data:
        flash(verified(actions.verify_day(sheet, by=who)), "done")
    else:
        flash(saved(len(changed)), "done")


def _days(form: DayForm) -> dict[str, DayMark | None]:
    return {
        one.enrolment.data: None
        if one.presence.data == RECORDED
        else DayMark(Presence(one.presence.data), one.late.data or 0, one.early.data or 0)
        for one in form.marks
    }


def verified(number: int) -> str:
    if not number:
        return _("Everything here was verified already.")
    return ngettext(
        "Verified. It stands on the record of one trainee now.",
        "Verified. It stands on the records of %(number)s trainees now.",
        number,
    )


def saved(number: int) -> str:
    if not number:
        return _("Nothing had changed.")
    return ngettext(
        "Saved for one trainee. It counts once it is verified.",
        "Saved for %(number)s trainees. It counts once it is verified.",
        number,
    )


def _page(cohort: Cohort, sheet: actions.DaySheet, form: DayForm, refusal: RuleBroken | None = None) -> str:
    sessions = [one.session for one in sheet.sheets]
    is_ahead = today(cohort.zone) < sessions[0].on
    unsigned = [one.person.name for one in cohort.enrolments if one.status is EnrolmentStatus.REGISTERED]
    return render_template(
        "cohorts/day.html",
        cohort=cohort,
        sheet=sheet,
        sessions=sessions,
        on=sessions[0].on,
        title=say_date(sessions[0].on, Shape.LONG_DAY),
        kicker=_kicker(sheet),
        lead=_("The day is still to come.") if is_ahead else _lead(sheet),
        stands={ref: _stands(sheet, ref) for ref in sheet.enrolments},
        form=form,
        refusal=refusal,
        unsigned=unsigned,
        recorded=RECORDED,
        is_ahead=is_ahead,
    )


def _kicker(sheet: actions.DaySheet) -> str:
    return ngettext(
        "Attendance: one session, %(hours)s",
        "Attendance: %(number)s sessions, %(hours)s",
        len(sheet.planned),
        hours=as_hours(sum(sheet.planned)),
    )


def _lead(sheet: actions.DaySheet) -> str:
    """How far the attendance of this day is."""
    if not sheet.version:
        return _("Everybody is marked as there all day. Change who was not, then save.")
    if any(one.unverified() for one in sheet.sheets):
        return _("Attendance is saved and not verified yet.")
    return _("Attendance is verified. A change needs a reason.")


def _stands(sheet: actions.DaySheet, ref: str) -> str:
    """What is recorded of one trainee, in a sentence; nothing before anything is."""
    rows = [row for one in sheet.sheets if (row := one.row(ref))]
    if not rows:
        return ""
    there, planned = as_hours(sum(row.minutes for row in rows)), as_hours(sum(sheet.planned))
    if all(row.verified_at for row in rows):
        return _("Recorded: %(there)s of %(planned)s, verified.", there=there, planned=planned)
    return _("Recorded: %(there)s of %(planned)s, not verified yet.", there=there, planned=planned)
