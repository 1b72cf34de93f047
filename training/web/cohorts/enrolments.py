"""One enrolment as the office and the instructors see it."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import course as actions
from training.actions.record import Private
from training.domain.course import ENROLMENT, EnrolmentMove, EnrolmentStatus, Recommendation, unpassed
from training.domain.permissions import Permission
from training.domain.roles import By, Role
from training.domain.tongue import gettext as _
from training.extensions import db, vault
from training.forms.course import AssessForm, EnrolForm, NoteForm, ReasonForm, choice
from training.models import Enrolment
from training.queries import course as queries
from training.queries.program import definition
from training.web.access import actor, by, fetch, may
from training.web.cohorts import bp
from training.web.course import hour_bars, hours_so_far

STEPS = (
    EnrolmentMove.PAUSE,
    EnrolmentMove.RESUME,
    EnrolmentMove.EXTEND,
    EnrolmentMove.CLOSE_INCOMPLETE,
    EnrolmentMove.WITHDRAW,
    EnrolmentMove.REOPEN,
)


@bp.route("/<ref>/enrol", methods=["GET", "POST"])
def enrol(ref: str) -> ResponseReturnValue:
    cohort = fetch(queries.cohort(ref), Permission.RUN_COHORTS)
    waiting = {one.ref: one for one in db.session.scalars(queries.accepted(cohort.program_id))}
    form = EnrolForm()
    form.application.choices = [choice(key, one.person.name) for key, one in waiting.items()]
    if form.validate_on_submit():
        made = actions.enrol(waiting[form.application.data], cohort, by=by(Role.REGISTRAR))
        words = _("%(name)s has a place. The confidentiality agreement comes first.", name=made.person.name)
        flash(words, "done")
        return redirect(url_for(".show", ref=ref))
    return render_template("cohorts/enrol.html", form=form, cohort=cohort), 422 if form.errors else 200


@bp.get("/<ref>/enrolments/<eref>")
def enrolment(ref: str, eref: str) -> ResponseReturnValue:
    found = fetch(queries.enrolment(ref, eref), Permission.COHORTS)
    course = definition(found.cohort.program).course
    hours, standing = actions.hours(found, course), actions.standing(found)
    return render_template(
        "cohorts/enrolment.html",
        enrolment=found,
        course=course,
        hours=hours,
        so_far=hours_so_far(hours),
        recommendation=_recommendation(found),
        bars=hour_bars(hours),
        standing=standing,
        missing=unpassed(course.assessments, standing),
        steps=possible_steps(found),
        may_assess=may(Permission.TAKE_ATTENDANCE, found.cohort.stake)
        and found.status is EnrolmentStatus.ACTIVE,
        may_complete=may(Permission.COMPLETE_COURSE, found.stake),
    )


def _recommendation(found: Enrolment) -> str:
    return Recommendation(found.recommendation).label if found.recommendation else _("None yet")


def possible_steps(found: Enrolment) -> list[EnrolmentMove]:
    """The moves the table allows from here to whoever looks, read off the same table as the guard."""
    if not may(Permission.ARRANGE_COURSE, found.stake):
        return []
    arrows = [arrow for arrow in ENROLMENT.arrows if arrow.source is found.status]
    return [arrow.move for arrow in arrows if arrow.move in STEPS and not actor().roles.isdisjoint(arrow.who)]  # type: ignore[misc]


@bp.post("/<ref>/enrolments/<eref>/assess")
def assess(ref: str, eref: str) -> ResponseReturnValue:
    fetch(queries.taught(ref), Permission.TAKE_ATTENDANCE)
    found = fetch(queries.enrolment(ref, eref), Permission.COHORTS)
    course = definition(found.cohort.program).course
    form = AssessForm()
    form.competency.choices = [choice(one.id, one.label) for one in course.assessments]
    if not form.validate_on_submit():
        abort(400)
    actions.assess(
        found, form.competency.data, is_passed=form.verdict.data == "passed", by=by(Role.INSTRUCTOR)
    )
    flash(_("The assessment is recorded."), "done")
    return redirect(url_for(".enrolment", ref=ref, eref=eref))


@bp.route("/<ref>/enrolments/<eref>/step/<move>", methods=["GET", "POST"])
def step(ref: str, eref: str, move: str) -> ResponseReturnValue:
    found = fetch(queries.enrolment(ref, eref), Permission.ARRANGE_COURSE)
    wanted = step_named(move)
    arrow = ENROLMENT.arrow(found.status, wanted)
    who = by(*arrow.who)
    form = ReasonForm() if arrow.needs_reason else NoteForm()
    if form.validate_on_submit():
        take(found, wanted, form, who)
        flash(_("Done. The enrolment is “%(state)s” now.", state=found.status.label), "done")
        return redirect(url_for(".enrolment", ref=ref, eref=eref))
    return render_template(
        "cohorts/step.html", form=form, enrolment=found, move=wanted, arrow=arrow
    ), 422 if form.errors else 200


def step_named(move: str) -> EnrolmentMove:
    if move not in STEPS:
        abort(404)
    return EnrolmentMove(move)


def take(found: Enrolment, wanted: EnrolmentMove, form: ReasonForm | NoteForm, who: By) -> None:
    text = (form.reason.data or "").strip()
    reason = Private(vault().of(found.person.ref), text) if text else None
    if wanted is EnrolmentMove.REOPEN:
        certified = db.session.scalar(queries.coursework_certificate(found.person_id)) is not None
        actions.reopen(found, by=who, reason=reason, is_certified=certified)
    else:
        actions.move(found, wanted, by=who, reason=reason)
