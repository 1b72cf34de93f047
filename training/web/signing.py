"""Signing asks once more who it is: the passphrase, and a code where the person has a second factor."""

from typing import Any

from flask import request
from flask_security import verify_password

from training.actions.signing import Proof
from training.domain.lockout import is_resting
from training.domain.tongue import gettext, marked
from training.models import Person
from training.web.access import me, now
from training.web.account.factors import is_right_code

WRONG = marked("That is not your passphrase. Please type it again. Nothing was signed.")
WRONG_CODE = marked("That code is not right, or was used already. Wait for the next one. Nothing was signed.")
RESTING = marked("Too many wrong tries. Please wait a quarter of an hour. Nothing was signed.")


def prove(form: Any) -> Proof | None:
    """The proof for a signature from a form with `passphrase` and `code`. None: the error is at its field."""
    person = me()
    if is_resting(person.locked_until, now()):
        return _refused(form.passphrase, RESTING)
    if not verify_password(form.passphrase.data or "", person.password or ""):
        person.track_failed_authn("passphrase to sign")
        return _refused(form.passphrase, WRONG)
    if not person.tf_primary_method:
        return Proof("passphrase", request.remote_addr or "")
    return _with_code(form.code, person)


def _with_code(field: Any, person: Person) -> Proof | None:
    if not is_right_code(person, field.data or ""):
        person.track_failed_authn("code to sign", tfa=True)
        return _refused(field, WRONG_CODE)
    return Proof("passphrase and code", request.remote_addr or "")


def _refused(field: Any, reason: str) -> Proof | None:
    field.errors = [*field.errors, gettext(reason)]
    return None
