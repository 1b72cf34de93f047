"""The director's two signatures: the course is complete; the internship is recommended."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import course as actions
from training.actions.record import Private
from training.actions.signing import Meaning, meaning
from training.domain.course import Recommendation, unpassed
from training.domain.hours import as_hours
from training.domain.permissions import Permission
from training.domain.program import Program
from training.domain.roles import By, Role
from training.domain.tongue import gettext as _
from training.extensions import db, vault
from training.forms.course import RecommendationForm
from training.forms.signing import SigningForm
from training.models import Enrolment
from training.queries import course as queries
from training.queries.program import definition
from training.web.access import by, fetch, me
from training.web.cohorts import bp
from training.web.course import hour_bars, signer
from training.web.signing import prove


@bp.route("/<ref>/enrolments/<eref>/complete", methods=["GET", "POST"])
def complete(ref: str, eref: str) -> ResponseReturnValue:
    found = fetch(queries.enrolment(ref, eref), Permission.COMPLETE_COURSE)
    program = definition(found.cohort.program)
    statement, form = _statement("course_completion", found, program), SigningForm()
    if form.validate_on_submit() and (proof := prove(form)):
        hand = signer(by(Role.DIRECTOR), proof)
        actions.complete(found, program.course, signer=hand, meaning=statement)
        flash(_("The course of %(name)s is complete.", name=found.person.name), "done")
        return redirect(url_for(".enrolment", ref=ref, eref=eref))
    hours = actions.hours(found, program.course)
    return render_template(
        "cohorts/complete.html",
        enrolment=found,
        form=form,
        statement=statement.text,
        hours=hours,
        bars=hour_bars(hours),
        missing=unpassed(program.course.assessments, actions.standing(found)),
        assessments=program.course.assessments,
    ), 422 if form.errors else 200


@bp.route("/<ref>/enrolments/<eref>/recommend", methods=["GET", "POST"])
def recommend(ref: str, eref: str) -> ResponseReturnValue:
    found = fetch(queries.enrolment(ref, eref), Permission.COMPLETE_COURSE)
    program = definition(found.cohort.program)
    statement, form = _statement("recommendation", found, program), RecommendationForm()
    if form.validate_on_submit() and (proof := prove(form)):
        who = by(Role.DIRECTOR)
        _say(found, program, form, who)
        if found.recommendation == Recommendation.RECOMMENDED:
            db.session.add(actions.sign_for(found, signer=signer(who, proof), meaning=statement))
        flash(_("Your word on the internship is recorded."), "done")
        return redirect(url_for(".enrolment", ref=ref, eref=eref))
    return render_template(
        "cohorts/recommend.html", enrolment=found, form=form, statement=statement.text
    ), 422 if form.errors else 200


def _say(found: Enrolment, program: Program, form: RecommendationForm, who: By) -> None:
    """The word on the record, the advice sealed with the trainee's own key, and the letter."""
    text = (form.advice.data or "").strip()
    advice = Private(vault().of(found.person.ref), text) if text else None
    actions.recommend(found, Recommendation(form.word.data), by=who, advice=advice)
    link = url_for("course.mine", _external=True)
    actions.tell(found, program, by=who, link=link, advice=text)


def _statement(id_: str, found: Enrolment, program: Program) -> Meaning:
    return meaning(
        program.statement(id_),
        id_,
        name=me().name,
        intern=found.person.name,
        hours=as_hours(actions.hours(found, program.course).verified),
        program=program.title,
        body=program.body.name,
    )
