"""Flask-Security's views as people meet them: limited, refusing with 422, confirming by a button."""

import functools
import hashlib
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address
from werkzeug.exceptions import NotFound

from training.domain.tongue import gettext as _
from training.domain.tongue import marked
from training.extensions import READING, limiter
from training.web.access import public

View = Callable[..., Any]

PUBLIC = (
    "login",
    "register",
    "forgot_password",
    "reset_password",
    "send_confirmation",
    "confirm_email",
    "change_email_confirm",
    "two_factor_token_validation",
    "mf_recovery",
)
# Answered with the page again and its errors: that is a refusal, and said as one.
REFUSING = (
    "login",
    "register",
    "reset_password",
    "change_password",
    "two_factor_token_validation",
    "mf_recovery",
    "verify",
)
# Answered alike whether there is such an account or not.
ASKING = {
    "forgot_password": "security.login",
    "send_confirmation": "security.login",
    "change_email": "account.overview",
}
# A link in a mail may be followed by a machine that reads along; only a person presses the button.
BY_BUTTON = {
    "confirm_email": (marked("Confirm your e-mail address"), marked("Yes, this address is mine")),
    "change_email_confirm": (marked("Confirm your new e-mail address"), marked("Yes, use this address")),
}
CLOSED = ("two_factor_rescue", "tf_select")


def account_asked_for() -> str:
    """Whose account a request is about, for counting only: never stored in the clear."""
    named = request.form.get("email") or session.get("tf_user_id") or session.get("_user_id") or ""
    return "account:" + hashlib.sha256(str(named).strip().lower().encode()).hexdigest()[:32]


def was_refused(response: Any) -> bool:
    """Who gets it right is not slowed down."""
    return bool(response.status_code == 422)


# Limit, and whether only refusals count. For each address and for each account; PyPI's own figures.
SIGN_IN = (("10 per 5 minutes", True),)
CODES = (("5 per 5 minutes", True), ("20 per hour", True), ("50 per day", True))
LIMITS: dict[str, tuple[tuple[str, bool], ...]] = {
    "login": SIGN_IN,
    "verify": SIGN_IN,
    "change_password": SIGN_IN,
    "two_factor_token_validation": CODES,
    "two_factor_setup_validate": (("20 per hour", False),),
    "mf_recovery": CODES,
    "register": (("10 per hour", False),),
    "forgot_password": (("5 per day", False),),
    "reset_password": (("20 per hour", False),),
    "send_confirmation": (("3 per 6 hours", False),),
    "change_email": (("5 per day", False),),
}
# Many people may share one address (an institute), but hardly this many mails.
PER_ADDRESS = {
    "forgot_password": "20 per hour",
    "send_confirmation": "20 per hour",
    "register": "20 per hour",
}


def limited(name: str, view: View) -> View:
    for limit, refusals_only in LIMITS.get(name, ()):
        when = was_refused if refusals_only else None
        for key, amount in ((account_asked_for, limit), (get_remote_address, PER_ADDRESS.get(name, limit))):
            view = limiter.limit(amount, key_func=key, methods=["POST"], deduct_when=when)(view)
    return view


def refusing(view: View) -> View:
    """A form that comes back is a refusal: 422, and nothing is kept."""

    @functools.wraps(view)
    def wrapped(**kwargs: Any) -> ResponseReturnValue:
        answer: ResponseReturnValue = view(**kwargs)
        return (answer, 422) if request.method == "POST" and isinstance(answer, str) else answer

    return wrapped


def asking(view: View, onward: str) -> View:
    """The same answer for every address, with a letter only where there is something to send."""

    @functools.wraps(view)
    def wrapped(**kwargs: Any) -> ResponseReturnValue:
        answer: ResponseReturnValue = view(**kwargs)
        if request.method == "POST" and isinstance(answer, str):
            return redirect(url_for(onward))
        return answer

    return wrapped


def by_button(view: View, title: str, label: str) -> View:
    @functools.wraps(view)
    def wrapped(**kwargs: Any) -> ResponseReturnValue:
        if request.method in READING:
            return render_template("account/confirm.html", title=_(title), label=_(label))
        answer: ResponseReturnValue = view(**kwargs)
        return answer

    return wrapped


def signing_out(view: View) -> View:
    """Ask the browser to forget what it kept of this site, pages of the back button included."""

    @functools.wraps(view)
    def wrapped() -> ResponseReturnValue:
        response = current_app.make_response(view())
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return wrapped


def closed(**_kwargs: Any) -> ResponseReturnValue:
    raise NotFound


def init_app(app: Flask) -> None:
    """Put every view of Flask-Security behind its door."""
    app.add_url_rule(
        "/account/change-email/<token>", endpoint="security.change_email_confirm", methods=["POST"]
    )
    for endpoint in [one for one in app.view_functions if one.startswith("security.")]:
        app.view_functions[endpoint] = _door(endpoint.removeprefix("security."), app.view_functions[endpoint])


def _door(name: str, view: View) -> View:
    if name in CLOSED:
        return closed
    if name in REFUSING:
        view = refusing(view)
    if name in ASKING:
        view = asking(view, ASKING[name])
    if name in BY_BUTTON:
        view = by_button(view, *BY_BUTTON[name])
    if name == "logout":
        view = signing_out(view)
    view = limited(name, view)
    return public(view) if name in PUBLIC else view
