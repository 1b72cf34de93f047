"""Leave: the intern says from when and why; every clock stops until they come back."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.actions import internship as actions
from training.domain.hours import days_covered
from training.domain.internship import InternshipStatus
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext, say_date
from training.forms.internship import LeaveForm, ReasonForm
from training.web.access import by, today
from training.web.internship.desk import Desk, bp, sit_down, unchanged


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
        flash(_("You are on leave. Every clock stands still until you come back."), "done")
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
        days=_("%(days)s in all", days=_days(days_covered(spans, date.min, date.max))),
    )


def _written(from_on: date, until_on: date | None) -> dict[str, str]:
    if until_on is None:
        return {"title": _("Since %(day)s", day=say_date(from_on)), "when": _("still on leave")}
    said = _("%(first)s to %(last)s", first=say_date(from_on), last=say_date(until_on))
    return {"title": said, "when": _days((until_on - from_on).days + 1)}


def _days(days: int) -> str:
    return ngettext("%(number)s day", "%(number)s days", days)


@bp.post("/leave/back")
def back() -> ResponseReturnValue:
    actions.come_back(sit_down().internship, by=by(Role.INTERN))
    flash(_("Welcome back. The clocks go on from today."), "done")
    return redirect(url_for(".overview"))


@bp.route("/withdraw", methods=["GET", "POST"])
def withdraw() -> ResponseReturnValue:
    desk, form = sit_down(), ReasonForm()
    if form.validate_on_submit():
        actions.withdraw(desk.internship, by=by(Role.INTERN), words=desk.private(form.reason.data))
        flash(_("You have withdrawn from the internship. What was signed stays signed."), "done")
        return redirect(url_for(".overview"))
    page = render_template("internship/withdraw.html", form=form)
    return page, 422 if request.method == "POST" else 200
