"""Forms made from a program's questions. They ask for shape only: what is still missing may wait."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    EmailField,
    Field,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from training.domain.answers import AND, NO, WORDY, YES, Texts, too_long
from training.domain.program import Question, QuestionKind
from training.domain.tongue import gettext as _
from training.domain.tongue import say_number
from training.forms.tongue import later

ROWS = {QuestionKind.PARAGRAPH: {"rows": 6}, QuestionKind.ESSAY: {"rows": 22}}
NO_ADDRESS = later("This is not an e-mail address. It looks like name@example.org.")
TOO_LONG = later("At most %(max)d characters, please.")
PATIENCE = 100_000
"""Characters of one answer: far above any word limit, far below what would hurt."""


class MayWait:
    """Nothing written yet is fine. Whether it is needed for sending is only said beside the label."""

    def __init__(self, *, needed: bool) -> None:
        self.field_flags = {"required": True} if needed else {"optional": True}

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        if not any(text.strip() for text in field.raw_data or []):
            field.errors = []
            raise StopValidation


class FewEnoughWords:
    def __init__(self, question: Question) -> None:
        self.question = question

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        text = field.data or ""
        if len(text) > PATIENCE:
            raise ValidationError(
                _(
                    "%(number)s characters are more than one answer can hold. Shorten it to %(most)s.",
                    number=say_number(len(text)),
                    most=say_number(PATIENCE),
                )
            )
        if fault := too_long(self.question, text):
            raise ValidationError(fault)


class ManyField(SelectMultipleField):
    """Several of a few, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class QuestionsForm(FlaskForm):
    """What every page of questions carries: which open page it is, and what it saw when it was opened."""

    form_key = HiddenField()
    version = HiddenField()


def questions_form(questions: Iterable[Question]) -> type[QuestionsForm]:
    """A form class with one field a question."""
    return type(
        "Questions", (QuestionsForm,), {name_of(question): _field(question) for question in questions}
    )


def name_of(question: Question) -> str:
    """A field's name keeps away from what a form calls its own, whatever a program calls its questions."""
    return f"answer_{question.id}"


def filled(questions: Iterable[Question], texts: Texts) -> dict[str, Any]:
    """Answers as the fields want them."""
    return {name_of(question): _data(question, texts.get(question.id, "")) for question in questions}


def texts_of(form: QuestionsForm, questions: Iterable[Question]) -> dict[str, str]:
    """What was written, as texts by question. A field that is wrong in more than its length is left out."""
    return {
        question.id: _text(question, form[name_of(question)].data)
        for question in questions
        if not form[name_of(question)].errors or question.kind in WORDY
    }


def _field(question: Question) -> Field:
    kind, more = _KINDS[question.kind], _more(question)
    checks = [MayWait(needed=question.required), *more.pop("checks", ())]
    return kind(question.label, checks, description=question.hint.strip(), **more)


_KINDS: dict[QuestionKind, type[Field]] = {
    QuestionKind.TEXT: StringField,
    QuestionKind.PARAGRAPH: TextAreaField,
    QuestionKind.ESSAY: TextAreaField,
    QuestionKind.CHOICE: RadioField,
    QuestionKind.CHOICES: ManyField,
    QuestionKind.DATE: DateField,
    QuestionKind.EMAIL: EmailField,
    QuestionKind.YESNO: RadioField,
}


def _more(question: Question) -> dict[str, Any]:
    """What only some kinds have: choices, rows, and checks of their own."""
    match question.kind:
        case QuestionKind.CHOICE | QuestionKind.CHOICES:
            return {"choices": [SelectChoice(one.id, one.label) for one in question.choices]}
        case QuestionKind.YESNO:
            return {"choices": [SelectChoice(YES, _("Yes")), SelectChoice(NO, _("No"))]}
        case QuestionKind.TEXT | QuestionKind.PARAGRAPH | QuestionKind.ESSAY:
            return {"checks": [FewEnoughWords(question)], "render_kw": ROWS.get(question.kind)}
        case QuestionKind.EMAIL:
            return {"checks": [Email(NO_ADDRESS)]}
    return {}


def _data(question: Question, text: str) -> Any:
    if question.kind is QuestionKind.CHOICES:
        return text.split(AND) if text else []
    if question.kind is QuestionKind.DATE:
        return date.fromisoformat(text) if text else None
    return text


def _text(question: Question, data: Any) -> str:
    """The counterpart of `_data`, with line ends as one character and nothing around the words."""
    if question.kind is QuestionKind.CHOICES:
        return AND.join(data or [])
    if question.kind is QuestionKind.DATE:
        return data.isoformat() if data else ""
    return "\n".join((data or "").splitlines()).strip()
