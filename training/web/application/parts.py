"""Writing: one part a page."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.actions import application as actions
from training.domain.application import WRITABLE, ensure_writable
from training.domain.program import Part, Program, Question
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.extensions import db
from training.forms.questions import QuestionsForm, filled, name_of, questions_form, texts_of
from training.web.access import by, me
from training.web.application.desk import Desk, bp, is_letters, is_private, sit_down
from training.web.writing import ensure_fresh, is_autosave, kept_at, opened_page, wrote


@bp.route("/<part_id>", methods=["GET", "POST"])
def part(part_id: str) -> ResponseReturnValue:
    desk = sit_down()
    step = desk.part(part_id) or abort(404)
    if is_letters(step):
        return redirect(url_for(".references"))
    form = _form(desk, step)
    if request.method == "POST":
        return _write(desk, step, form)
    if desk.application.status not in WRITABLE:
        return redirect(url_for(".check"))
    return _page(desk, step, form)


def _form(desk: Desk, step: Part) -> QuestionsForm:
    questions = desk.askable(step)
    seen = opened_page(desk.version_of(step))
    return questions_form(questions)(data=filled(questions, desk.texts) | seen)


def _write(desk: Desk, step: Part, form: QuestionsForm) -> ResponseReturnValue:
    ensure_writable(desk.application.status)
    ensure_fresh(form, _place(desk, step), desk.version_of(step))
    is_whole = form.validate()
    texts = texts_of(form, desk.askable(step))
    if is_autosave():
        actions.keep(desk.application, texts, keys=desk.keys, by=by(Role.APPLICANT))
        _remember(desk, step, form)
        return kept_at(me().zone)
    if not is_whole:
        return _page(desk, step, form), 422
    actions.save(desk.application, step.id, texts, keys=desk.keys, by=by(Role.APPLICANT))
    _remember(desk, step, form)
    flash(_("“%(part)s” is saved.", part=step.title), "done")
    return redirect(_onward(desk, step))


def _remember(desk: Desk, step: Part, form: QuestionsForm) -> None:
    db.session.flush()  # gives the answers the versions they will have
    wrote(form, _place(desk, step), desk.version_of(step))


def _place(desk: Desk, step: Part) -> str:
    return f"{desk.application.ref}:{step.id}"


def _onward(desk: Desk, step: Part) -> str:
    following = desk.after(step)
    if request.form.get("then") == "stop":
        return url_for(".overview")
    return url_for(".part", part_id=following.id) if following else url_for(".check")


def _page(desk: Desk, step: Part, form: QuestionsForm) -> str:
    questions = desk.askable(step)
    return render_template(
        "application/part.html",
        part=step,
        number=desk.parts.index(step) + 1,
        total=len(desk.parts),
        form=form,
        rows=rows(desk.program, questions, form),
        held_back=len(step.questions) - len(questions),
        is_private=is_private(step),
        is_last=desk.after(step) is None,
    )


def rows(program: Program, questions: tuple[Question, ...], form: QuestionsForm) -> list[dict[str, object]]:
    """Each field with what is said beside it."""
    return [
        {
            "field": form[name_of(question)],
            "why": question.why,
            "readers": _readers(program, question),
            "limit": question.max_words,
            "least": question.min_words,
        }
        for question in questions
    ]


def _readers(program: Program, question: Question) -> str:
    """Who reads the answer, in the program's own words."""
    *others, last = [program.role(one).many.lower() for one in question.readers]
    if not others:
        return last
    return _("%(others)s and %(last)s", others=", ".join(others), last=last)
