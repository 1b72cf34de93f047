"""Signing a month of hours: which entries are included, and what is to change in those that go back."""

from collections.abc import Sequence
from typing import Any, cast

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectMultipleField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from training.domain.tongue import gettext, marked
from training.forms.signing import SigningForm
from training.forms.tongue import later

NEEDED = marked("Say what should change, so that the intern can put it right.")


class SignEntriesForm(SigningForm):
    """One tick and one comment for each entry. A comment, or no tick, sends the entry back."""

    seen = HiddenField()
    include = SelectMultipleField(
        later("Entries"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def comment(self, ref: str) -> Any:
        return self[f"comment-{ref}"]

    def comments(self) -> dict[str, str]:
        """A comment for each entry that goes back, by its ref; empty where it is still missing."""
        refs = [choice.value for choice in self.include.choices]
        written = {ref: (self.comment(ref).data or "").strip() for ref in refs}
        ticked = self.include.data or []
        return {ref: text for ref, text in written.items() if text or ref not in ticked}

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        missing = [ref for ref, text in self.comments().items() if not text]
        for ref in missing:
            self.comment(ref).errors = [gettext(NEEDED)]
        return bool(is_valid and not missing)


def sign_entries_form(refs: Sequence[str]) -> SignEntriesForm:
    """The form for exactly these entries, all of them ticked to begin with."""
    fields = {
        f"comment-{ref}": TextAreaField(
            later("What should change?"),
            validators=[Length(max=1000, message=later("At most 1,000 characters, please."))],
        )
        for ref in refs
    }
    made = type("SignTheseEntriesForm", (SignEntriesForm,), fields)
    form = cast("SignEntriesForm", made())
    form.include.choices = [SelectChoice(ref, ref) for ref in refs]
    if not form.is_submitted():
        form.include.data = list(refs)
    return form


class DeclineForm(FlaskForm):
    """A no with its reason."""

    reason = TextAreaField(
        later("Your reason"),
        description=later("The person it concerns reads this, and so does training staff."),
        validators=[
            InputRequired(later("Write one sentence that the person may read.")),
            Length(max=2000, message=later("At most 2,000 characters, please.")),
        ],
    )
