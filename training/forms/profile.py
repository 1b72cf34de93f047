"""A supervisor's papers: the licence or the insurance, and the file that shows it."""

from datetime import date

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from training.domain.tongue import gettext as _
from training.domain.upload import ENDINGS
from training.forms.people import LicenceForm
from training.forms.tongue import later

TAKEN = ",".join(ending for endings in ENDINGS.values() for ending in endings)


def evidence() -> FileField:
    return FileField(
        later("The document that shows it"),
        description=later("PDF, DOCX, JPEG or PNG, up to 5 MB. Only you and the office can open it."),
        validators=[FileRequired(later("Choose the file."))],
        render_kw={"accept": TAKEN},
    )


class LicencePaperForm(LicenceForm):
    evidence = evidence()


class InsurancePaperForm(FlaskForm):
    insurer = StringField(
        later("Insurer"), validators=[InputRequired(later("Name the insurer.")), Length(max=120)]
    )
    number = StringField(
        later("Policy number"), validators=[InputRequired(later("Type its number.")), Length(max=60)]
    )
    valid_from = DateField(later("Valid from"), validators=[InputRequired(later("Give the first day."))])
    expires_on = DateField(later("Valid to"), validators=[InputRequired(later("Give the last day."))])
    evidence = evidence()

    def validate_expires_on(self, field: DateField) -> None:
        first = self.valid_from.data
        if isinstance(first, date) and isinstance(field.data, date) and field.data < first:
            raise ValidationError(_("The last day comes before the first."))


class RefusePaperForm(FlaskForm):
    reason = TextAreaField(
        later("What is wrong with it"),
        description=later("The person reads it, and it stands on the record."),
        validators=[
            InputRequired(later("Say in one sentence what is wrong.")),
            Length(min=5, max=500, message=later("Between 5 and 500 characters, please.")),
        ],
    )
