"""A month that is only thought of: how much of each activity. Sent by GET, for it changes nothing."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.fields import Field
from wtforms.validators import Optional, ValidationError

from training.domain.hours import NotADuration, as_hours, minutes_in
from training.domain.program import Internship
from training.domain.tongue import gettext as _

MOST = 31 * 24 * 60
"""No month has more minutes."""
NAMED = "plan_"
"""Begins the name of every field, so that no activity is called like a part of the form."""


class PlanForm(FlaskForm):
    """What the form of every program has in common; `plan_form` adds a field for each activity."""

    class Meta:
        csrf = False

    def planned(self) -> dict[str, int]:
        """Minutes by activity; what is left empty is not planned."""
        return {field.name.removeprefix(NAMED): minutes_in(field.data) for field in self if _is_given(field)}

    def validate(self, extra_validators: Any = None) -> bool:
        """Each by itself, then all of them together."""
        if not super().validate(extra_validators):
            return False
        first = next(iter(self))
        planned = self.planned()
        if not any(planned.values()):
            first.errors = [_("Please write how much you plan of at least one activity.")]
        elif sum(planned.values()) > MOST:
            first.errors = [_too_much()]
        return not first.errors


class _OneOfMany(Optional):
    """None of the fields has to be filled in, some of them have: no label says that it is optional."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags = {"one_of_many": True}


def plan_form(program: Internship, asked: Any) -> PlanForm:
    """The form of a program, with what was asked."""
    fields = {
        f"{NAMED}{one.id}": StringField(one.label, validators=[_OneOfMany(), _is_a_duration])
        for one in program.activities
    }
    form: PlanForm = type("PlanFormOfProgram", (PlanForm,), fields)(asked)
    return form


def _is_given(field: Field) -> bool:
    return bool((field.data or "").strip())


def _is_a_duration(_form: FlaskForm, field: Field) -> None:
    try:
        minutes = minutes_in(field.data)
    except NotADuration as refusal:
        raise ValidationError(str(refusal)) from None
    if minutes > MOST:
        raise ValidationError(_too_much())


def _too_much() -> str:
    return _("No month has more than %(most)s. Please write less.", most=as_hours(MOST))
