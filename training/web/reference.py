"""The referee’s pages, reached by a link: no account. Who you are, the letter, check and send."""

from itertools import takewhile

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.actions import reference as actions
from training.domain.answers import is_enough, read_aloud, still_open
from training.domain.application import SETTLED, ReferenceStatus
from training.domain.program import Program, Question, QuestionKind
from training.domain.reference import is_live
from training.domain.roles import By, Role
from training.domain.tongue import gettext as _
from training.domain.tongue import marked, say_date
from training.extensions import READING, db, limiter, vault
from training.forms.questions import QuestionsForm, filled, questions_form, texts_of
from training.models import Reference
from training.queries.program import definition
from training.queries.reference import by_token
from training.vault import PersonVault
from training.web.access import now, public
from training.web.application.parts import rows
from training.web.writing import ensure_fresh, is_autosave, kept_at, opened_page, wrote

bp = Blueprint("reference", __name__, url_prefix="/reference")

OFTEN_ENOUGH = "30/minute"
WHO, LETTER, CHECK = 1, 2, 3
TITLES = {WHO: marked("Who you are"), LETTER: marked("Your letter")}
ENDED = {ReferenceStatus.RECEIVED: "thanks", ReferenceStatus.REFUSED: "declined"}


@bp.route("/<token>", methods=["GET", "POST"])
@public
@limiter.limit(OFTEN_ENOUGH)
def letter(token: str) -> ResponseReturnValue:
    named = _open(token)
    number = min(max(request.args.get("page", WHO, type=int), WHO), CHECK)
    if number == CHECK:
        return _check_page(named, token)
    questions = _questions(_program(named), number)
    texts = actions.opened(named, _keys(named))
    seen = opened_page(named.version)
    form = questions_form(questions)(data=filled(questions, texts) | seen)
    if request.method == "POST":
        return _write(named, token, number, form)
    return _page(named, token, number, form)


@bp.post("/<token>/send")
@public
@limiter.limit(OFTEN_ENOUGH)
def send(token: str) -> ResponseReturnValue:
    named = _open(token)
    actions.deliver(named, program=_program(named), keys=_keys(named), by=_by(named))
    return redirect(url_for(".letter", token=token))


@bp.post("/<token>/decline")
@public
@limiter.limit(OFTEN_ENOUGH)
def decline(token: str) -> ResponseReturnValue:
    named = _open(token)
    actions.decline(named, by=_by(named))
    return redirect(url_for(".letter", token=token))


def _open(token: str) -> Reference:
    """What a live link leads to. A link that is over answers in one way, whatever ended it."""
    named = db.session.scalars(by_token(token)).unique().one_or_none()
    if named is None:
        abort(make_response(render_template("reference/gone.html"), 404))
    if named.status in ENDED:
        status = 200 if request.method in READING else 409
        abort(make_response(render_template(f"reference/{ENDED[named.status]}.html"), status))
    if named.application.status in SETTLED or not is_live(named.status, named.expires_at, now()):
        abort(make_response(render_template("reference/gone.html"), 410))
    return named


def _write(named: Reference, token: str, number: int, form: QuestionsForm) -> ResponseReturnValue:
    ensure_fresh(form, named.ref, named.version)
    is_whole = form.validate()
    if not is_whole and not is_autosave():
        return _page(named, token, number, form), 422
    texts = texts_of(form, _questions(_program(named), number))
    actions.keep_letter(named, texts, keys=_keys(named), by=_by(named))
    db.session.flush()  # gives the row the version it will have
    wrote(form, named.ref, named.version)
    if is_autosave():
        return kept_at("UTC")
    return _onward(token, number)


def _onward(token: str, number: int) -> ResponseReturnValue:
    if request.form.get("then") == "stop":
        flash(_("What you wrote is kept. The same link brings you back to it."), "done")
        return redirect(url_for(".letter", token=token, page=number))
    return redirect(url_for(".letter", token=token, page=number + 1))


def _page(named: Reference, token: str, number: int, form: QuestionsForm) -> str:
    program = _program(named)
    return render_template(
        "reference/letter.html",
        title=_(TITLES[number]),
        number=number,
        token=token,
        named=named,
        applicant=named.application.person.name,
        intro=program.references.intro,
        until=_until(named),
        form=form,
        rows=rows(program, _questions(program, number), form),
    )


def _check_page(named: Reference, token: str) -> str:
    texts = actions.opened(named, _keys(named))
    asked = _program(named).references.questions
    is_first_open = still_open(_questions(_program(named), WHO), texts)
    return render_template(
        "reference/check.html",
        token=token,
        applicant=named.application.person.name,
        pages=[_written(_program(named), number, texts) for number in TITLES],
        missing=len(still_open(asked, texts)),
        open_page=WHO if is_first_open else LETTER,
        until=_until(named),
    )


def _written(program: Program, number: int, texts: dict[str, str]) -> dict[str, object]:
    answers = [
        {
            "label": question.label,
            "text": read_aloud(question, texts.get(question.id, "")),
            "is_open": not is_enough(question, texts.get(question.id, "")),
        }
        for question in _questions(program, number)
    ]
    return {"number": number, "title": _(TITLES[number]), "answers": answers}


def _questions(program: Program, number: int) -> tuple[Question, ...]:
    """The questions of a page: those before the letter, or the letter and what follows it."""
    asked = program.references.questions
    first = tuple(takewhile(lambda question: question.kind is not QuestionKind.ESSAY, asked))
    return first if number == WHO else asked[len(first) :]


def _program(named: Reference) -> Program:
    return definition(named.application.program)


def _keys(named: Reference) -> PersonVault:
    """The letter is about the applicant, so it is sealed with the applicant's key."""
    return vault().of(named.application.person.ref)


def _by(named: Reference) -> By:
    return By(named.ref, Role.REFEREE, now())


def _until(named: Reference) -> str:
    return say_date(named.expires_at) if named.expires_at else ""
