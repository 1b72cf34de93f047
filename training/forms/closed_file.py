"""Opening a closed file: why, and who it is that opens it."""

from wtforms import PasswordField, TextAreaField
from wtforms.validators import InputRequired, Length

from training.domain.closed_file import LEAST_REASON
from training.forms.signing import SigningForm
from training.forms.tongue import later


class OpenFileForm(SigningForm):
    reason = TextAreaField(
        later("Why it has to be opened"),
        description=later("The person and the chair read this. Whose request, and what you look for."),
        validators=[
            InputRequired(later("Say why in a sentence or two. The person will read it.")),
            Length(
                min=LEAST_REASON,
                max=1000,
                message=later("Between 20 and 1000 characters, please. The person will read it."),
            ),
        ],
    )
    passphrase = PasswordField(
        later("Passphrase"),
        description=later("So that it is certain who opens it."),
        validators=[InputRequired(later("Type your passphrase to open it."))],
    )
