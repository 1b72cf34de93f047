"""Leave: the intern says from when and why; every clock stops until they come back."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.actions import internship as actions
from training.domain.hours import days_covered
from training.domain.internship import InternshipStatus
from training.domain.roles import Role
from training.forms.internship import LeaveForm, ReasonForm
from training.web.access import by, today
from training.web.internship.desk import Desk, bp, day, sit_down, unchanged


@bp.route("/leave", methods=["GET", "POST"])
def leave() -> ResponseReturnValue:
    desk, form = sit_down(), LeaveForm()
    if form.validate_on_submit():
        unchanged(desk.internship.version, form.version.data)
        actions.go_on_leave(
            desk.internship,
            form.from_on.data,
            late_days=desk.program.internship.limits.late_entry_days,
            by=by(Role.INTERN),
            words=desk.private(form.reason.data),
        )
        flash("You are on leave. Every clock stands still until you come back.", "done")
        return redirect(url_for(".overview"))
    form.from_on.data = form.from_on.data or today()
    form.version.data = form.version.data or str(desk.internship.version)
    return _page(desk, form), 422 if request.method == "POST" else 200


def _page(desk: Desk, form: LeaveForm) -> str:
    found = desk.internship
    spans = [(one.from_on, one.until_on or today()) for one in found.leaves]
    return render_template(
        "internship/leave.html",
        form=form if found.status is InternshipStatus.ACTIVE else None,
        is_away=found.status is InternshipStatus.ON_LEAVE,
        leaves=[_written(one.from_on, one.until_on) for one in found.leaves],
        days=days_covered(spans, date.min, date.max),
    )


def _written(from_on: date, until_on: date | None) -> tuple[str, str]:
    return day(from_on), day(until_on) if until_on else "still on leave"


@bp.post("/leave/back")
def back() -> ResponseReturnValue:
    actions.come_back(sit_down().internship, by=by(Role.INTERN))
    flash("Welcome back. The clocks go on from today.", "done")
    return redirect(url_for(".overview"))


@bp.route("/withdraw", methods=["GET", "POST"])
def withdraw() -> ResponseReturnValue:
    desk, form = sit_down(), ReasonForm()
    if form.validate_on_submit():
        actions.withdraw(desk.internship, by=by(Role.INTERN), words=desk.private(form.reason.data))
        flash("You have withdrawn from the internship. What was signed stays signed.", "done")
        return redirect(url_for(".overview"))
    page = render_template("internship/withdraw.html", form=form)
    return page, 422 if request.method == "POST" else 200
