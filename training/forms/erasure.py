"""Erasing a person: on which ground, what forbids it, and the proof of who approves."""

from collections.abc import Mapping

from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from training.domain.erasure import GROUNDS, HOLDS
from training.forms.signing import SigningForm
from training.forms.tongue import later


def _choices(reasons: Mapping[str, str]) -> list[SelectChoice]:
    nothing = SelectChoice("", later("Please choose"))
    return [nothing, *(SelectChoice(key, later(text)) for key, text in reasons.items())]


class GroundForm(FlaskForm):
    ground = SelectField(
        later("On which ground"),
        choices=_choices(GROUNDS),
        validators=[InputRequired(later("Choose the ground. It stands on the record."))],
    )


class HoldForm(FlaskForm):
    hold = SelectField(
        later("Why nothing may be erased"),
        choices=_choices(HOLDS),
        validators=[InputRequired(later("Choose why. It stands on the record."))],
    )


class ApproveForm(SigningForm):
    """Cannot be undone, so it asks who it is."""
