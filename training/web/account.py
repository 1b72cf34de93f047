"""How Flask-Security is set up, and the pages of the account that are ours."""

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_security import RoleMixin

from training.config import Settings, secret_from
from training.extensions import PeopleStore, db, security
from training.models import Person
from training.web.access import public


class NoRole(RoleMixin):
    """Roles are dated appointments of ours (models.people); Flask-Security keeps none."""

    name = ""


def security_config(settings: Settings) -> dict[str, Any]:
    return {
        "SECURITY_URL_PREFIX": "/account",
        "SECURITY_LOGIN_URL": "/login",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_PASSWORD_SALT": secret_from(settings.data_dir / "salt.key"),
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        "SECURITY_PASSWORD_SINGLE_HASH": True,  # argon2 brings its own salt
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_SCRIPT_NONCE_KEY": "csp_nonce",
        "SECURITY_FRESHNESS": timedelta(minutes=30),
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(minutes=0),
        "SECURITY_POST_LOGIN_VIEW": "/",
        "SECURITY_POST_LOGOUT_VIEW": "/",
    } | ({"SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": CHEAP} if settings.is_test else {})


CHEAP = {"argon2__memory_cost": 8, "argon2__time_cost": 1, "argon2__parallelism": 1}


def init_app(app: Flask, settings: Settings) -> None:
    app.config.from_mapping(security_config(settings))
    security.init_app(app, PeopleStore(db, Person, NoRole))
    public(app.view_functions["security.login"])
