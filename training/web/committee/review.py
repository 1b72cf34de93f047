"""Scoring: a level and a sentence for each quality; the chair may open a submitted review again."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.actions import committee as actions
from training.actions.committee import UNSCORED, Written
from training.domain.permissions import Permission
from training.domain.program import Program
from training.domain.review import ReviewStatus, ensure_readable
from training.domain.tongue import gettext as _
from training.forms.committee import ReasonForm, ReviewForm, review_form
from training.models import Application, Review
from training.queries import committee as queries
from training.web.access import fetch
from training.web.committee.room import (
    bp,
    chair,
    ensure_fresh,
    keys_of,
    member,
    own_review,
    private,
    program_of,
)


@bp.get("/applications/<ref>/review")
def review(ref: str) -> ResponseReturnValue:
    application = fetch(queries.file(ref), Permission.REVIEW)
    ensure_readable(application.status)
    member()
    own, program = own_review(application), program_of(application)
    if own.status is ReviewStatus.SUBMITTED:
        return redirect(url_for(".file", ref=ref))
    form = _kept(application, own, program)
    return render_template("committee/review.html", application=application, form=form, program=program)


@bp.post("/applications/<ref>/review")
def save_review(ref: str) -> ResponseReturnValue:
    """Keep a draft, or submit."""
    application = fetch(queries.file(ref), Permission.REVIEW)
    acting, own, program = member(), own_review(application), program_of(application)
    form, is_submitting = review_form(program.committee.qualities)(), request.form.get("act") == "submit"
    is_good = form.validate_on_submit()
    ensure_fresh(form, own)
    if not is_good or (is_submitting and not form.is_complete(program.committee.qualities)):
        page = render_template("committee/review.html", application=application, form=form, program=program)
        return page, 422
    written, keys = _written(form, program), keys_of(application)
    if is_submitting:
        actions.submit_review(own, written, committee=program.committee, keys=keys, by=acting)
        flash(_("Your review is submitted. You can read the others’ now."), "done")
        return redirect(url_for(".file", ref=ref))
    actions.save_scores(own, written, keys=keys)
    flash(_("Your draft is kept. Nobody else sees it."), "done")
    return redirect(url_for(".review", ref=ref))


@bp.route("/applications/<ref>/reviews/<review_ref>/reopen", methods=["GET", "POST"])
def reopen_review(ref: str, review_ref: str) -> ResponseReturnValue:
    application = fetch(queries.file(ref), Permission.DECIDE)
    found = next((one for one in application.reviews if one.ref == review_ref), None)
    if found is None:
        abort(404)
    form = ReasonForm(version=found.version)
    if form.validate_on_submit():
        ensure_fresh(form, found)
        actions.reopen_review(found, words=private(application, form.reason.data), by=chair())
        flash(_("%(name)s can change the review now.", name=found.reviewer.name), "done")
        return redirect(url_for(".decision", ref=ref))
    page = render_template("committee/reopen_review.html", application=application, review=found, form=form)
    return page, 422 if form.errors else 200


def _kept(application: Application, own: Review, program: Program) -> ReviewForm:
    """The form with what was kept before."""
    keys, data = keys_of(application), {"version": str(own.version)}
    for score in own.scores:
        data[f"sentence_{score.quality}"] = keys.open(score.place, score.sealed)
        if score.level != UNSCORED:
            data[f"level_{score.quality}"] = str(score.level)
    return review_form(program.committee.qualities)(data=data)


def _written(form: ReviewForm, program: Program) -> dict[str, Written]:
    """What stands in the form; qualities without a word or a level are left out."""
    found = {
        one.id: Written(
            int(form[f"level_{one.id}"].data or UNSCORED), (form[f"sentence_{one.id}"].data or "").strip()
        )
        for one in program.committee.qualities
    }
    return {quality: what for quality, what in found.items() if what.level or what.sentence}
