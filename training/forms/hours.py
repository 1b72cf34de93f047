"""One stretch of work, made for a thumb: a day, how long, what, and with which case."""

import secrets
from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from training.domain.hours import as_hours, minutes_in
from training.domain.log import Fault, Work
from training.domain.program import Internship
from training.domain.words import RuleBroken

USUAL_MINUTES = (30, 45, 60, 90, 120)
NO_CASE = ""


class EntryForm(FlaskForm):
    on = DateField("Day", validators=[InputRequired("Which day was it?")])
    length = RadioField("How long", validators=[Optional()])
    minutes = StringField("Another length", description="For example 75, 1:15 or 1 h 15")
    activity = SelectField("What", validators=[InputRequired("What was it?")])
    case = SelectField("Case", validators=[Optional()])
    methods = SelectMultipleField(
        "Methods",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[Optional()],
    )
    note = TextAreaField("Note", validators=[Optional(), Length(max=4000)])
    no_names = BooleanField(
        "Nothing here could tell who the client is",
        validators=[InputRequired("Please look once more, and tick this.")],
    )
    form_key = HiddenField()
    version = HiddenField()

    def offer(self, program: Internship, cases: Iterable[str]) -> None:
        """Fill the choices from the program and the person's own cases."""
        self.length.choices = [SelectChoice(str(usual), as_hours(usual)) for usual in USUAL_MINUTES]
        self.activity.choices = [SelectChoice(one.id, one.label) for one in program.activities]
        self.case.choices = [
            SelectChoice(NO_CASE, "no case"),
            *(SelectChoice(code, code) for code in cases),
        ]
        self.methods.choices = [SelectChoice(one.id, one.label) for one in program.methods]

    def begin(self) -> None:
        """A key of its own for each new form, so that one form makes one entry."""
        self.form_key.data = self.form_key.data or secrets.token_urlsafe(16)

    def show(self, work: Work) -> None:
        """Begin with what is written already."""
        self.on.data, self.activity.data, self.case.data = work.on, work.activity, work.case or NO_CASE
        usual = work.minutes in USUAL_MINUTES
        self.length.data = str(work.minutes) if usual else None
        self.minutes.data = None if usual else as_hours(work.minutes)
        self.methods.data, self.note.data = list(work.methods), work.note

    def validate_minutes(self, _field: StringField) -> None:
        """What is typed wins over what is chosen; one of them there must be."""
        try:
            self._minutes()
        except RuleBroken as refusal:
            raise ValidationError(str(refusal)) from None

    def _minutes(self) -> int:
        typed = (self.minutes.data or "").strip()
        return minutes_in(typed) if typed else int(self.length.data or 0)

    def work(self) -> Work:
        return Work(
            on=self.on.data,
            minutes=self._minutes(),
            activity=self.activity.data,
            case=self.case.data or None,
            methods=tuple(self.methods.data or ()),
            note=(self.note.data or "").strip(),
        )

    def blame(self, faults: Iterable[Fault]) -> None:
        """Show each fault beside its field."""
        for fault in faults:
            field = self[fault.field]
            field.errors = [*field.errors, fault.sentence]
