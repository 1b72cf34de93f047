"""Leave, reasons, and who is to supervise."""

from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from training.forms.signing import SigningForm

Names = Iterable[tuple[str, str]]
"""Refs and names of people."""


class ReasonForm(FlaskForm):
    reason = TextAreaField("Why", validators=[InputRequired("One sentence is enough."), Length(max=2000)])
    version = HiddenField()


class LeaveForm(ReasonForm):
    from_on = DateField("First day", validators=[InputRequired("From which day?")])


class SupervisorsForm(FlaskForm):
    """The first two. The choices hold only people who may supervise today."""

    therapist = SelectField("Therapist", validators=[InputRequired("Please choose a therapist.")])
    mentor = SelectField("Mentor", validators=[InputRequired("Please choose a mentor.")])

    def offer(self, therapists: Names, mentors: Names) -> None:
        self.therapist.choices = _choices(therapists)
        self.mentor.choices = _choices(mentors)


class SupervisorForm(FlaskForm):
    """One more. The value is the role and the person: `mentor:P-7K4MQ2X`."""

    supervisor = SelectField("Supervisor", validators=[InputRequired("Please choose somebody.")])

    def offer(self, therapists: Names, mentors: Names) -> None:
        self.supervisor.choices = _choices(
            [
                *((f"therapist:{ref}", f"{name}, therapist") for ref, name in therapists),
                *((f"mentor:{ref}", f"{name}, mentor") for ref, name in mentors),
            ]
        )


class AgreementForm(SigningForm):
    """Only the passphrase: the text above it is what is signed."""


def _choices(people: Names) -> list[SelectChoice]:
    return [SelectChoice("", "Please choose"), *(SelectChoice(ref, name) for ref, name in people)]
