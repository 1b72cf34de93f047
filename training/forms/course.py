"""What the course's pages take in."""

from typing import Any
from zoneinfo import available_timezones

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from training.domain.course import Presence, Recommendation
from training.forms.signing import SigningForm

ZONES = [
    SelectChoice(zone, zone.replace("_", " "))
    for zone in sorted(available_timezones())
    if "/" in zone or zone == "UTC"
]


def choice(value: str, label: str) -> SelectChoice:
    return SelectChoice(value, label)


class CohortForm(FlaskForm):
    title = StringField(
        "Title",
        description="For example: Spring group 2027",
        validators=[InputRequired("Give the cohort a name."), Length(max=120)],
    )
    place = StringField("Place", validators=[InputRequired("Say where it meets."), Length(max=120)])
    zone = SelectField(
        "Time zone",
        choices=ZONES,
        default="UTC",
        description="Of the place. Attendance opens at midnight there.",
    )
    starts_on = DateField("First day", validators=[InputRequired("Choose the first day.")])
    ends_on = DateField("Last day", validators=[InputRequired("Choose the last day.")])
    capacity = IntegerField(
        "Places",
        validators=[
            InputRequired("Say how many can take part."),
            NumberRange(min=1, max=200, message="Between 1 and 200."),
        ],
    )
    instructors = SelectMultipleField(
        "Instructors",
        description="They take attendance and assess.",
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[InputRequired("Choose at least one.")],
    )

    def validate_ends_on(self, field: Any) -> None:
        if self.starts_on.data and field.data and field.data < self.starts_on.data:
            raise ValidationError("The last day comes before the first.")


class SessionForm(FlaskForm):
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    on = DateField("Day", validators=[InputRequired("Choose the day.")])
    title = StringField("Title", validators=[InputRequired("Give the session a title."), Length(max=160)])
    minutes = IntegerField(
        "Planned minutes",
        description="Without breaks. Nobody can be present for longer.",
        validators=[
            InputRequired("Say how long it lasts."),
            NumberRange(min=1, max=900, message="Between 1 and 900."),
        ],
    )


class EnrolForm(FlaskForm):
    application = RadioField("Who takes a place", validators=[InputRequired("Choose somebody.")])


PRESENCES = {
    Presence.PRESENT: "Present",
    Presence.PARTIAL: "Part of it",
    Presence.ABSENT: "Absent",
    Presence.EXCUSED: "Excused",
}


class MarkForm(Form):
    """One trainee in one session. Why somebody stepped out is never asked."""

    enrolment = HiddenField()
    presence = RadioField(
        "Present?",
        choices=[SelectChoice(one.value, label) for one, label in PRESENCES.items()],
        validators=[InputRequired("Choose one.")],
    )
    minutes = IntegerField(
        "Minutes", validators=[Optional(), NumberRange(min=0, max=900, message="Between 0 and 900.")]
    )

    def validate_presence(self, field: Any) -> None:
        if field.data == Presence.PARTIAL and not self.minutes.data:
            raise ValidationError("How many minutes?")


class AttendanceForm(FlaskForm):
    seen = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    marks = FieldList(FormField(MarkForm))
    reason = TextAreaField(
        "Reason for the correction",
        description="Only where verified minutes change. The trainee may read it; never write why "
        "somebody stepped out.",
        validators=[Optional(), Length(max=500)],
    )
    verify = SubmitField("Save and verify")


class AssessForm(FlaskForm):
    competency = SelectField("Competency")
    verdict = SelectField(
        "Assessment", choices=[SelectChoice("passed", "Passed"), SelectChoice("not_yet", "Not yet")]
    )


class ReasonForm(FlaskForm):
    reason = TextAreaField(
        "Reason",
        description="One sentence that the trainee may read.",
        validators=[DataRequired("Write one sentence."), Length(max=500)],
    )


class NoteForm(FlaskForm):
    """The same words where the step needs none."""

    reason = TextAreaField(
        "Reason",
        description="One sentence that the trainee may read.",
        validators=[Optional(), Length(max=500)],
    )


class RecommendationForm(SigningForm):
    word = RadioField(
        "Recommendation",
        choices=[
            SelectChoice(Recommendation.RECOMMENDED.value, "Recommended for the internship"),
            SelectChoice(Recommendation.NOT_YET.value, "Not yet"),
            SelectChoice(Recommendation.NOT_RECOMMENDED.value, "Not recommended"),
        ],
        validators=[InputRequired("Choose one.")],
    )
    advice = TextAreaField(
        "What is missing, and how to go on",
        description="Needed unless you recommend. The trainee reads it.",
        validators=[Length(max=2000)],
    )

    def validate_advice(self, field: Any) -> None:
        if self.word.data and self.word.data != Recommendation.RECOMMENDED and not (field.data or "").strip():
            raise ValidationError("Say what is missing and how to go on.")
