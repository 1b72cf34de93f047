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
from training.domain.tongue import gettext as _
from training.forms.signing import SigningForm
from training.forms.tongue import later

ZONES = [
    SelectChoice(zone, zone.replace("_", " "))
    for zone in sorted(available_timezones())
    if "/" in zone or zone == "UTC"
]


def at_most(characters: int) -> Length:
    return Length(max=characters, message=later("Please keep it under %(max)d characters."))


def choice(value: str, label: str) -> SelectChoice:
    return SelectChoice(value, label)


class NumberField(IntegerField):
    """A whole number, refused in words that say what to write."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Write it as a whole number, for example 15.")) from None


class CohortForm(FlaskForm):
    title = StringField(
        later("Title"),
        description=later("For example: Spring group 2027"),
        validators=[InputRequired(later("Give the cohort a name.")), at_most(120)],
    )
    place = StringField(
        later("Place"), validators=[InputRequired(later("Say where it meets.")), at_most(120)]
    )
    zone = SelectField(
        later("Time zone"),
        choices=ZONES,
        default="UTC",
        description=later("Of the place. Attendance opens at midnight there."),
    )
    starts_on = DateField(later("First day"), validators=[InputRequired(later("Choose the first day."))])
    ends_on = DateField(later("Last day"), validators=[InputRequired(later("Choose the last day."))])
    capacity = NumberField(
        later("Places"),
        validators=[
            InputRequired(later("Say how many can take part.")),
            NumberRange(min=1, max=200, message=later("Write a number from 1 to 200.")),
        ],
    )
    instructors = SelectMultipleField(
        later("Instructors"),
        description=later("They take attendance and assess."),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[InputRequired(later("Choose at least one instructor."))],
    )

    def validate_ends_on(self, field: Any) -> None:
        if self.starts_on.data and field.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day comes before the first."))


class SessionForm(FlaskForm):
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    on = DateField(later("Day"), validators=[InputRequired(later("Choose the day."))])
    title = StringField(
        later("Title"), validators=[InputRequired(later("Give the session a title.")), at_most(160)]
    )
    minutes = NumberField(
        later("Planned minutes"),
        description=later("Without breaks. Nobody can be present for longer."),
        validators=[
            InputRequired(later("Say how long it lasts.")),
            NumberRange(min=1, max=900, message=later("Write the minutes, from 1 to 900.")),
        ],
    )


class EnrolForm(FlaskForm):
    application = RadioField(
        later("Who takes a place"), validators=[InputRequired(later("Choose somebody."))]
    )


PRESENCES = {
    Presence.PRESENT: later("Present"),
    Presence.PARTIAL: later("Part of it"),
    Presence.ABSENT: later("Absent"),
    Presence.EXCUSED: later("Excused"),
}


class MarkForm(Form):
    """One trainee in one session. Why somebody stepped out is never asked."""

    enrolment = HiddenField()
    presence = RadioField(
        later("Present?"),
        choices=[SelectChoice(one.value, label) for one, label in PRESENCES.items()],
        validators=[InputRequired(later("Choose one."))],
    )
    minutes = NumberField(
        later("Minutes"),
        validators=[
            Optional(),
            NumberRange(min=0, max=900, message=later("Write the minutes, from 0 to 900.")),
        ],
    )

    def validate_presence(self, field: Any) -> None:
        if field.data == Presence.PARTIAL and not self.minutes.data:
            raise ValidationError(_("How many minutes?"))


class AttendanceForm(FlaskForm):
    seen = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    marks = FieldList(FormField(MarkForm))
    reason = TextAreaField(
        later("Reason for the correction"),
        description=later(
            "Only where verified minutes change. The trainee may read it; never write why "
            "somebody stepped out."
        ),
        validators=[Optional(), at_most(500)],
    )
    verify = SubmitField(later("Save and verify"))


RECORDED = "recorded"
"""The choice that leaves a day as it is recorded, session by session; offered where no other word fits it."""


class DayMarkForm(Form):
    """One trainee on one day. Why somebody was late or left is never asked."""

    enrolment = HiddenField()
    presence = RadioField(
        later("Present?"),
        choices=[
            SelectChoice(Presence.PRESENT.value, later("All day")),
            SelectChoice(Presence.PARTIAL.value, later("In part")),
            SelectChoice(Presence.ABSENT.value, later("Absent")),
            SelectChoice(Presence.EXCUSED.value, later("Excused")),
            SelectChoice(RECORDED, later("As recorded, session by session")),
        ],
        validators=[InputRequired(later("Choose one."))],
    )
    late = NumberField(
        later("Came late by"),
        validators=[Optional(), NumberRange(0, 900, later("Write the minutes, from 0 to 900."))],
    )
    early = NumberField(
        later("Left early by"),
        validators=[Optional(), NumberRange(0, 900, later("Write the minutes, from 0 to 900."))],
    )

    def validate_presence(self, field: Any) -> None:
        if field.data == Presence.PARTIAL and not (self.late.data or self.early.data):
            raise ValidationError(_("How many minutes late, or early?"))


class DayForm(FlaskForm):
    """A day of attendance; `seen` is the version of the day that was shown."""

    seen = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    marks = FieldList(FormField(DayMarkForm))
    reason = TextAreaField(
        later("Reason for the correction"),
        description=later(
            "Only where verified minutes change. The trainee may read it; never write why "
            "somebody stepped out."
        ),
        validators=[Optional(), at_most(500)],
    )
    verify = SubmitField(later("Save and verify"))


class AssessForm(FlaskForm):
    competency = SelectField(later("Competency"))
    verdict = SelectField(
        later("Assessment"),
        choices=[SelectChoice("passed", later("Passed")), SelectChoice("not_yet", later("Not yet"))],
    )


class ReasonForm(FlaskForm):
    reason = TextAreaField(
        later("Reason"),
        description=later("One sentence that the trainee may read."),
        validators=[DataRequired(later("Write one sentence.")), at_most(500)],
    )


class NoteForm(FlaskForm):
    """The same words where the step needs none."""

    reason = TextAreaField(
        later("Reason"),
        description=later("One sentence that the trainee may read."),
        validators=[Optional(), at_most(500)],
    )


class RecommendationForm(SigningForm):
    word = RadioField(
        later("Recommendation"),
        choices=[
            SelectChoice(Recommendation.RECOMMENDED.value, later("Recommended for the internship")),
            SelectChoice(Recommendation.NOT_YET.value, later("Not yet")),
            SelectChoice(Recommendation.NOT_RECOMMENDED.value, later("Not recommended")),
        ],
        validators=[InputRequired(later("Choose one."))],
    )
    advice = TextAreaField(
        later("What is missing, and how to go on"),
        description=later("Needed unless you recommend. The trainee reads it."),
        validators=[at_most(2000)],
    )

    def validate_advice(self, field: Any) -> None:
        if self.word.data and self.word.data != Recommendation.RECOMMENDED and not (field.data or "").strip():
            raise ValidationError(_("Say what is missing and how to go on."))
