"""What the office enters about people: a role, a licence, a search."""

from datetime import date

from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from training.domain.roles import Role

# Taken up by walking the road, never handed out.
EARNED = frozenset({Role.APPLICANT, Role.TRAINEE, Role.INTERN, Role.REFEREE, Role.SYSTEM})
GIVEN = [role for role in Role if role not in EARNED]


def as_choice(role: Role) -> SelectChoice:
    return SelectChoice(role.value, role.label)


class SearchForm(FlaskForm):
    q = StringField("Name, e-mail or number", validators=[Length(max=200)])
    role = SelectField("Role", choices=[SelectChoice("", "Any role"), *map(as_choice, Role)], default="")

    class Meta:
        csrf = False  # it only reads


class RoleForm(FlaskForm):
    role = SelectField(
        "Role",
        choices=[as_choice(role) for role in GIVEN],
        coerce=Role,
        validators=[InputRequired("Choose a role.")],
    )
    reason = TextAreaField(
        "Why", description="It stands on the record.", validators=[InputRequired("Say why."), Length(max=500)]
    )


class LicenceForm(FlaskForm):
    kind = StringField("Kind of licence", validators=[InputRequired("Name the licence."), Length(max=80)])
    number = StringField("Number", validators=[InputRequired("Type its number."), Length(max=60)])
    jurisdiction = StringField(
        "Where it is valid", validators=[InputRequired("Name the state or country."), Length(max=80)]
    )
    valid_from = DateField("Valid from", validators=[InputRequired("Give the first day.")])
    expires_on = DateField("Valid to", validators=[InputRequired("Give the last day.")])

    def validate_expires_on(self, field: DateField) -> None:
        first = self.valid_from.data
        if isinstance(first, date) and isinstance(field.data, date) and field.data < first:
            raise ValidationError("The last day comes before the first.")
