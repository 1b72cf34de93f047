"""One field of every kind, for the page that shows the parts of every page."""

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FileField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget


def choices(*words: str) -> list[SelectChoice]:
    return [SelectChoice(word.lower(), word) for word in words]


class ManyField(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SampleForm(FlaskForm):
    once = HiddenField(default="key")
    title = StringField("Title", validators=[InputRequired("Give the session a title")])
    mail = EmailField("E-mail address", description="We write to it only about this.")
    passphrase = PasswordField("Passphrase", validators=[InputRequired("Type your passphrase")])
    account = TextAreaField("What happened", validators=[Optional()])
    case = SelectField("Case", choices=choices("T2-B6", "W8-D3"))
    kind = RadioField(
        "Activity",
        choices=choices("Session", "Consultation"),
        validators=[InputRequired("Choose what it was")],
    )
    themes = ManyField("Themes", choices=choices("Relaxation", "Communication", "Sensate focus"))
    held = DateField("Date", validators=[InputRequired("Give the date, for example 16 11 2026")])
    began = TimeField("Began at")
    minutes = IntegerField("Minutes")
    letter = FileField("Letter")
    true = BooleanField("This is true to my knowledge", validators=[InputRequired("Confirm that it is true")])
