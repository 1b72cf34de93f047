"""An intern's page as a supervisor may see it."""

from collections import Counter
from datetime import date

from flask import render_template, url_for

from training.charts import show
from training.charts.months import Kind, Month, Months
from training.domain.hours import add_months, as_hours, month_of, month_starts
from training.domain.internship import CaseStatus
from training.domain.permissions import Permission
from training.domain.tongue import gettext as _
from training.domain.tongue import say_date
from training.extensions import db
from training.models import Case, Internship
from training.queries import signoff as queries
from training.queries.program import definition
from training.web.access import fetch, me, today
from training.web.casefile import by_need
from training.web.supervision.room import bp

MONTHS_SHOWN = 6
KINDS = (Kind("signed", "first"), Kind("waiting for a signature", "waits"))
CASE_KINDS = {CaseStatus.CLOSED: "done", CaseStatus.OPEN: "here", CaseStatus.DECLINED: "neutral"}


@bp.get("/<person_ref>")
def intern(person_ref: str) -> str:
    """Supervisors see their own cases; the intern and the office see them all."""
    internship = fetch(queries.intern_of(person_ref), Permission.READ_INTERNSHIP)
    return render_template(
        "supervision/intern.html",
        internship=internship,
        lead=_lead(internship),
        cases=[_case_row(case, internship) for case in sorted(_visible(internship), key=by_need)],
        months=show(_months(internship, today())),
        onward=_onward(internship),
    )


def _visible(internship: Internship) -> list[Case]:
    if me().id not in internship.stake.supervisors:
        return internship.cases
    return [case for case in internship.cases if me().id in (case.therapist_id, case.mentor_id)]


def _lead(internship: Internship) -> str:
    title = definition(internship.program).internship.title
    said = {"title": title, "status": internship.status.label.lower()}
    if not internship.started_on:
        return _("%(title)s, %(status)s.", **said)
    return _("%(title)s, %(status)s since %(day)s.", day=say_date(internship.started_on), **said)


def _case_row(case: Case, internship: Internship) -> dict[str, str]:
    return {
        "title": case.code,
        "href": url_for("cases.supervised", person_ref=internship.person.ref, code=case.code),
        "detail": _case_line(case),
        "word": case.status.label.lower(),
        "kind": CASE_KINDS.get(case.status, "waiting"),
    }


def _case_line(case: Case) -> str:
    said = {"format": case.format.label, "minutes": as_hours(case.agreed_minutes)}
    if not case.opened_on:
        proposed = say_date(case.proposed_on)
        return _("%(format)s, %(minutes)s a session, proposed %(day)s", day=proposed, **said)
    return _("%(format)s, %(minutes)s a session, opened %(day)s", day=say_date(case.opened_on), **said)


def _months(internship: Internship, on: date) -> Months:
    """Hours of the last months, signed and waiting."""
    first = add_months(month_starts(month_of(on)), 1 - MONTHS_SHOWN)
    totals: Counter[tuple[str, str]] = Counter()
    for day, _activity, status, minutes in db.session.execute(queries.minutes_by_month(internship.id, first)):
        totals[month_of(day), status.value] += minutes
    starts = [add_months(first, number) for number in range(MONTHS_SHOWN)]
    months = tuple(
        Month(day, (totals[month_of(day), "signed"], totals[month_of(day), "submitted"])) for day in starts
    )
    return Months(id="months", title=_("Hours by month"), kinds=KINDS, months=months)


def _onward(internship: Internship) -> list[tuple[str, str]]:
    """Where a supervisor goes from here; the office reads the evaluations on its own page."""
    ref = internship.person.ref
    roles = [one.role.value for one in internship.supervisions if one.supervisor_id == me().id]
    return [
        (_("Evaluations"), url_for("evaluations.supervised", person_ref=ref, role=role)) for role in roles[:1]
    ]
