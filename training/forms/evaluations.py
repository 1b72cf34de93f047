"""An evaluation, made of the program's questions; and the last word on an internship."""

from collections.abc import Sequence
from typing import Any, cast

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from training.domain.program.admission import Question, QuestionKind
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext
from training.forms.cases import WordForm
from training.forms.signing import SigningForm
from training.forms.tongue import later

LONGEST = 20_000
YES_OR_NO = (SelectChoice("yes", later("Yes")), SelectChoice("no", later("No")))


class EvaluationForm(SigningForm):
    """Which round it is for, and a field for each question."""

    due_on = HiddenField()

    def answers(self) -> dict[str, str]:
        """What was written, by the question's id; what was left out is left out."""
        written = {name.removeprefix("q_"): self[name].data for name in self._fields if name.startswith("q_")}
        return {question: text.strip() for question, text in written.items() if text and text.strip()}


class AttestForm(WordForm):
    """The same yes or no as for the closing of a case."""


class AtMostWords:
    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, _form: Any, field: Any) -> None:
        if len((field.data or "").split()) > self.most:
            raise ValidationError(
                ngettext(
                    "Please keep it to %(number)s word.", "Please keep it to %(number)s words.", self.most
                )
            )


def evaluation_form(questions: Sequence[Question], **data: Any) -> EvaluationForm:
    fields = {f"q_{question.id}": _field(question) for question in questions}
    return cast("EvaluationForm", type("TheseQuestionsForm", (EvaluationForm,), fields)(**data))


def _field(question: Question) -> Any:
    required = InputRequired(_("Please answer this one.")) if question.required else Optional()
    if question.kind in (QuestionKind.CHOICE, QuestionKind.YESNO):
        choices = [SelectChoice(one.id, one.label) for one in question.choices] or list(YES_OR_NO)
        return RadioField(question.label, choices=choices, description=question.hint, validators=[required])
    kind = StringField if question.kind is QuestionKind.TEXT else TextAreaField
    limits = [Length(max=LONGEST)] + ([AtMostWords(question.max_words)] if question.max_words else [])
    return kind(question.label, description=question.hint, validators=[required, *limits])
