"""One stretch of work, made for a thumb: day, activity, case and length. And the filters of the log."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

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
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from training.domain.hours import as_hours, minutes_in
from training.domain.log import Fault, Work
from training.domain.program import Internship
from training.domain.signoff import EntryStatus
from training.domain.tongue import Shape, say_date
from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken
from training.forms.tongue import later

USUAL_MINUTES = (30, 45, 60, 90, 120)
NO_CASE = "none"
OTHER = "other"


class WithOther:
    """For the field beside a choice: needed where the choice is “another”, and not looked at otherwise."""

    def __init__(self, choice: str, message: str) -> None:
        self.choice, self.message = choice, message
        self.field_flags = {"required": True}

    def __call__(self, form: FlaskForm, field: Any) -> None:
        is_asked = form[self.choice].data == OTHER
        if is_asked and "".join(field.raw_data or ()).strip():
            return
        field.errors = []
        raise StopValidation(self.message if is_asked else "")


class EntryForm(FlaskForm):
    day = RadioField(later("Day"), validators=[InputRequired(later("Which day was it? Please choose."))])
    on = DateField(later("Which day"), validators=[WithOther("day", later("Which day was it?"))])
    activity = RadioField(later("What"), validators=[InputRequired(later("What was it? Please choose."))])
    case = RadioField(later("Case"), validators=[InputRequired(later("Choose a case, or “no case”."))])
    length = RadioField(later("How long"), validators=[InputRequired(later("Please say how long it took."))])
    minutes = StringField(
        later("Which length"),
        description=later("For example 75, 1:15 or 1 h 15"),
        validators=[WithOther("length", later("Please say how long it took."))],
    )
    methods = SelectMultipleField(
        later("Methods"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[Optional()],
    )
    note = TextAreaField(
        later("Note"),
        validators=[Optional(), Length(max=4000, message=later("At most 4,000 characters, please."))],
    )
    no_names = BooleanField(
        later("Nothing here could tell who the client is"),
        validators=[InputRequired(later("Please look once more, and tick this."))],
    )
    form_key = HiddenField()
    version = HiddenField()

    def offer(self, program: Internship, cases: Iterable[str], today: date) -> None:
        """Fill the choices from the program and the person's own cases."""
        self.day.choices = [*_days(today), SelectChoice(OTHER, _("another day"))]
        self.activity.choices = [SelectChoice(one.id, one.label) for one in program.activities]
        self.case.choices = [
            *(SelectChoice(code, code) for code in cases),
            SelectChoice(NO_CASE, _("no case")),
        ]
        self.length.choices = [
            *(SelectChoice(str(usual), as_hours(usual)) for usual in USUAL_MINUTES),
            SelectChoice(OTHER, _("another length")),
        ]
        self.methods.choices = [SelectChoice(one.id, one.label) for one in program.methods]

    def begin(self) -> None:
        """A key of its own for each new form, so that one form makes one entry."""
        self.form_key.data = self.form_key.data or secrets.token_urlsafe(16)

    def show(self, work: Work) -> None:
        """Begin with what is written already."""
        self.show_day(work.on)
        self.show_length(work.minutes)
        self.activity.data, self.case.data = work.activity, work.case or NO_CASE
        self.methods.data, self.note.data = list(work.methods), work.note

    def show_day(self, on: date) -> None:
        is_near = on.isoformat() in [choice.value for choice in self.day.choices]
        self.day.data = on.isoformat() if is_near else OTHER
        self.on.data = None if is_near else on

    def show_length(self, minutes: int) -> None:
        is_usual = minutes in USUAL_MINUTES
        self.length.data = str(minutes) if is_usual else OTHER
        self.minutes.data = None if is_usual else as_hours(minutes)

    def validate_minutes(self, _field: StringField) -> None:
        try:
            self._minutes()
        except RuleBroken as refusal:
            raise ValidationError(str(refusal)) from None

    def _minutes(self) -> int:
        return minutes_in(self.minutes.data) if self.length.data == OTHER else int(self.length.data)

    def work(self) -> Work:
        return Work(
            on=self.on.data if self.day.data == OTHER else date.fromisoformat(self.day.data),
            minutes=self._minutes(),
            activity=self.activity.data,
            case=None if self.case.data == NO_CASE else self.case.data,
            methods=tuple(self.methods.data or ()),
            note=(self.note.data or "").strip(),
        )

    def blame(self, faults: Iterable[Fault]) -> None:
        """Show each fault beside its field, a day or a length where it was chosen."""
        chosen = {"on": self.day, "minutes": self.length}
        for fault in faults:
            choice = chosen.get(fault.field)
            field = self[fault.field] if choice is None or choice.data == OTHER else choice
            field.errors = [*field.errors, fault.sentence]


def _days(today: date) -> list[SelectChoice]:
    yesterday = today - timedelta(days=1)
    return [
        SelectChoice(today.isoformat(), _("Today")),
        SelectChoice(yesterday.isoformat(), _("Yesterday")),
    ]


class LogFilters(FlaskForm):
    """Which part of the log is shown. Sent by GET: nothing is changed by it, so it needs no token."""

    class Meta:
        csrf = False

    period = SelectField(later("Month"), validate_choice=False)
    activity = SelectField(later("Activity"))
    case = SelectField(later("Case"))
    status = SelectField(later("Status"))
    order = SelectField(
        later("Sorted by"),
        choices=[
            SelectChoice("newest", later("newest first")),
            SelectChoice("oldest", later("oldest first")),
            SelectChoice("longest", later("longest first")),
        ],
    )

    def offer(self, program: Internship, months: Sequence[date], cases: Iterable[str]) -> None:
        """Every choice begins with “all”. `months`: the first day of each."""
        everything = SelectChoice("", _("all"))
        self.period.choices = [
            everything,
            *(SelectChoice(f"{first:%Y-%m}", say_date(first, Shape.MONTH)) for first in months),
        ]
        self.activity.choices = [everything, *(SelectChoice(one.id, one.label) for one in program.activities)]
        self.case.choices = [
            everything,
            *(SelectChoice(code, code) for code in cases),
            SelectChoice(NO_CASE, _("no case")),
        ]
        self.status.choices = [
            everything,
            *(SelectChoice(one.value, one.label) for one in EntryStatus if one is not EntryStatus.DELETED),
        ]
