"""Proposing a case, recording its meeting, closing it."""

from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from training.domain.internship import CaseFormat
from training.domain.tongue import gettext as _
from training.forms.signing import SigningForm
from training.forms.tongue import later


class CaseForm(FlaskForm):
    """The triad and how it meets. The client has no field: nobody writes down who it is."""

    therapist = SelectField(
        later("Supervising therapist"), validators=[InputRequired(later("Choose a therapist."))]
    )
    mentor = SelectField(later("Mentor"), validators=[InputRequired(later("Choose a mentor."))])
    format = RadioField(
        later("How the case meets"),
        choices=[SelectChoice(one.value, later(one.plain)) for one in CaseFormat],
        default=CaseFormat.LOCAL.value,
        validators=[InputRequired(later("Choose how the case meets."))],
    )
    agreed_minutes = IntegerField(
        later("Minutes a session"),
        description=later("As agreed with the therapist, for example 90."),
        default=90,
        validators=[
            InputRequired(later("Write the minutes as a whole number, for example 90.")),
            NumberRange(15, 480, later("A session lasts from 15 to 480 minutes.")),
        ],
    )

    def offer(self, therapists: Iterable[tuple[str, str]], mentors: Iterable[tuple[str, str]]) -> "CaseForm":
        """Only supervisors of one's own, as pairs of ref and name."""
        self.therapist.choices = [SelectChoice(ref, name) for ref, name in therapists]
        self.mentor.choices = [SelectChoice(ref, name) for ref, name in mentors]
        return self


class TriadicForm(FlaskForm):
    held_on = DateField(
        later("Day of the triadic meeting"),
        description=later("Client, therapist and intern together."),
        validators=[InputRequired(later("Write the day on which you met."))],
    )


class GoOnForm(FlaskForm):
    why = TextAreaField(
        later("Why the work goes on"),
        validators=[
            InputRequired(later("Say why, in one sentence.")),
            Length(max=2000, message=later("At most 2,000 characters, please.")),
        ],
    )


class WordForm(SigningForm):
    """Yes, or no with a reason that only the parties and training staff read."""

    agrees = RadioField(
        later("Your word"),
        choices=[SelectChoice("yes", later("I agree")), SelectChoice("no", later("I do not agree yet"))],
        validators=[InputRequired(later("Say yes or no."))],
    )
    reason = TextAreaField(
        later("Your reason, if you do not agree"),
        description=later("Kept sealed, for those who take part and for training staff."),
        validators=[Length(max=2000, message=later("At most 2,000 characters, please."))],
    )

    def validate_reason(self, field: TextAreaField) -> None:
        if self.agrees.data == "no" and not (field.data or "").strip():
            raise ValidationError(_("Say why not, in one sentence."))
