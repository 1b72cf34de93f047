"""The two ceremonies of WebAuthn, this site's part of them: what is asked, and whether it is answered.

A challenge is kept in the session on the server, answered once and within minutes.
"""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

import webauthn
from flask import request, session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from training.domain.passkey import CHALLENGE_FOR, Proven, Unknown
from training.models import Passkey, Person
from training.web.access import now
from training.web.naming import names

ASKED = "passkey_asked"
WRONG = (WebAuthnException, ValueError, KeyError, TypeError)
"""Whatever a browser may send that is no answer to what was asked."""


def site() -> str:
    """The name that keys are bound to: the host without its port."""
    return request.host.rpartition(":")[0] or request.host


def origin() -> str:
    return request.host_url.rstrip("/")


def handle_of(person: Person) -> bytes:
    """What a device keeps for a person: says nothing, and stays when address or passphrase change."""
    return sha256(f"passkey:{person.ref}".encode()).digest()


def ask_to_register(person: Person, have: list[Passkey]) -> str:
    """Options as JSON: a key that is found again without a name, on any device, that asks who holds it."""
    options = webauthn.generate_registration_options(
        rp_id=site(),
        rp_name=names().name,
        user_id=handle_of(person),
        user_name=person.email,
        user_display_name=person.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one.credential_id) for one in have],
    )
    return _asked("register", options)


def ask_to_sign_in() -> str:
    """Options as JSON. They name no key and no person: everybody is asked alike."""
    options = webauthn.generate_authentication_options(
        rp_id=site(), user_verification=UserVerificationRequirement.REQUIRED
    )
    return _asked("sign in", options)


def _asked(purpose: str, options: Any) -> str:
    session[ASKED] = [purpose, bytes_to_base64url(options.challenge), now().isoformat()]
    text: str = webauthn.options_to_json(options)
    return text


def _challenge(purpose: str) -> bytes:
    """What was asked last, for this purpose and not too long ago; forgotten at once. Raises Unknown."""
    asked, challenge, at = session.pop(ASKED, ("", "", now().isoformat()))
    if asked != purpose or now() - datetime.fromisoformat(at) > CHALLENGE_FOR:
        raise Unknown
    return base64url_to_bytes(challenge)


def registered(text: str) -> Proven:
    """What a device answered to `ask_to_register`. Raises Unknown."""
    challenge = _challenge("register")
    try:
        found = webauthn.verify_registration_response(
            credential=text,
            expected_challenge=challenge,
            expected_rp_id=site(),
            expected_origin=origin(),
            require_user_verification=True,
        )
    except WRONG:
        raise Unknown from None
    return Proven(found.credential_id, found.credential_public_key, found.sign_count)


def shown_id(text: str) -> bytes:
    """Which key an answer is said to be of. Raises Unknown."""
    try:
        found: bytes = base64url_to_bytes(json.loads(text)["rawId"])
    except WRONG:
        raise Unknown from None
    return found


def signed_in(text: str, passkey: Passkey) -> int:
    """The counter of a device that answered `ask_to_sign_in` rightly. Raises Unknown."""
    challenge = _challenge("sign in")
    try:
        found = webauthn.verify_authentication_response(
            credential=text,
            expected_challenge=challenge,
            expected_rp_id=site(),
            expected_origin=origin(),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=0,  # the counter is compared by our own rule, which tells of it
            require_user_verification=True,
        )
    except WRONG:
        raise Unknown from None
    return int(found.new_sign_count)
