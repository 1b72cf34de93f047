"""The conflict question first, then the file itself. Every opening of the file goes on the record."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import committee as actions
from training.domain.application import ApplicationStatus
from training.domain.permissions import Permission
from training.domain.review import ReviewStatus, ensure_readable
from training.domain.tongue import gettext as _
from training.forms.committee import NO_CONFLICT, ConflictForm
from training.models import Application, Review
from training.queries import committee as queries
from training.web.access import actor, fetch, may, me, writes_on_get
from training.web.committee import reading
from training.web.committee.room import bp, keys_of, member, own_review, private, program_of
from training.web.opening import opened


@bp.route("/applications/<ref>/conflict", methods=["GET", "POST"])
def conflict(ref: str) -> ResponseReturnValue:
    """Before anything of the file is shown; and later, for stepping back."""
    application = fetch(queries.arrangement(ref), Permission.DECLARE_CONFLICT)
    review, form = own_review(application), ConflictForm()
    is_open = review.status is ReviewStatus.ASSIGNED
    form.offer(program_of(application).committee.conflicts, is_open=is_open)
    if form.validate_on_submit():
        return _declare(application, review, form)
    page = render_template("committee/conflict.html", application=application, review=review, form=form)
    return page, 422 if form.errors else 200


def _declare(application: Application, review: Review, form: ConflictForm) -> ResponseReturnValue:
    """Write the answer down, and go where it leads."""
    kinds = {one.id: one for one in program_of(application).committee.conflicts}
    kind = None if form.conflict.data == NO_CONFLICT else kinds[form.conflict.data]
    if kind is not None and kind.recuses:
        words = private(application, form.words.data) if (form.words.data or "").strip() else None
        actions.recuse(review, conflict=kind, words=words, by=member())
        flash(_("Thank you. You have stepped back, and the file is shut for you."), "done")
        return redirect(url_for(".board"))
    actions.declare_clear(review, mentioned=kind, by=member())
    flash(_("Thank you. The file is open for you."), "done")
    return redirect(url_for(".file", ref=application.ref))


@bp.get("/applications/<ref>")
@writes_on_get
def file(ref: str) -> ResponseReturnValue:
    """Reading is an act: it is written down, so this GET writes."""
    application = fetch(queries.file(ref), Permission.READ_APPLICATION)
    note_reading(application)
    program, keys, own = program_of(application), keys_of(application), own_review(application)
    reviews = reading.reviews(application, program, keys, me().id)
    return render_template(
        "committee/file.html",
        application=application,
        own=own,
        lead=_lead(application, own),
        may_write=_may_write(application, own),
        qualities=program.committee.qualities,
        parts=reading.parts(application, program, keys, actor().roles),
        letters=reading.letters(application, program, keys, actor().roles),
        reviews=reviews,
        scores=reading.compared(reviews, program),
        may_decide=may(Permission.DECIDE, application.stake),
    )


def _may_write(application: Application, own: Review) -> bool:
    is_under_review = application.status is ApplicationStatus.UNDER_REVIEW
    return is_under_review and own.status is ReviewStatus.IN_PROGRESS


def _lead(application: Application, own: Review) -> str:
    """What is mine to do here."""
    if own.status is ReviewStatus.SUBMITTED:
        return _("Your review is submitted.")
    if _may_write(application, own):
        return _("Read first; then write your review: a level and a sentence for each quality.")
    if application.status is ApplicationStatus.SUBMITTED:
        return _("Read first. You can write once the chair has begun the review.")
    return _("The application is “%(state)s”.", state=application.status.label)


def note_reading(application: Application) -> None:
    """Refuses where the file is shut."""
    ensure_readable(application.status)
    opened(application.chain, "application.read", subject=f"application:{application.ref}", by=member())
