"""What the office enters about people: a role, a licence, a search."""

from datetime import date

from flask_wtf import FlaskForm
from wtforms import DateField, EmailField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length, ValidationError

from training.domain.road import Stage
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.words import Word
from training.forms.tongue import later

# Taken up by walking the road, never handed out.
EARNED = frozenset({Role.APPLICANT, Role.TRAINEE, Role.INTERN, Role.REFEREE, Role.SYSTEM})
GIVEN = [role for role in Role if role not in EARNED]


def as_choice(word: Word) -> SelectChoice:
    return SelectChoice(word.value, later(word.plain))


class SearchForm(FlaskForm):
    q = StringField(later("Name, e-mail or number"), validators=[Length(max=200)])
    role = SelectField(
        later("Role"), choices=[SelectChoice("", later("Any role")), *map(as_choice, Role)], default=""
    )
    stage = SelectField(
        later("Where they stand"),
        choices=[SelectChoice("", later("Anywhere")), *map(as_choice, Stage)],
        default="",
    )
    order = SelectField(
        later("Order"),
        choices=[SelectChoice("", later("By name")), SelectChoice("newest", later("Newest first"))],
        default="",
    )

    class Meta:
        csrf = False  # it only reads


class RoleForm(FlaskForm):
    role = SelectField(
        later("Role"),
        choices=[as_choice(role) for role in GIVEN],
        coerce=Role,
        validators=[InputRequired(later("Choose a role."))],
    )
    reason = TextAreaField(
        later("Why"),
        description=later("It stands on the record."),
        validators=[InputRequired(later("Say why.")), Length(max=500)],
    )


def _stripped(text: str | None) -> str:
    return (text or "").strip()


class InviteForm(FlaskForm):
    email = EmailField(
        later("E-mail"),
        filters=[_stripped],
        validators=[
            InputRequired(later("Type an e-mail address.")),
            Email(later("This does not look like an e-mail address.")),
            Length(max=320),
        ],
    )
    role = SelectField(
        later("Role"),
        choices=[as_choice(role) for role in GIVEN],
        coerce=Role,
        validators=[InputRequired(later("Choose a role."))],
    )


class LicenceForm(FlaskForm):
    kind = StringField(
        later("Kind of licence"), validators=[InputRequired(later("Name the licence.")), Length(max=80)]
    )
    number = StringField(
        later("Number"), validators=[InputRequired(later("Type its number.")), Length(max=60)]
    )
    jurisdiction = StringField(
        later("Where it is valid"),
        validators=[InputRequired(later("Name the state or country.")), Length(max=80)],
    )
    valid_from = DateField(later("Valid from"), validators=[InputRequired(later("Give the first day."))])
    expires_on = DateField(later("Valid to"), validators=[InputRequired(later("Give the last day."))])

    def validate_expires_on(self, field: DateField) -> None:
        first = self.valid_from.data
        if isinstance(first, date) and isinstance(field.data, date) and field.data < first:
            raise ValidationError(_("The last day comes before the first."))
