"""The chair's decision on one application, and the ways back from it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import committee as actions
from training.actions import committee_letters as letters
from training.domain.application import ApplicationMove
from training.domain.permissions import Permission
from training.domain.program import Outcome, Program
from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken
from training.forms.committee import DecisionForm, ReasonForm, ReturnForm
from training.models import Application
from training.queries import committee as queries
from training.web.access import actor, fetch, me, writes_on_get
from training.web.committee import reading
from training.web.committee.file import note_reading
from training.web.committee.room import (
    applicants_page,
    bp,
    chair,
    ensure_fresh,
    keys_of,
    own_review,
    private,
    program_of,
)


@bp.get("/applications/<ref>/decision")
@writes_on_get
def decision(ref: str) -> ResponseReturnValue:
    """Opens the reviews and letters, so it is written down like the file itself."""
    application = fetch(queries.deliberation(ref), Permission.DECIDE)
    note_reading(application)
    return _page(application)


@bp.post("/applications/<ref>/decision")
def decide(ref: str) -> ResponseReturnValue:
    application = fetch(queries.deliberation(ref), Permission.DECIDE)
    program, form = program_of(application), DecisionForm()
    form.offer(program.committee)
    ensure_fresh(form, application)
    if not form.validate_on_submit():
        return _page(application, decide=form), 422
    outcome, advice = Outcome(form.outcome.data), form.advice.data or ""
    reasons = (form.reasons.data or []) if outcome is Outcome.DECLINE else []
    verdict = actions.Verdict(outcome, reasons, advice)
    keys = keys_of(application)
    actions.decide(application, verdict, program=program, decider=me(), keys=keys, by=chair())
    flash(_("Decided. Nobody is told before you release it."), "done")
    return redirect(url_for(".release"))


@bp.post("/applications/<ref>/return")
def give_back(ref: str) -> ResponseReturnValue:
    application = fetch(queries.deliberation(ref), Permission.DECIDE)
    program, form, acting = program_of(application), ReturnForm(), chair()
    form.offer(program.application.parts)
    ensure_fresh(form, application)
    if not form.validate_on_submit():
        return _page(application, give_back=form), 422
    parts = [part for part in program.application.parts if part.id in form.parts.data]
    words = private(application, form.reason.data)
    event = actions.give_back(application, parts, words=words, by=acting)
    link = applicants_page()
    letters.tell_return(application, parts, program, event=event, link=link, by=acting)
    flash(_("Returned to %(name)s; the letter is on its way.", name=application.person.name), "done")
    return redirect(url_for(".board"))


@bp.post("/applications/<ref>/reopen")
def reopen(ref: str) -> ResponseReturnValue:
    application = fetch(queries.deliberation(ref), Permission.DECIDE)
    form = ReasonForm()
    ensure_fresh(form, application)
    if not form.validate_on_submit():
        return _page(application, reopen=form), 422
    actions.reopen(application, words=private(application, form.reason.data), by=chair())
    flash(_("The decision is taken back. Nobody had been told of it."), "done")
    return redirect(url_for(".decision", ref=ref))


def _page(
    application: Application,
    *,
    decide: DecisionForm | None = None,
    give_back: ReturnForm | None = None,
    reopen: ReasonForm | None = None,
) -> str:
    program, keys, version = program_of(application), keys_of(application), application.version
    hold_up = _hold_up(application)
    decide = decide or DecisionForm(formdata=None, version=version)
    decide.offer(program.committee)
    give_back = give_back or ReturnForm(formdata=None, version=version)
    give_back.offer(program.application.parts)
    reviews = reading.reviews(application, program, keys, me().id, deciding=not hold_up)
    return render_template(
        "committee/decision.html",
        application=application,
        program=program,
        reviews=reviews,
        scores=reading.compared(reviews, program),
        letters=reading.letters(application, program, keys, actor().roles),
        own=own_review(application),
        hold_up=hold_up,
        lead=hold_up or _lead(application, program),
        moves=Application.machine.moves_from(application.status),
        Move=ApplicationMove,
        decide_form=decide,
        return_form=give_back,
        reopen_form=reopen or ReasonForm(formdata=None, version=version),
    )


def _lead(application: Application, program: Program) -> str:
    """Whether it can be decided; or what was, and who knows of it."""
    moves = Application.machine.moves_from(application.status)
    if ApplicationMove.DECIDE in moves:
        return _("Everything is in. You can decide.")
    decision = application.decision
    if decision is None or ApplicationMove.REOPEN not in moves:
        return _("The application is “%(state)s”.", state=application.status.label)
    outcome = program.committee.decision(decision.outcome).label
    return _("Decided: “%(outcome)s”. Nobody is told before you release it.", outcome=outcome)


def _hold_up(application: Application) -> str:
    """What still keeps the chair from deciding, in a sentence; nothing once it was decided."""
    if ApplicationMove.DECIDE not in Application.machine.moves_from(application.status):
        return ""
    try:
        actions.ensure_ready(application, program_of(application))
    except RuleBroken as rule:
        return str(rule)
    return ""
