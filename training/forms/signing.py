"""What every form that signs has in common."""

from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import InputRequired


class SigningForm(FlaskForm):
    """Mix in, or use as it is for a page that only signs."""

    passphrase = PasswordField(
        "Passphrase",
        description="It is you who signs, so we ask once more.",
        validators=[InputRequired("Type your passphrase to sign.")],
    )
