"""Check what was written, send it, or take it back."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import application as actions
from training.actions.record import Private
from training.domain.answers import is_enough, read_aloud
from training.domain.application import WRITABLE, ApplicationMove
from training.domain.program import Part, Question
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.extensions import db
from training.forms.application import WithdrawForm
from training.web.access import by
from training.web.application.desk import Desk, bp, is_letters, sit_down
from training.web.application.references import where_letters_stand


@bp.get("/check")
def check() -> ResponseReturnValue:
    desk = sit_down()
    is_writable = desk.application.status in WRITABLE
    is_gone = not (is_writable or desk.application.answers)
    return render_template(
        "application/check.html",
        parts=[] if is_gone else [_written(desk, part) for part in desk.parts if not is_letters(part)],
        is_gone=is_gone,
        letters=where_letters_stand(desk.application, desk.program.references),
        missing=_missing(desk) if is_writable else [],
        is_writable=is_writable,
        is_again=desk.application.submitted_at is not None,
    )


def _missing(desk: Desk) -> list[dict[str, str]]:
    """What keeps it from being sent, each with where it is mended."""
    consent = {"title": desk.wording.title, "href": url_for(".consent")}
    pages = {part.title: url_for(".part", part_id=part.id) for part in desk.parts if not is_letters(part)}
    open_parts = actions.all_missing(desk.application, desk.ready)
    found = [{"title": title, "href": pages.get(title, url_for(".references"))} for title in open_parts]
    return found if desk.consent else [consent, *found]


def _written(desk: Desk, part: Part) -> dict[str, object]:
    return {
        "id": part.id,
        "title": part.title,
        "answers": [_answer(question, desk.texts.get(question.id, "")) for question in desk.askable(part)],
    }


def _answer(question: Question, text: str) -> dict[str, object]:
    return {
        "label": question.label,
        "text": read_aloud(question, text),
        "is_open": not is_enough(question, text),
    }


@bp.post("/submit")
def submit() -> ResponseReturnValue:
    desk = sit_down()
    link = url_for(".overview", _external=True)
    actions.send(desk.application, desk.ready, by=by(Role.APPLICANT), link=link)
    flash(_("Your application is sent. A letter that confirms it is on its way to you."), "done")
    return redirect(url_for(".overview"))


@bp.route("/withdraw", methods=["GET", "POST"])
def withdraw() -> ResponseReturnValue:
    desk, form = sit_down(), WithdrawForm()
    if form.validate_on_submit():
        reason = (form.reason.data or "").strip()
        words = Private(desk.keys, reason) if reason else None
        actions.withdraw(desk.application, by=by(Role.APPLICANT), words=words)
        flash(_("Your application is withdrawn."), "done")
        return redirect(url_for(".overview"))
    if ApplicationMove.WITHDRAW not in desk.application.machine.moves_from(desk.application.status):
        abort(404)
    return render_template("application/withdraw.html", form=form), 422 if form.errors else 200


@bp.post("/discard")
def discard() -> ResponseReturnValue:
    for answer in actions.discard(sit_down().application, by=by(Role.APPLICANT)):
        db.session.delete(answer)
    flash(_("The draft is discarded, with everything in it."), "done")
    return redirect(url_for(".overview"))
