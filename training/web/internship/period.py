"""A month looked over: what is in it, what is unusual, who will sign it, and sending it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import hours as actions
from training.domain.hours import NotAMonth, as_hours, month_of, month_starts, sign_by
from training.domain.log import Done, NoSupervisor, unusual
from training.domain.roles import Role
from training.domain.signoff import EntryStatus, RequestStatus
from training.domain.tongue import Shape, marked, ngettext, say_date, say_number
from training.domain.tongue import gettext as _
from training.extensions import db
from training.models import Entry, SignOffRequest
from training.queries import hours as queries
from training.queries import internship as internships
from training.web.access import by, today
from training.web.internship.desk import Desk, bp, sit_down
from training.web.internship.log import row
from training.web.naming import whole


@bp.get("/periods/<period>")
def period(period: str) -> ResponseReturnValue:
    desk = sit_down(internships.for_log)
    entries = _entries(desk, period)
    drafts = [one for one in entries if one.status is EntryStatus.DRAFT]
    signing, missing = _signers(desk, drafts)
    months = desk.program.internship.sign_by_months
    return render_template(
        "internship/period.html",
        name=say_date(month_starts(period), Shape.MONTH),
        period=period,
        rows=_rows(desk, entries),
        drafts=len(drafts),
        lead=_lead(entries, len(drafts)),
        figures=_figures(entries, period, months),
        signing=signing,
        missing=missing,
        sent=[_sent(one) for one in db.session.scalars(queries.requests_of(desk.internship.id, period))],
        is_running=period == month_of(today()),
    )


def _entries(desk: Desk, period: str) -> Sequence[Entry]:
    try:
        return db.session.scalars(queries.month(desk.internship.id, period)).all()
    except NotAMonth:
        abort(404)


def _rows(desk: Desk, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Each entry with what a supervisor would stumble over."""
    days = Counter((one.on, one.activity, one.case_id) for one in entries)
    return [
        row(one, desk.program)
        | {
            "returned_for": one.returned_for,
            "remarks": unusual(
                Done(one.ref, one.on, one.minutes, one.activity, one.case.code if one.case else None),
                one.case.agreed_minutes if one.case and _meets_client(desk, one) else None,
                days[one.on, one.activity, one.case_id],
            ),
        }
        for one in entries
    ]


def _meets_client(desk: Desk, entry: Entry) -> bool:
    return desk.program.internship.activity(entry.activity).uses_methods


def _signers(desk: Desk, drafts: list[Entry]) -> tuple[list[str], str | None]:
    """Who will be asked, or the sentence that says what is missing."""
    try:
        asked = Counter(
            signer.person.name
            for entry in drafts
            for signer in actions.signers(desk.internship, entry, desk.program)
        )
    except NoSupervisor as refusal:
        return [], str(refusal)
    said = [
        ngettext("%(name)s: %(number)s entry", "%(name)s: %(number)s entries", count, name=name)
        for name, count in asked.items()
    ]
    return said, None


def _figures(entries: Sequence[Entry], period: str, months: int | None) -> list[tuple[str, str]]:
    found = [
        (as_hours(sum(one.minutes for one in entries)), _("in all")),
        (say_number(len(entries)), ngettext("entry", "entries", len(entries))),
    ]
    if not months:
        return found
    last = sign_by(period, months)
    shape = Shape.DAY_OF_YEAR if last.year == today().year else Shape.DAY
    return [*found, (say_date(last, shape), _("last day to sign"))]


# What has become of a month that was sent, with its supervisor in it.
SENT = {
    RequestStatus.REQUESTED: marked("%(name)s has not signed yet."),
    RequestStatus.SIGNED: marked("%(name)s has signed."),
    RequestStatus.PARTLY_SIGNED: marked("%(name)s has signed a part; the rest came back to you."),
    RequestStatus.RETURNED: marked("%(name)s has sent everything back to you."),
    RequestStatus.DECLINED: marked("%(name)s has declined to sign."),
    RequestStatus.REVOKED: marked("%(name)s has taken the signature back."),
}


def _sent(request_: SignOffRequest) -> dict[str, str]:
    return {
        "title": _(SENT[request_.status], name=request_.supervisor.name),
        "detail": ngettext(
            "%(number)s entry, %(hours)s",
            "%(number)s entries, %(hours)s",
            request_.entry_count,
            hours=as_hours(request_.total_minutes),
        ),
        "when": _("sent %(day)s", day=say_date(request_.requested_at)),
        "machine": request_.requested_at.isoformat(),
    }


def _lead(entries: Sequence[Entry], drafts: int) -> str:
    """What a person wants to know of this month first."""
    came_back = any(one.status is EntryStatus.RETURNED for one in entries)
    if drafts and came_back:
        return _("Something came back to you. Put it right first, then send the month.")
    if drafts:
        return _("Look it over, then send it to your supervisors.")
    if came_back:
        return _("Something came back to you. Open it, put it right, then send it again.")
    if any(one.status is EntryStatus.SUBMITTED for one in entries):
        return _("It is sent. You get a mail if something comes back.")
    return _("Nothing of this month waits to be sent.")


@bp.post("/periods/<period>")
def send(period: str) -> ResponseReturnValue:
    desk = sit_down(internships.for_log)
    drafts = [one for one in _entries(desk, period) if one.status is EntryStatus.DRAFT]
    asked = actions.submit_period(
        desk.internship, period, drafts, program=desk.program, by=by(Role.INTERN), link=_request_page
    )
    db.session.add_all(asked)
    names = ", ".join(dict.fromkeys(one.supervisor.name for one in asked))
    flash(_("Sent to %(names)s. They get a mail, and you do if something comes back.", names=names), "done")
    return redirect(url_for(".period", period=period))


def _request_page(ref: str) -> str:
    return whole(f"supervision/requests/{ref}")
