"""Accounts: Flask-Security set up, its views behind our doors, and the pages that are ours."""

from typing import Any

from flask import Flask, current_app
from flask_security import RoleMixin, Security
from flask_security.babel import FsDomain
from flask_security.signals import (
    change_email_confirmed,
    password_changed,
    password_reset,
    reset_password_instructions_sent,
    tf_disabled,
    tf_profile_changed,
    user_confirmed,
)
from flask_security.utils import hash_password

from training.actions.account import note
from training.config import Settings
from training.domain.roles import Role, by_system
from training.domain.tongue import gettext as _
from training.domain.tongue import marked, spoken
from training.extensions import PeopleStore, db
from training.forms import account as forms
from training.models import Person
from training.queries.account import people_called
from training.web.access import is_signed_in, me, now
from training.web.account import (
    consents,
    data,
    devices,
    doors,
    factors,
    invitations,
    passkeys,
    profile,
    readings,
    tries,
)
from training.web.account.factors import RecoveryCodes, SingleUseTotp
from training.web.account.mail import Outbox, tell
from training.web.account.overview import bp
from training.web.account.passphrases import Passphrases
from training.web.account.settings import security_config

__all__ = ["bp", "consents", "data", "init_app", "invitations", "passkeys", "profile", "readings"]

RECORDED = {
    user_confirmed: "confirm",
    password_changed: "passphrase",
    password_reset: "passphrase_reset",
    change_email_confirmed: "email",
    tf_profile_changed: "second_factor",
    tf_disabled: "second_factor_off",
}
TOLD = {
    tf_profile_changed: marked("Your second factor was set up or changed just now."),
    tf_disabled: marked("Your second factor was turned off just now."),
}
"""What is told by mail as well; Flask-Security tells of passphrase and address itself."""
DEMO_PASSPHRASE = "walk the whole road"  # noqa: S105 -- of invented people, shown on purpose
DEMO_ROLES = [role for role in Role if role not in (Role.REFEREE, Role.SYSTEM)]


class NoRole(RoleMixin):
    """Roles are dated appointments of ours (models.people); Flask-Security keeps none."""

    name = ""


class OurWords(FsDomain):
    """Flask-Security's sentences, most of which we wrote anew, go the way of all the others."""

    def gettext(self, string: str, **variables: Any) -> str:
        said = spoken().one(string)
        if said != string:
            return said % variables if variables else said
        own: str = super().gettext(string, **variables)  # type: ignore[no-untyped-call]
        return own


def make_security(app: Flask) -> Security:
    """One for each application: it keeps keys and hashing costs on itself."""
    security = Security(
        app,
        PeopleStore(db, Person, NoRole),
        mail_util_cls=Outbox,
        password_util_cls=Passphrases,
        totp_cls=SingleUseTotp,
        mf_recovery_codes_util_cls=RecoveryCodes,
        login_form=forms.SignInForm,
        verify_form=forms.AskAgainForm,
        register_form=forms.RegisterForm,
        forgot_password_form=forms.ForgotForm,
        reset_password_form=forms.NewPassphraseForm,
        change_password_form=forms.ChangePassphraseForm,
        send_confirmation_form=forms.ConfirmAgainForm,
        change_email_form=forms.OtherAddressForm,
        two_factor_verify_code_form=forms.CodeForm,
        two_factor_setup_form=forms.SetUpForm,
        two_factor_rescue_form=forms.RescueForm,
        mf_recovery_form=forms.RecoveryForm,
    )
    security.i18n_domain = OurWords(app)  # type: ignore[no-untyped-call]
    return security


def record_changes(app: Flask) -> None:
    """What changes how somebody gets in stands on their record."""
    for signal, kind in RECORDED.items():

        def write(_app: Flask, *, user: Any, kind: str = kind, **_: Any) -> None:
            person: Person = getattr(user, "_get_current_object", lambda: user)()
            note(person, kind, by=by_system(now()))

        signal.connect(write, app, weak=False)


def tell_changes(app: Flask) -> None:
    for signal, words in TOLD.items():

        def write(_app: Flask, *, user: Any, words: str = words, **_more: Any) -> None:
            person: Person = getattr(user, "_get_current_object", lambda: user)()
            tell(person, "second_factor", _("Your sign-in was changed"), at=now(), what=_(words))

        signal.connect(write, app, weak=False)


def even_out(_app: Flask, **_: Any) -> None:
    """A reset for an unknown address hashes a passphrase for nothing; so does one for a known address."""
    hash_password("not a passphrase of anybody")


def demo_sign_ins() -> dict[str, Any]:
    """In the demo the sign-in page offers somebody in each role."""
    if not current_app.extensions["settings"].is_demo:
        return {}
    emails = {f"{_called(role)}@demo.example.org": role for role in DEMO_ROLES}
    people = {person.email: person for person in db.session.scalars(people_called(emails))}
    offered = [
        {"email": email, "role": role.label, "name": people[email].name}
        for email, role in emails.items()
        if email in people
    ]
    return {"demo_people": offered, "demo_passphrase": DEMO_PASSPHRASE}


def second_factor_state() -> dict[str, Any]:
    return {"has_second_factor": is_signed_in() and bool(me().tf_primary_method)}


def _called(role: Role) -> str:
    return "admin" if role is Role.ADMINISTRATOR else role.value


def init_app(app: Flask, settings: Settings) -> None:
    app.config.from_mapping(security_config(settings))
    security = make_security(app)
    security.want_json(lambda _request: False)
    security.login_context_processor(demo_sign_ins)
    security.login_context_processor(passkeys.sign_in_form)
    security.tf_token_validation_context_processor(passkeys.sign_in_form)
    security.tf_setup_context_processor(second_factor_state)
    reset_password_instructions_sent.connect(even_out, app, weak=False)
    record_changes(app)
    tell_changes(app)
    devices.init_app(app)
    tries.init_app(app)
    factors.init_app(app)
    doors.init_app(app)
    app.register_blueprint(bp)
