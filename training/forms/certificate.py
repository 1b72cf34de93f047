"""What the office and the holder say about a certificate, and what the public asks."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from training.forms.signing import SigningForm


class ReasonForm(FlaskForm):
    reason = TextAreaField(
        "Reason",
        description="The holder may read it; the public never does.",
        validators=[InputRequired("Write one sentence that the holder may read."), Length(max=1000)],
    )


class RevokeForm(ReasonForm, SigningForm):
    """Ends a certificate for good, so it asks who it is."""


class ProposeForm(FlaskForm):
    kind = HiddenField(validators=[InputRequired()])
    replaces = BooleanField("Renew or correct the one in force")


class NameForm(FlaskForm):
    is_name_public = BooleanField("Show my name to anyone who has the number")


class ListingForm(FlaskForm):
    is_listed = BooleanField("List me in the public directory")
    area = StringField(
        "Area you work in",
        description="For example “Lyon and by train to Paris”. Shown beside your name.",
        validators=[Length(max=120, message="At most 120 characters.")],
    )


class NumberForm(FlaskForm):
    """Sent by GET: nothing changes, so there is no token."""

    class Meta:
        csrf = False

    number = StringField(
        "Certificate number",
        description="Twelve letters and digits, such as 7K4M-Q2XN-9HTR. Spaces and small letters are fine.",
        validators=[InputRequired("Type the number as it stands on the certificate.")],
    )


class FileForm(FlaskForm):
    file = FileField(
        "The PDF you were given",
        description="We compare it with the one we issued and keep nothing of it.",
        validators=[FileRequired("Choose the PDF first.")],
    )
