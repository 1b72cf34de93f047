"""Who reads: the chair assigns members, begins the review, and what may follow a released decision."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import committee as actions
from training.actions import committee_letters as letters
from training.domain.acquaintance import Known, possible_conflicts
from training.domain.application import ApplicationMove
from training.domain.permissions import Permission
from training.domain.review import READABLE, ReviewStatus
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext
from training.domain.words import Word
from training.extensions import db
from training.forms.committee import AssignForm, ReasonForm
from training.models import Application, Person
from training.queries import committee as queries
from training.queries.closed_file import openings
from training.web.access import fetch, may, me, now
from training.web.committee.room import (
    applicants_page,
    bp,
    chair,
    ensure_fresh,
    keys_of,
    private,
    program_of,
)
from training.web.telling import told


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be asked, with what they may have to do with the applicant."""

    person: Person
    hints: list[str]


@bp.route("/applications/<ref>/assign", methods=["GET", "POST"])
def assign(ref: str) -> ResponseReturnValue:
    application = fetch(queries.arrangement(ref), Permission.ASSIGN)
    candidates = _candidates(application)
    form = AssignForm()
    form.offer([one.person.ref for one in candidates])
    if form.validate_on_submit():
        chosen = [one.person for one in candidates if one.person.ref in (form.members.data or [])]
        asked = actions.assign(application, chosen, by=chair())
        names = ", ".join(one.reviewer.name for one in asked)
        flash(_("Asked to read: %(names)s. They find it on their page.", names=names), "done")
        return redirect(url_for(".assign", ref=ref))
    return _page(application, candidates, form), 422 if form.errors else 200


@bp.post("/applications/<ref>/begin")
def begin(ref: str) -> ResponseReturnValue:
    application = fetch(queries.arrangement(ref), Permission.ASSIGN)
    needed = program_of(application).committee.reviews_needed
    actions.begin_review(application, needed=needed, by=chair())
    flash(_("The review has begun. Those asked can write now."), "done")
    return redirect(url_for(".assign", ref=ref))


@bp.post("/applications/<ref>/offer")
def offer_place(ref: str) -> ResponseReturnValue:
    application = fetch(queries.arrangement(ref), Permission.ASSIGN)
    acting, link = chair(), applicants_page("decision")
    decision = actions.offer_place(application, decider=me(), keys=keys_of(application), by=acting)
    letters.tell_decision(application, decision, program_of(application), link=link, by=acting)
    words = _("%(name)s is offered the place; the letter is on its way.", name=application.person.name)
    flash(words, "done")
    return redirect(url_for(".assign", ref=ref))


@bp.post("/applications/<ref>/appeal")
def appeal(ref: str) -> ResponseReturnValue:
    application = fetch(queries.arrangement(ref), Permission.ASSIGN)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _page(application, _candidates(application), _assign_form(application), appeal=form), 422
    ensure_fresh(form, application)
    actions.appeal(application, words=private(application, form.reason.data), by=chair())
    words = _("The application is looked at again. Reviews from before no longer count: ask others.")
    flash(words, "done")
    return redirect(url_for(".assign", ref=ref))


def _assign_form(application: Application) -> AssignForm:
    form = AssignForm(formdata=None)
    form.offer([one.person.ref for one in _candidates(application)])
    return form


def _candidates(application: Application) -> list[Candidate]:
    """Those not asked yet. Hints are worked out before anybody is assigned."""
    asked = {one.reviewer_id for one in application.reviews} | {application.person_id}
    supervisors = db.session.scalars(queries.supervisor_addresses(application.person_id)).all()
    applicant = Known(application.person.name, application.person.email)
    referees = [one.email for one in application.references]
    return [
        Candidate(one, possible_conflicts(_known(one), applicant, referees=referees, supervisors=supervisors))
        for one in db.session.scalars(queries.members(now().date()))
        if one.id not in asked
    ]


def _known(person: Person) -> Known:
    return Known(person.name, person.email)


def _page(
    application: Application,
    candidates: list[Candidate],
    form: AssignForm,
    *,
    appeal: ReasonForm | None = None,
) -> str:
    reading = [one for one in application.reviews if one.status is not ReviewStatus.RECUSED]
    needed = program_of(application).committee.reviews_needed
    missing = max(0, needed - len(reading))
    moves = Application.machine.moves_from(application.status)
    return render_template(
        "committee/assign.html",
        application=application,
        lead=_lead(application, missing, moves),
        candidates=candidates,
        form=form,
        appeal_form=appeal or ReasonForm(formdata=None, version=application.version),
        needed=needed,
        missing=missing,
        own=next((one for one in application.reviews if one.reviewer_id == me().id), None),
        moves=moves,
        Move=ApplicationMove,
        may_read=may(Permission.READ_APPLICATION, application.stake) and application.status in READABLE,
        may_decide=may(Permission.DECIDE, application.stake) and application.status in READABLE,
        broken=_broken(application),
    )


def _broken(application: Application) -> list[dict[str, str]]:
    """Who opened the file beside the committee, and the reason they stated."""
    asked = openings(application.chain, f"application:{application.ref}")
    events = db.session.scalars(asked).all()
    keys = keys_of(application)
    reasons = [keys.open(one.place, one.words) if one.words else "" for one in events]
    return [row | {"detail": reason} for row, reason in zip(told(events), reasons, strict=True)]


def _lead(application: Application, missing: int, moves: Collection[Word]) -> str:
    """What has to happen before it goes on."""
    if ApplicationMove.BEGIN_REVIEW in moves:
        if not missing:
            return _("Enough members are asked. The review can begin.")
        return ngettext(
            "Ask one more member to read, then the review can begin.",
            "Ask %(number)s more members to read, then the review can begin.",
            missing,
        )
    if ApplicationMove.DECIDE in moves:
        return _submitted(len(actions.reviews_in(application)))
    return _("The application is “%(state)s”.", state=application.status.label)


def _submitted(number: int) -> str:
    if not number:
        return _("The review has begun; none is submitted yet.")
    return ngettext("One review is submitted.", "%(number)s reviews are submitted.", number)
