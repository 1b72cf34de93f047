"""What the committee types: who reads, conflicts, scores, decisions, reasons."""

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from training.domain.program import Committee, Conflict, Outcome, Part, Quality
from training.domain.review import RELEASES
from training.domain.tongue import gettext as _
from training.domain.tongue import marked
from training.forms.tongue import later

NO_CONFLICT = "none"
LONGEST = 4000
_SENTENCE_LENGTH = Length(max=LONGEST, message=later("Please keep it under %(max)d characters."))


class ChecksField(SelectMultipleField):
    """Several choices, each with its own box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class AssignForm(FlaskForm):
    """Choices are the members who may be asked; the view knows them."""

    members = ChecksField(later("Members"), validators=[InputRequired(later("Tick at least one person."))])

    def offer(self, refs: Sequence[str]) -> None:
        self.members.choices = [SelectChoice(ref, ref) for ref in refs]


class ConflictForm(FlaskForm):
    conflict = RadioField(
        later("Do you have anything to do with this person?"),
        validators=[InputRequired(later("Choose one of the answers."))],
    )
    words = TextAreaField(
        later("Anything you want to add"),
        description=later(
            "Stored sealed, and read only if somebody has to look into it. You need not explain."
        ),
        validators=[Optional(), _SENTENCE_LENGTH],
    )

    def offer(self, conflicts: Sequence[Conflict], *, is_open: bool) -> None:
        """All answers before the file was opened; later only those that step back from it."""
        clear = [SelectChoice(NO_CONFLICT, _("No, none of this"))] if is_open else []
        kinds = [one for one in conflicts if is_open or one.recuses]
        self.conflict.choices = [*clear, *(SelectChoice(one.id, one.label) for one in kinds)]


class VersionedForm(FlaskForm):
    """A form about a row that somebody else may change meanwhile."""

    version = HiddenField(validators=[InputRequired()])


class ReasonForm(VersionedForm):
    reason = TextAreaField(
        later("Reason"),
        description=later("One sentence for the record."),
        validators=[InputRequired(later("Say why in one sentence.")), _SENTENCE_LENGTH],
    )


CONSEQUENCES = {
    Outcome.OFFER: marked("The applicant accepts the place or lets it go."),
    Outcome.WAITLIST: marked("The applicant waits; a place that becomes free can be offered later."),
    Outcome.DECLINE: marked("The letter names the reasons ticked below, each with its advice."),
}
"""What follows from each decision once it is released."""


class DecisionForm(VersionedForm):
    outcome = RadioField(later("Decision"), validators=[InputRequired(later("Choose a decision."))])
    reasons = ChecksField(
        later("Reasons, if the answer is no"),
        description=later("The letter says them in the program’s words."),
        validators=[Optional()],
    )
    advice = TextAreaField(
        later("Your own words to the applicant"),
        description=later("Shown on their page after the release, never in the mail."),
        validators=[Optional(), _SENTENCE_LENGTH],
    )

    def offer(self, committee: Committee) -> None:
        kinds = [one for one in committee.decisions if one.outcome in RELEASES]
        self.outcome.choices = [
            SelectChoice(one.outcome.value, f"{one.label}. {_(CONSEQUENCES[one.outcome])}") for one in kinds
        ]
        self.reasons.choices = [SelectChoice(one.id, one.label) for one in committee.decline_reasons]

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid: bool = super().validate(extra_validators)
        if self.outcome.data == Outcome.DECLINE.value and not self.reasons.data:
            self.reasons.errors = [_("Choose at least one reason, so that the person is not left to guess.")]
            return False
        return is_valid


class ReturnForm(VersionedForm):
    parts = ChecksField(
        later("Parts"), validators=[InputRequired(later("Tick the parts you want to read more of."))]
    )
    reason = TextAreaField(
        later("What you would like to read"),
        description=later("The applicant reads this on their page."),
        validators=[InputRequired(later("Say what is missing.")), _SENTENCE_LENGTH],
    )

    def offer(self, parts: Sequence[Part]) -> None:
        self.parts.choices = [SelectChoice(part.id, part.title) for part in parts]


class ReleaseForm(FlaskForm):
    refs = ChecksField(
        later("Decisions to release"), validators=[InputRequired(later("Tick at least one decision."))]
    )

    def offer(self, refs: Sequence[str]) -> None:
        self.refs.choices = [SelectChoice(ref, ref) for ref in refs]


class NeededToSubmit:
    """Not needed to keep a draft, so it lets everything pass; `ReviewForm.is_complete` asks for it."""

    field_flags = {"required": True}

    def __call__(self, _form: FlaskForm, _field: Any) -> None:
        return


class IsLevel(NeededToSubmit):
    """One of the rubric's levels, or none yet."""

    def __init__(self, quality: Quality) -> None:
        self._scores = {str(level.score) for level in quality.levels}

    def __call__(self, _form: FlaskForm, field: Any) -> None:
        if field.data and field.data not in self._scores:
            raise ValidationError(_("This is not one of the levels."))


class ReviewForm(VersionedForm):
    """Grown by `review_form`: a level and a sentence for each quality of the program."""

    def is_complete(self, qualities: Sequence[Quality]) -> bool:
        """For submitting: every quality with level and sentence; says beside each field what is missing."""
        answered = [self._is_answered(one) for one in qualities]
        return all(answered)

    def _is_answered(self, quality: Quality) -> bool:
        level, sentence = self[f"level_{quality.id}"], self[f"sentence_{quality.id}"]
        if not level.data:
            level.errors = [_("Choose a level.")]
        if not (sentence.data or "").strip():
            sentence.errors = [_("Say in a sentence what you base it on.")]
        return not level.errors and not sentence.errors


def review_form(qualities: Sequence[Quality]) -> type[ReviewForm]:
    """The form for one rubric."""
    fields: dict[str, Any] = {}
    for one in qualities:
        fields[f"level_{one.id}"] = RadioField(
            one.label,
            description=one.looks_for,
            choices=[
                SelectChoice(str(at.score), f"{at.score} · {at.label}. {at.anchor}") for at in one.levels
            ],
            validators=[IsLevel(one)],
            validate_choice=False,  # it would refuse a draft without a level
        )
        fields[f"sentence_{one.id}"] = TextAreaField(
            later("What you base it on"), validators=[NeededToSubmit(), _SENTENCE_LENGTH]
        )
    return type("ReviewFormOfProgram", (ReviewForm,), fields)
