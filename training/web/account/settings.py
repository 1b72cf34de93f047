"""How Flask-Security is set up."""

import base64
import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from training.config import Settings, secret_from
from training.domain.tongue import marked
from training.post.composing import SENDER_NAME
from training.web.account.factors import WINDOW
from training.web.account.passphrases import SHORTEST

# OWASP asks for t=2, m=19456 KiB, p=1 at least; one round more, as the memory of the server is small.
STRONG = {
    "argon2__type": "ID",
    "argon2__memory_cost": 19456,
    "argon2__time_cost": 3,
    "argon2__parallelism": 1,
}
CHEAP = {"argon2__type": "ID", "argon2__memory_cost": 8, "argon2__time_cost": 1, "argon2__parallelism": 1}


def security_config(settings: Settings) -> dict[str, Any]:
    return {
        "SECURITY_URL_PREFIX": "/account",
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_SCRIPT_NONCE_KEY": "csp_nonce",
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_DATETIME_FACTORY": lambda: datetime.now(UTC),
        "SECURITY_EMAIL_VALIDATOR_ARGS": {
            "check_deliverability": False,
            "test_environment": settings.is_test,
        },
        "SECURITY_EMAIL_SENDER": settings.sender,
        "SECURITY_EMAIL_HTML": False,
        "SECURITY_FRESHNESS": timedelta(minutes=30),
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(minutes=0),
        "SECOND_FACTOR_DEMANDED": not (settings.is_demo or settings.is_test),
        **_passphrases(settings),
        **_ways(),
        **_second_factor(settings),
        **SUBJECTS,
        **{f"SECURITY_MSG_{key}": message for key, message in WORDS.items()},
    }


def _passphrases(settings: Settings) -> dict[str, Any]:
    return {
        "SECURITY_PASSWORD_SALT": secret_from(settings.data_dir / "salt.key"),
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        "SECURITY_PASSWORD_SINGLE_HASH": True,  # argon2 brings its own salt
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": CHEAP if settings.is_test else STRONG,
        "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST,
        "SECURITY_PASSWORD_NORMALIZE_FORM": "NFKC",
        "SECURITY_PASSWORD_CONFIRM_REQUIRED": False,
        # For what is inside signed links only; a slow hash there would tell accounts apart by time.
        "SECURITY_HASHING_SCHEMES": ["hex_sha256"],
        "SECURITY_DEPRECATED_HASHING_SCHEMES": [],
    }


def _ways() -> dict[str, Any]:
    return {
        "SECURITY_LOGIN_URL": "/login",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_LOGOUT_CSRF": False,  # checked for every POST before it comes here
        "SECURITY_POST_LOGIN_VIEW": "/",
        "SECURITY_POST_LOGOUT_VIEW": "/",
        "SECURITY_REGISTERABLE": True,
        "SECURITY_POST_REGISTER_VIEW": ".login",
        "SECURITY_CONFIRMABLE": True,
        "SECURITY_CONFIRM_EMAIL_WITHIN": timedelta(days=3),
        "SECURITY_POST_CONFIRM_VIEW": ".login",
        "SECURITY_RECOVERABLE": True,
        "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=2),
        "SECURITY_POST_RESET_VIEW": ".login",
        "SECURITY_CHANGEABLE": True,
        "SECURITY_POST_CHANGE_VIEW": "account.overview",
        "SECURITY_CHANGE_EMAIL": True,
        "SECURITY_POST_CHANGE_EMAIL_VIEW": "account.overview",
        "SECURITY_POST_VERIFY_VIEW": "account.overview",
    }


def _second_factor(settings: Settings) -> dict[str, Any]:
    recovery = hashlib.sha256(secret_from(settings.data_dir / "recovery.key").encode()).digest()
    return {
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_ALWAYS_VALIDATE": True,
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": WINDOW,
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "account.overview",
        "SECURITY_TOTP_ISSUER": SENDER_NAME,  # discreet: it stands in a list on a phone
        "SECURITY_TOTP_SECRETS": {"1": secret_from(settings.data_dir / "totp.key")},
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": 8,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [base64.urlsafe_b64encode(recovery)],
    }


