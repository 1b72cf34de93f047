"""Signing asks once more who it is: the passphrase, and a code where the person has a second factor."""

from typing import Any

from flask import request
from flask_security import verify_password

from training.actions.signing import Proof
from training.web.access import me

WRONG = "That is not your passphrase. Nothing was signed."


def prove(form: Any) -> Proof | None:
    """The proof for a signature from a form with `passphrase`, or None with the error beside the field."""
    person = me()
    if not verify_password(form.passphrase.data or "", person.password or ""):
        form.passphrase.errors = [*form.passphrase.errors, WRONG]
        return None
    return Proof("passphrase", request.remote_addr or "")
