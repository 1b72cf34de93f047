"""Forms of the account: Flask-Security's own, in our words, resting where an account rests."""

from datetime import UTC, datetime
from typing import Any

from flask_security import (
    ChangePasswordForm,
    ForgotPasswordForm,
    LoginForm,
    RegisterFormV2,
    ResetPasswordForm,
    SendConfirmationForm,
    TwoFactorRescueForm,
    TwoFactorSetupForm,
    TwoFactorVerifyCodeForm,
    VerifyForm,
)
from flask_security.change_email import ChangeEmailForm
from flask_security.forms import EmailValidation, unique_user_email, valid_user_email
from flask_security.recovery_codes import MfRecoveryForm
from flask_security.utils import validate_redirect_url
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from training.domain.lockout import is_resting
from training.forms.questions import TOO_LONG
from training.forms.tongue import later
from training.forms.zones import zones

NOT_KNOWN = later(
    "We do not know this e-mail address and passphrase together. "
    "After ten wrong tries an account rests for a while, even with the right passphrase."
)
CONFIRM_FIRST = later("Please confirm your e-mail address first: open the link in the letter we sent you.")
RESTING = later("Too many wrong tries. Please wait a quarter of an hour and try again.")
ADDRESS = later("Type an e-mail address.")
HOW_LONG = later("At least 12 characters. A few words that do not belong together are good.")


def rests(user: Any) -> bool:
    return is_resting(user.locked_until, datetime.now(UTC))


class SignInForm(LoginForm):
    """Says the same to everybody it refuses, whatever was wrong, unless the passphrase was right."""

    email = EmailField(
        later("E-mail"),
        render_kw={"autocomplete": "username"},
        validators=[InputRequired(later("Type your e-mail address."))],
    )
    password = PasswordField(
        later("Passphrase"),
        render_kw={"autocomplete": "current-password"},
        validators=[InputRequired(later("Type your passphrase."))],
    )
    remember = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.description = ""  # the way to a new passphrase stands beside the button

    def validate(self, **kwargs: Any) -> bool:
        known = super().validate(**kwargs)
        if known and not rests(self.user):
            return True
        self.email.errors, self.password.errors = [], []
        self.form_errors = [CONFIRM_FIRST if self._only_unconfirmed() else NOT_KNOWN]
        return False

    def validate_next(self, field: Any) -> None:
        """Somewhere else than this site: simply not followed."""
        if field.data and not validate_redirect_url(field.data):
            field.data = ""

    def _only_unconfirmed(self) -> bool:
        return bool(self.user_authenticated and self.requires_confirmation and not rests(self.user))


class AskAgainForm(VerifyForm):
    """Before something that matters: is it still you?"""

    password = PasswordField(
        later("Passphrase"),
        render_kw={"autocomplete": "current-password"},
        validators=[InputRequired(later("Type your passphrase."))],
    )


class RegisterForm(RegisterFormV2):
    email = EmailField(
        later("E-mail"),
        render_kw={"autocomplete": "email"},
        validators=[InputRequired(ADDRESS), EmailValidation(verify=True), unique_user_email],
    )
    name = StringField(
        later("Name"),
        description=later("As it should stand on letters and, one day, on a certificate."),
        render_kw={"autocomplete": "name"},
        validators=[InputRequired(later("Tell us your name.")), Length(max=200, message=TOO_LONG)],
    )
    password = PasswordField(
        later("Passphrase"),
        description=HOW_LONG,
        render_kw={"autocomplete": "new-password"},
        validators=[InputRequired(later("Choose a passphrase."))],
    )
    zone = SelectField(
        later("Time zone"),
        description=later("So that dates and deadlines are yours."),
        choices=zones,
        default="UTC",
    )


class ForgotForm(ForgotPasswordForm):
    email = EmailField(
        later("E-mail"),
        render_kw={"autocomplete": "email"},
        validators=[InputRequired(ADDRESS), EmailValidation(verify=True), valid_user_email],
    )


