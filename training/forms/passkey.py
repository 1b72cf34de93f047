"""Passkeys: what a device answers, and what its owner calls it."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from training.forms.tongue import later

NOTHING = later("Your browser sent no passkey. Try again; it needs scripts for this.")


class AddPasskeyForm(FlaskForm):
    name = StringField(
        later("What to call it"),
        description=later("So that you know it again, e.g. “my phone”."),
        validators=[
            DataRequired(later("Give it a name.")),
            Length(max=60, message=later("At most 60 characters, please.")),
        ],
    )
    credential = HiddenField(validators=[InputRequired(NOTHING), Length(max=20_000)])


class ByPasskeyForm(FlaskForm):
    """On the page of signing in; the script fills it."""

    credential = HiddenField(validators=[InputRequired(NOTHING), Length(max=20_000)])
    next = HiddenField()
