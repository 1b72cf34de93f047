"""Writing one stretch of work down: new, changed, amended, taken back, taken out."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from training.actions import hours as actions
from training.actions.hours import Desk as Writing
from training.domain.hours import as_hours, month_of, month_starts
from training.domain.log import NotLoggable, Surroundings, Work
from training.domain.permissions import Permission
from training.domain.roles import Role
from training.domain.signoff import EntryStatus
from training.domain.tongue import Shape, say_date
from training.domain.tongue import gettext as _
from training.extensions import db
from training.forms.hours import NO_CASE, EntryForm
from training.models import Entry
from training.queries import hours as queries
from training.queries import internship as internships
from training.web.access import by, fetch, today
from training.web.internship.desk import Desk, bp, desk_of, sit_down, unchanged


def _form(desk: Desk, entry: Entry | None = None) -> EntryForm:
    """With the cases work can still be written down for, and the one the entry has."""
    form, program = EntryForm(), desk.program.internship
    oldest = today() - timedelta(days=program.limits.late_entry_days)
    cases = [
        case.code
        for case in desk.internship.cases
        if case.opened_on and (not case.closed_on or case.closed_on >= oldest)
    ]
    if entry and entry.case and entry.case.code not in cases:
        cases.append(entry.case.code)
    form.offer(program, sorted(cases), today())
    return form


def _writing(desk: Desk, work: Work, *, but: tuple[int, ...] = (), is_amendment: bool = False) -> Writing:
    """What the work is held against, with the minutes of its day that are in the log already."""
    found = desk.internship
    around = Surroundings(
        today=today(),
        began_on=found.started_on or today(),
        leave=tuple((one.from_on, one.until_on) for one in found.leaves),
        cases={one.code: (one.opened_on, one.closed_on) for one in found.cases},
        minutes_that_day=db.session.scalars(queries.minutes_on(found.id, work.on, but=but)).one(),
        known_names=(found.person.name, *(one.supervisor.name for one in found.supervisions)),
        is_amendment=is_amendment,
    )
    return Writing(desk.program, around, desk.keys)


def _page(form: EntryForm, title: str, lead: str, entry: Entry | None = None) -> ResponseReturnValue:
    page = render_template("internship/write.html", form=form, title=title, lead=lead, entry=entry)
    return page, 422 if request.method == "POST" else 200


# ------------------------------------------------------------------ a new one


@bp.route("/log/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    desk = sit_down(internships.for_log)
    form = _form(desk)
    if form.validate_on_submit():
        if _made_already(desk, form.form_key.data):
            return redirect(url_for(".log"))
        try:
            return _log(desk, form)
        except NotLoggable as refusal:
            form.blame(refusal.faults)
    elif request.method == "GET":
        _preset(desk, form)
    form.begin()
    return _page(
        form,
        _("Log a session"),
        _("As last time, unless you choose otherwise."),
    )


def _made_already(desk: Desk, form_key: str | None) -> bool:
    """A form sent twice makes one entry; the second sending is answered like the first."""
    return bool(form_key) and bool(db.session.scalar(queries.by_form_key(desk.internship.id, form_key or "")))


def _log(desk: Desk, form: EntryForm) -> ResponseReturnValue:
    work = form.work()
    entry = actions.log(
        desk.internship,
        work,
        desk=_writing(desk, work),
        by=by(Role.INTERN),
        form_key=form.form_key.data or None,
    )
    db.session.add(entry)
    flash(
        _(
            "Written down: %(activity)s, %(hours)s. It is a draft until you send %(month)s.",
            activity=desk.program.internship.activity(work.activity).label,
            hours=as_hours(work.minutes),
            month=say_date(month_starts(month_of(work.on)), Shape.MONTH_NAME),
        ),
        "done",
    )
    return redirect(url_for(".log"))


def _preset(desk: Desk, form: EntryForm) -> None:
    """Today, with what was used last, unless a link asks for something else."""
    asked = request.args.get("activity")
    last = db.session.scalar(queries.last_logged(desk.internship.id, asked))
    form.show_day(today())
    form.activity.data = asked or (last.activity if last else None)
    form.case.data = request.args.get("case") or (last.case.code if last and last.case else NO_CASE)
    if last:
        form.show_length(last.minutes)


# ------------------------------------------------------------------ one that is there


def open_entry(ref: str) -> Entry:
    return fetch(queries.entry(ref), Permission.MY_INTERNSHIP)


def _work_of(entry: Entry, desk: Desk) -> Work:
    return Work(
        on=entry.on,
        minutes=entry.minutes,
        activity=entry.activity,
        case=entry.case.code if entry.case else None,
        methods=tuple(entry.methods),
        note=desk.keys.open(entry.place, entry.note) if entry.note else "",
    )


@bp.route("/log/<ref>/change", methods=["GET", "POST"])
def change(ref: str) -> ResponseReturnValue:
    entry = open_entry(ref)
    desk = desk_of(entry.internship)
    form = _form(desk, entry)
    if form.validate_on_submit():
        unchanged(entry.version, form.version.data)
        try:
            return _change(desk, entry, form)
        except NotLoggable as refusal:
            form.blame(refusal.faults)
    elif request.method == "GET":
        form.show(_work_of(entry, desk))
        form.version.data = str(entry.version)
    return _page(
        form, _("Change this entry"), entry.returned_for or _("A draft stays yours until you send it."), entry
    )


def _change(desk: Desk, entry: Entry, form: EntryForm) -> ResponseReturnValue:
    work = form.work()
    actions.change(entry, work, desk=_writing(desk, work, but=(entry.id,)), by=by(Role.INTERN))
    flash(_("Changed. It is a draft until you send its month."), "done")
    return redirect(url_for(".entry", ref=entry.ref))


@bp.route("/log/<ref>/amend", methods=["GET", "POST"])
def amend(ref: str) -> ResponseReturnValue:
    entry = open_entry(ref)
    desk = desk_of(entry.internship)
    form = _form(desk, entry)
    if form.validate_on_submit():
        try:
            return _amend(desk, entry, form)
        except NotLoggable as refusal:
            form.blame(refusal.faults)
    elif request.method == "GET":
        form.show(_work_of(entry, desk))
    return _page(
        form,
        _("Amend a signed entry"),
        _("The signed entry counts until the amendment is signed too."),
        entry,
    )


def _amend(desk: Desk, entry: Entry, form: EntryForm) -> ResponseReturnValue:
    work = form.work()
    amendment = actions.amend(
        entry,
        work,
        desk=_writing(desk, work, but=(entry.id,), is_amendment=True),
        by=by(Role.INTERN),
        open_amendment=_first(queries.open_amendment(entry.id)),
    )
    db.session.add(amendment)
    flash(_("The amendment is a draft. Send it with its month."), "done")
    return redirect(url_for(".entry", ref=amendment.ref))


def _first(statement: Select[Entry]) -> Entry | None:
    return db.session.scalars(statement).first()


@bp.post("/log/<ref>/recall")
def recall(ref: str) -> ResponseReturnValue:
    actions.recall(open_entry(ref), by=by(Role.INTERN))
    flash(_("Taken back. It is a draft again, and nobody is asked to sign it."), "done")
    return redirect(url_for(".entry", ref=ref))


@bp.post("/log/<ref>/delete")
def delete(ref: str) -> ResponseReturnValue:
    entry = open_entry(ref)
    if entry.status not in (EntryStatus.DRAFT, EntryStatus.RETURNED):
        abort(409, _("Only a draft can be deleted. Take the entry back first."))
    actions.remove(entry, by=by(Role.INTERN))
    flash(_("Deleted. The entry is out of your log."), "done")
    return redirect(url_for(".log"))
