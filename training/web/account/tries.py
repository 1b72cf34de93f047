"""Wrong tries: counted although the answer is a refusal, and logged without a word about the person."""

from typing import Any

from flask import Flask, Response, current_app, g, request
from flask_security.signals import user_authenticated, user_failed_authn

from training.actions.account import count_wrong_try, forget_wrong_tries
from training.extensions import db
from training.models import Person
from training.web.access import is_signed_in, me, now


def note_wrong_try(_app: Flask, *, user: Person, auth_type: str = "", **_: Any) -> None:
    current_app.logger.warning("not let in: %s, wrong %s", user.ref, auth_type)
    g.wrong_try_by = user.id


def keep_count(response: Response) -> Response:
    """Runs after the refused request was rolled back, in a transaction of its own."""
    person_id = g.pop("wrong_try_by", None)
    if person_id is not None:
        g.pop("settled", None)
        person = db.session.get_one(Person, person_id, populate_existing=True)
        count_wrong_try(person, at=now())
        db.session.commit()
        g.settled = True
    return response


def forget(_app: Flask, *, user: Person, **_: Any) -> None:
    forget_wrong_tries(user)


def log_refusal(response: Response) -> Response:
    if response.status_code == 403:
        who = me().ref if is_signed_in() else "nobody"
        db.session.rollback()  # asking who began a transaction again; storing the session would wait for it
        current_app.logger.warning("refused: %s, %s %s", who, request.method, request.endpoint)
    return response


def init_app(app: Flask) -> None:
    # Registered before the hook that settles, so run after it.
    app.after_request(keep_count)
    app.after_request(log_refusal)
    user_failed_authn.connect(note_wrong_try, app, weak=False)
    user_authenticated.connect(forget, app, weak=False)
