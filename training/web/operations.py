"""What watches over an installation asks: is it alive, is it ready, how is it doing."""

import hmac
from collections.abc import Callable
from datetime import timedelta

import structlog
from flask import Blueprint, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from training.config import Settings
from training.extensions import db, is_migrated, vault
from training.models import LetterStatus
from training.queries import installation
from training.web.access import now, public
from training.web.tongues import real_tongues

Check = Callable[[], bool]

bp = Blueprint("operations", __name__)
log = structlog.get_logger()


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """The process answers. Asks nothing of anybody else."""
    return {"status": "ok"}


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """It can do its work. What is missing stands in the log, not in the answer."""
    missing = [name for name, check in CHECKS.items() if not _passes(name, check)]
    return ({"status": "not ready"}, 503) if missing else {"status": "ok"}


def _passes(name: str, check: Check) -> bool:
    try:
        good = check()
    except SQLAlchemyError as error:
        log.warning("not ready", part=name, error=type(error).__name__)
        return False
    if not good:
        log.warning("not ready", part=name)
    return good


def has_keys() -> bool:
    vault().ledger()
    return True


CHECKS = {"database": is_migrated, "key store": has_keys}


GOOD_FOR = timedelta(days=180)


@bp.get("/.well-known/security.txt")
@public
def security_txt() -> Response:
    """To whom somebody writes who has found a hole (RFC 9116). It is always good for half a year more."""
    settings: Settings = current_app.extensions["settings"]
    until = (now() + GOOD_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    fields = {
        "contact": f"mailto:{settings.sender}",
        "expires": f"{until:%Y-%m-%dT%H:%M:%SZ}",
        "canonical": f"{settings.public_url}/.well-known/security.txt",
        "preferred-languages": ", ".join(real_tongues()),
    }
    text = "".join(f"{name.title()}: {value}\n" for name, value in fields.items())
    return Response(text, mimetype="text/plain")


@bp.get("/metrics")
@public
def metrics() -> ResponseReturnValue:
    """For Prometheus, with the token of METRICS_TOKEN; there is no such page without one."""
    settings: Settings = current_app.extensions["settings"]
    wanted, shown = settings.metrics_token.get_secret_value(), request.authorization
    given = (shown.token if shown and shown.type == "bearer" else None) or ""
    if not wanted or not hmac.compare_digest(given.encode(), wanted.encode()):
        abort(404)
    return Response(figures(), mimetype="text/plain")


def figures() -> str:
    letters = dict.fromkeys(LetterStatus, 0)
    letters.update(
        (status, number) for status, number in db.session.execute(installation.letters_by_status())
    )
    oldest = db.session.scalar(installation.oldest_due())
    late = max(0, round((now() - oldest).total_seconds())) if oldest else 0
    signed_in = db.session.scalar(installation.sessions_open(now() - timedelta(minutes=10)))
    lines = [f'training_letters{{status="{status}"}} {number}' for status, number in letters.items()]
    lines += [f"training_post_late_seconds {late}", f"training_sessions_active {signed_in}"]
    return "\n".join(lines) + "\n"
