"""Where I stand: one line, what needs doing, how far each requirement is, and the time so far."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import internship as actions
from training.domain.hours import as_hours, month_of, months_between
from training.domain.internship import INTERNSHIP, CaseStatus, InternshipMove, InternshipStatus
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.tongue import marked, ngettext, say_date
from training.queries import internship as queries
from training.web.access import by, today
from training.web.internship import picture
from training.web.internship.desk import Desk, Figures, bp, figures, sit_down
from training.web.internship.tasks import tasks

S = InternshipStatus
_LEADS = {
    S.PROPOSED: marked("You are proposed for an internship. The office is looking for your supervisors."),
    S.AGREEMENT_PENDING: marked(
        "Your internship begins on the day on which everyone has signed the agreement."
    ),
    S.ON_LEAVE: marked("You are on leave. Every clock stands still until you come back."),
    S.SUSPENDED: marked("Your internship is suspended. The training director will talk with you."),
    S.COMPLETION_REVIEW: marked("You have asked for completion. Everyone is asked whether they agree."),
    S.WITHDRAWN: marked("You have withdrawn from the internship. What was signed stays signed."),
    S.TERMINATED: marked("The internship was ended. What was signed stays signed."),
}


@bp.get("")
def overview() -> ResponseReturnValue:
    desk = sit_down(queries.whole)
    known = figures(desk)
    found, program = desk.internship, desk.program
    return render_template(
        "internship/overview.html",
        internship=found,
        lead=_lead(desk, known),
        tasks=tasks(desk, known, today()),
        bars=picture.bars(known.progress, url_for(".requirements")),
        lost=known.progress.raw - known.progress.countable - known.progress.pending,
        months=picture.by_month([done for done, _ in known.rows], program, today()) if known.rows else None,
        life=picture.life(found, program, today()) if found.started_on else None,
        this_month=month_of(today()),
        may_withdraw=InternshipMove.WITHDRAW in INTERNSHIP.moves_from(found.status),
    )


def _lead(desk: Desk, known: Figures) -> str:
    found = desk.internship
    if found.status is S.COMPLETED and found.completed_on:
        return _("Your internship is complete since %(day)s.", day=say_date(found.completed_on))
    if found.status is not S.ACTIVE or not found.started_on:
        return _(_LEADS[found.status])
    month = months_between(found.started_on, today()) + 1
    cases = sum(case.status in (CaseStatus.OPEN, CaseStatus.CLOSING) for case in found.cases)
    said = {"month": month, "hours": as_hours(known.progress.countable)}
    if not cases:
        return _("Month %(month)s of your internship. No case open, %(hours)s countable.", **said)
    if cases == 2:
        return _("Month %(month)s of your internship. Two cases open, %(hours)s countable.", **said)
    return ngettext(
        "Month %(month)s of your internship. One case open, %(hours)s countable.",
        "Month %(month)s of your internship. %(number)s cases open, %(hours)s countable.",
        cases,
        **said,
    )


@bp.post("/completion")
def completion() -> ResponseReturnValue:
    desk = sit_down(queries.whole)
    known = figures(desk)
    actions.ask_for_completion(desk.internship, known.progress, program=desk.program, by=by(Role.INTERN))
    flash(
        _("You have asked for completion. Everyone is asked whether they agree. Begin with your own word."),
        "done",
    )
    return redirect(url_for(".overview"))
