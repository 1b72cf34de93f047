"""Leave, reasons, and who is to supervise."""

from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from training.domain.tongue import gettext as _
from training.forms.signing import SigningForm
from training.forms.tongue import later

Names = Iterable[tuple[str, str]]
"""Refs and names of people."""


class ReasonForm(FlaskForm):
    reason = TextAreaField(
        later("Why"),
        validators=[
            InputRequired(later("Say why, in one sentence.")),
            Length(max=2000, message=later("At most 2,000 characters, please.")),
        ],
    )
    version = HiddenField()


class LeaveForm(ReasonForm):
    from_on = DateField(
        later("First day"), validators=[InputRequired(later("From which day? Write it down."))]
    )


class SupervisorsForm(FlaskForm):
    """The first two. The choices hold only people who may supervise today."""

    therapist = SelectField(
        later("Therapist"), validators=[InputRequired(later("Please choose a therapist."))]
    )
    mentor = SelectField(later("Mentor"), validators=[InputRequired(later("Please choose a mentor."))])

    def offer(self, therapists: Names, mentors: Names) -> None:
        self.therapist.choices = _choices(therapists)
        self.mentor.choices = _choices(mentors)


class SupervisorForm(FlaskForm):
    """One more. The value is the role and the person: `mentor:P-7K4MQ2X`."""

    supervisor = SelectField(
        later("Supervisor"), validators=[InputRequired(later("Please choose somebody."))]
    )

    def offer(self, therapists: Names, mentors: Names) -> None:
        self.supervisor.choices = _choices(
            [
                *((f"therapist:{ref}", _("%(name)s, therapist", name=name)) for ref, name in therapists),
                *((f"mentor:{ref}", _("%(name)s, mentor", name=name)) for ref, name in mentors),
            ]
        )


class AgreementForm(SigningForm):
    """Only the passphrase: the text above it is what is signed."""


def _choices(people: Names) -> list[SelectChoice]:
    return [SelectChoice("", _("Please choose")), *(SelectChoice(ref, name) for ref, name in people)]
