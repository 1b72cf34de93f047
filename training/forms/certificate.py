"""What the office and the holder say about a certificate, and what the public asks."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from training.forms.signing import SigningForm
from training.forms.tongue import later


class ReasonForm(FlaskForm):
    reason = TextAreaField(
        later("Reason"),
        description=later("The holder may read it; the public never does."),
        validators=[InputRequired(later("Write one sentence that the holder may read.")), Length(max=1000)],
    )


class RevokeForm(ReasonForm, SigningForm):
    """Ends a certificate for good, so it asks who it is."""


class ProposeForm(FlaskForm):
    kind = HiddenField(validators=[InputRequired()])
    replaces = BooleanField(later("Renew or correct the one in force"))


class NameForm(FlaskForm):
    is_name_public = BooleanField(later("Show my name to anyone who has the number"))


class ListingForm(FlaskForm):
    is_listed = BooleanField(later("List me in the public directory"))
    area = StringField(
        later("Area you work in"),
        description=later("For example “Lyon and by train to Paris”. Shown beside your name."),
        validators=[Length(max=120, message=later("At most 120 characters."))],
    )


class NumberForm(FlaskForm):
    """Sent by GET: nothing changes, so there is no token."""

    class Meta:
        csrf = False

    number = StringField(
        later("Certificate number"),
        description=later(
            "Twelve letters and digits, such as 7K4M-Q2XN-9HTR. Spaces and small letters are fine."
        ),
        validators=[InputRequired(later("Type the number as it stands on the certificate."))],
    )


class FindForm(FlaskForm):
    """Sent by GET, as the number is."""

    class Meta:
        csrf = False

    q = StringField(later("Name or area"))


class FileForm(FlaskForm):
    file = FileField(
        later("The PDF you were given"),
        description=later("We compare it with the one we issued and keep nothing of it."),
        validators=[FileRequired(later("Choose the PDF first."))],
    )
