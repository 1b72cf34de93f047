"""The second factor: codes that work once, and the gate for those who must have one."""

from typing import Any

import segno
from flask import Flask, current_app, flash, redirect, request, session, url_for
from flask_security import MfRecoveryCodesUtil, Totp

from training.actions.account import note
from training.domain.lockout import demands_second_factor
from training.domain.roles import by_system
from training.domain.tongue import gettext as _
from training.extensions import db
from training.models import Person
from training.queries.passkey import how_many
from training.web.access import actor, is_signed_in, me, now
from training.web.account.mail import tell

WINDOW = 30  # seconds a code may be early or late: clocks differ
BY_PASSKEY = "by_passkey"
"""In the session: it was begun with a passkey, which counts as both factors."""
ALWAYS_OPEN = frozenset(
    {
        "static",
        "security.logout",
        "home.healthz",
        "account.passkey_step",
        "account.passkey_options",
        "account.passkey_sign_in",
    }
)
OPEN_WITHOUT = frozenset(
    {
        "security.two_factor_setup",
        "security.two_factor_setup_validate",
        "security.verify",
        "account.passkeys",
        "account.passkey_to_add",
        "account.add_passkey",
    }
)
"""For whoever has none yet: what sets one up."""


class SingleUseTotp(Totp):
    """Remembers the last code of each person, so that one looked over the shoulder is worth nothing."""

    def get_last_counter(self, user: Any) -> int | None:
        counter: int | None = user.totp_counter
        return counter

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        user.totp_counter = tmatch.counter

    def generate_qrcode(self, username: str, totp: str) -> str:
        """The QR code on white, so that it can be scanned from a dark page too."""
        address = self.get_totp_uri(username, totp)
        image: str = segno.make(address, error="m").svg_data_uri(scale=4, border=4, light="#fff")
        return image


class RecoveryCodes(MfRecoveryCodesUtil):
    """New ones make the old worthless: that stands on the record, and is told by mail."""

    def create_recovery_codes(self, user: Any) -> list[str]:
        person: Person = getattr(user, "_get_current_object", lambda: user)()
        note(person, "recovery_codes", by=by_system(now()))
        what = _("New recovery codes were made for you just now. Older ones do not work any more.")
        tell(person, "second_factor", _("Your sign-in was changed"), at=now(), what=what)
        codes: list[str] = super().create_recovery_codes(user)
        return codes


def is_right_code(person: Person, code: str) -> bool:
    """Check a code and use it up."""
    factory = current_app.extensions["security"].totp_factory
    code = "".join(code.split())
    return bool(factory.verify_totp(code, person.tf_totp_secret, person, window=WINDOW))


def require_second_factor() -> Any:
    """Lead those whose role asks for one to set it up, before anything else.

    Whoever has a passkey shows it: a passphrase alone neither suffices nor sets up another factor.
    """
    if not _lacks_one() or request.endpoint in ALWAYS_OPEN:
        return None
    if db.session.scalar(how_many(me())):
        return redirect(url_for("account.passkey_step"))
    if request.endpoint in OPEN_WITHOUT:
        return None
    flash(_("Your role asks for a second factor. Please set it up first."), "late")
    return redirect(url_for("security.two_factor_setup"))


def _lacks_one() -> bool:
    """A second factor is demanded of this person, and this session was begun without one."""
    if not current_app.config["SECOND_FACTOR_DEMANDED"] or not is_signed_in():
        return False
    if me().tf_primary_method or session.get(BY_PASSKEY):
        return False
    return demands_second_factor(actor().roles)


def init_app(app: Flask) -> None:
    app.before_request(require_second_factor)