# Discreet: a subject may lie on a shared screen.
SUBJECTS = {
    "SECURITY_EMAIL_SUBJECT_REGISTER": marked("Please confirm your e-mail address"),
    "SECURITY_EMAIL_SUBJECT_CONFIRM": marked("Please confirm your e-mail address"),
    "SECURITY_EMAIL_SUBJECT_PASSWORD_RESET": marked("A new passphrase"),
    "SECURITY_EMAIL_SUBJECT_PASSWORD_NOTICE": marked("Your passphrase was changed"),
    "SECURITY_EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": marked("Your passphrase was changed"),
    "SECURITY_CHANGE_EMAIL_SUBJECT": marked("Please confirm your new e-mail address"),
}

_SENT = marked(
    "If this can be done for the address you gave, a letter is on its way to it. Look in your mailbox."
)

WORDS = {
    "CONFIRM_REGISTRATION": (
        marked("Thank you. A letter is on its way to your mailbox: open the link in it, then sign in."),
        "done",
    ),
    "CONFIRMATION_REQUEST": (_SENT, "done"),
    "PASSWORD_RESET_REQUEST": (_SENT, "done"),
    "CHANGE_EMAIL_SENT": (_SENT, "done"),
    "EMAIL_CONFIRMED": (marked("Your e-mail address is confirmed. You can sign in now."), "done"),
    "ALREADY_CONFIRMED": (marked("This address was confirmed before. You can sign in."), "done"),
    "INVALID_CONFIRMATION_TOKEN": (
        marked("This link does not work any more. Ask for a new one here."),
        "late",
    ),
    "CONFIRMATION_EXPIRED": (marked("This link is too old. Ask for a new one here."), "late"),
    "INVALID_RESET_PASSWORD_TOKEN": (
        marked("This link does not work any more. Ask for a new one here."),
        "late",
    ),
    "PASSWORD_RESET_EXPIRED": (marked("This link is too old. Ask for a new one here."), "late"),
    "PASSWORD_RESET_NO_LOGIN": (
        marked("Your new passphrase counts from now on. Please sign in with it."),
        "done",
    ),
    "PASSWORD_CHANGE": (
        marked("Your new passphrase counts from now on. You were signed out everywhere else."),
        "done",
    ),
    "PASSWORD_IS_THE_SAME": (marked("This is the one you have now. Choose another."), "late"),
    "INVALID_PASSWORD": (marked("That is not your passphrase."), "late"),
    "INVALID_EMAIL_ADDRESS": (marked("This does not look like an e-mail address."), "late"),
    "EMAIL_NOT_PROVIDED": (marked("Type your e-mail address."), "late"),
    "CHANGE_EMAIL_CONFIRMED": (marked("Your new e-mail address counts from now on."), "done"),
    "CHANGE_EMAIL_EXPIRED": (marked("This link is too old. Please begin again."), "late"),
    "API_ERROR": (marked("This link does not work any more. Please begin again."), "late"),
    "REAUTHENTICATION_REQUIRED": (marked("Before that: is it still you?"), "info"),
    "REAUTHENTICATION_SUCCESSFUL": (marked("Thank you."), "done"),
    "TWO_FACTOR_INVALID_TOKEN": (
        marked("That code is not right, or was used already. Try the next one."),
        "late",
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (marked("Welcome."), "done"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (
        marked("Your second factor is set up. Make recovery codes now, in case you lose your phone."),
        "done",
    ),
    "TWO_FACTOR_DISABLED": (marked("Your second factor is off."), "done"),
    "TWO_FACTOR_SETUP_EXPIRED": (marked("That took too long. Please begin again."), "late"),
    "TWO_FACTOR_PERMISSION_DENIED": (marked("Please sign in with your passphrase first."), "late"),
    "INVALID_RECOVERY_CODE": (marked("That is none of your recovery codes, or it was used already."), "late"),
    "UNAUTHENTICATED": (marked("Please sign in first."), "info"),
    "ANONYMOUS_USER_REQUIRED": (marked("You are signed in already."), "info"),
}
