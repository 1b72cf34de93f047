"""Proposing a case, recording its meeting, closing it."""

from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from training.domain.internship import CaseFormat
from training.forms.signing import SigningForm


class CaseForm(FlaskForm):
    """The triad and how it meets. The client has no field: nobody writes down who it is."""

    therapist = SelectField("Supervising therapist", validators=[InputRequired("Choose a therapist.")])
    mentor = SelectField("Mentor", validators=[InputRequired("Choose a mentor.")])
    format = RadioField(
        "How the case meets",
        choices=[SelectChoice(one.value, one.label) for one in CaseFormat],
        default=CaseFormat.LOCAL.value,
        validators=[InputRequired("Choose how the case meets.")],
    )
    agreed_minutes = IntegerField(
        "Minutes a session",
        description="As agreed with the therapist, for example 90.",
        default=90,
        validators=[
            InputRequired("Write the minutes."),
            NumberRange(15, 480, "A session lasts from 15 to 480 minutes."),
        ],
    )

    def offer(self, therapists: Iterable[tuple[str, str]], mentors: Iterable[tuple[str, str]]) -> "CaseForm":
        """Only supervisors of one's own, as pairs of ref and name."""
        self.therapist.choices = [SelectChoice(ref, name) for ref, name in therapists]
        self.mentor.choices = [SelectChoice(ref, name) for ref, name in mentors]
        return self


class TriadicForm(FlaskForm):
    held_on = DateField(
        "Day of the triadic meeting",
        description="Client, therapist and intern together.",
        validators=[InputRequired("Write the day.")],
    )


class GoOnForm(FlaskForm):
    why = TextAreaField(
        "Why the work goes on",
        validators=[InputRequired("Say why, in one sentence."), Length(max=2000)],
    )


class WordForm(SigningForm):
    """Yes, or no with a reason that only the parties and training staff read."""

    agrees = RadioField(
        "Your word",
        choices=[SelectChoice("yes", "I agree"), SelectChoice("no", "I do not agree yet")],
        validators=[InputRequired("Say yes or no.")],
    )
    reason = TextAreaField(
        "Your reason, if you do not agree",
        description="Kept sealed, for those who take part and for training staff.",
        validators=[Length(max=2000)],
    )

    def validate_reason(self, field: TextAreaField) -> None:
        if self.agrees.data == "no" and not (field.data or "").strip():
            raise ValidationError("Say why not, in one sentence.")
