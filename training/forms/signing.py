"""What every form that signs has in common."""

from typing import Any

from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired

from training.forms.tongue import later


class SigningForm(FlaskForm):
    """Mix in, or use as it is for a page that only signs.

    `code` is there for people with a second factor only; the form macro shows it below the other fields.
    """

    passphrase = PasswordField(
        later("Passphrase"),
        description=later("It is you who signs, so we ask once more."),
        validators=[InputRequired(later("Type your passphrase to sign."))],
    )
    code = StringField(
        later("Code"),
        description=later("The six digits your authenticator app shows now."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
        validators=[InputRequired(later("Type the six digits."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_code = bool(getattr(current_user, "tf_primary_method", None))
        if not self.asks_code:
            del self.code