class NewPassphraseForm(ResetPasswordForm):
    password = PasswordField(
        later("New passphrase"),
        description=HOW_LONG,
        render_kw={"autocomplete": "new-password"},
        validators=[InputRequired(later("Choose a passphrase."))],
    )
    password_confirm = None


class ChangePassphraseForm(ChangePasswordForm):
    password = PasswordField(
        later("Passphrase until now"),
        render_kw={"autocomplete": "current-password"},
        validators=[InputRequired(later("Type the passphrase you have now."))],
    )
    new_password = PasswordField(
        later("New passphrase"),
        description=HOW_LONG,
        render_kw={"autocomplete": "new-password"},
        validators=[InputRequired(later("Choose a passphrase."))],
    )
    new_password_confirm = None


class ConfirmAgainForm(SendConfirmationForm):
    email = EmailField(
        later("E-mail"),
        render_kw={"autocomplete": "email"},
        validators=[InputRequired(ADDRESS), EmailValidation(verify=True), valid_user_email],
    )


class OtherAddressForm(ChangeEmailForm):
    email = EmailField(
        later("New e-mail"),
        description=later("We write to it; it counts once you have opened the link in that letter."),
        render_kw={"autocomplete": "email"},
        filters=[lambda text: text.strip().lower() if text else text],
        validators=[InputRequired(ADDRESS), EmailValidation(verify=True), unique_user_email],
    )


class CodeForm(TwoFactorVerifyCodeForm):
    code = StringField(
        later("Code"),
        description=later("The six digits your authenticator app shows now."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
        validators=[InputRequired(later("Type the six digits."))],
    )

    def validate_code(self, field: Any) -> None:
        field.data = "".join(field.data.split())
        if self.user and rests(self.user):
            raise ValidationError(RESTING)


class SetUpForm(TwoFactorSetupForm):
    """Pressed as a button; the choices are only here so that what comes in can be checked."""

    setup = RadioField(
        later("Second factor"),
        choices=[
            SelectChoice("authenticator", later("Set it up")),
            SelectChoice("disable", later("Turn it off")),
        ],
        validate_choice=False,
    )


class RescueForm(TwoFactorRescueForm):
    """Not shown: who lost the phone has recovery codes. The view builds it all the same."""

    help_setup = RadioField(
        later("Help"), choices=[SelectChoice("help", later("Help"))], validate_choice=False
    )


class RecoveryForm(MfRecoveryForm):
    code = StringField(
        later("Recovery code"),
        description=later("One of the codes you kept. Each works once."),
        render_kw={"autocomplete": "off"},
        validators=[InputRequired(later("Type one of your recovery codes."))],
    )

    def validate(self, **kwargs: Any) -> bool:
        if super().validate(**kwargs):
            return True
        if self.user and self.code.data and not rests(self.user):
            self.user.track_failed_authn("recovery code", tfa=True)
        return False

    def validate_code(self, field: Any) -> None:
        field.data = field.data.strip().lower()
        if rests(self.user):
            raise ValidationError(RESTING)


class DescribeForm(FlaskForm):
    """How somebody is called and where their day begins."""

    name = StringField(
        later("Name"),
        validators=[InputRequired(later("Tell us your name.")), Length(max=200, message=TOO_LONG)],
    )
    zone = SelectField(
        later("Time zone"),
        description=later("Dates and deadlines are shown in it."),
        choices=zones,
        default="UTC",
    )


class InvitationForm(FlaskForm):
    """For somebody who has no account yet; the address is the one the invitation went to."""

    name = StringField(
        later("Name"),
        render_kw={"autocomplete": "name"},
        validators=[InputRequired(later("Tell us your name.")), Length(max=200, message=TOO_LONG)],
    )
    password = PasswordField(
        later("Passphrase"),
        description=HOW_LONG,
        render_kw={"autocomplete": "new-password"},
        validators=[InputRequired(later("Choose a passphrase."))],
    )
    zone = SelectField(
        later("Time zone"),
        description=later("So that dates and deadlines are yours."),
        choices=zones,
        default="UTC",
    )
