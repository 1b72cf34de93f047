"""What an applicant fills in beside the program's own questions."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length

from training.forms.questions import NO_ADDRESS, TOO_LONG
from training.forms.tongue import later


class ConsentForm(FlaskForm):
    agree = BooleanField(
        later("I agree"),
        validators=[InputRequired(later("Tick the box if you agree. Without it we ask nothing personal."))],
    )


class RefereeForm(FlaskForm):
    name = StringField(
        later("Their name"),
        validators=[InputRequired(later("Write their name.")), Length(max=200, message=TOO_LONG)],
    )
    profession = StringField(
        later("Their profession, and how you know them"),
        description=later("For example: psychotherapist, my supervisor for three years."),
        validators=[
            InputRequired(later("Write what they do and how you know them.")),
            Length(max=200, message=TOO_LONG),
        ],
    )
    email = EmailField(
        later("Their e-mail address"),
        description=later("We send them a link, made for them alone."),
        validators=[
            InputRequired(later("Write their e-mail address.")),
            Email(NO_ADDRESS),
            Length(max=320, message=TOO_LONG),
        ],
    )


class WithdrawForm(FlaskForm):
    reason = TextAreaField(
        later("If you like, tell us why"),
        description=later("Kept sealed. It changes nothing about how a later application is read."),
        validators=[Length(max=4000, message=TOO_LONG)],
        render_kw={"rows": 4},
    )
