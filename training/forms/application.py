"""What an applicant fills in beside the program's own questions."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length

from training.forms.questions import NO_ADDRESS


class ConsentForm(FlaskForm):
    agree = BooleanField(
        "I agree",
        validators=[InputRequired("Tick the box if you agree. Without it we ask nothing personal.")],
    )


class RefereeForm(FlaskForm):
    name = StringField("Their name", validators=[InputRequired("Write their name"), Length(max=200)])
    profession = StringField(
        "Their profession, and how you know them",
        description="For example: psychotherapist, my supervisor for three years.",
        validators=[InputRequired("Write what they do and how you know them"), Length(max=200)],
    )
    email = EmailField(
        "Their e-mail address",
        description="We send them a link, made for them alone.",
        validators=[
            InputRequired("Write their e-mail address"),
            Email(NO_ADDRESS),
            Length(max=320),
        ],
    )


class WithdrawForm(FlaskForm):
    reason = TextAreaField(
        "If you like, tell us why",
        description="Kept sealed. It changes nothing about how a later application is read.",
        validators=[Length(max=4000)],
        render_kw={"rows": 4},
    )
