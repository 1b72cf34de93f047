"""The two ends of a request: its transaction and its errors."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, make_response, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from training.domain.tongue import gettext as _
from training.domain.tongue import marked, spoken
from training.domain.words import RuleBroken
from training.extensions import db, only_reads
from training.vault import KeyDestroyed
from training.web.naming import known_names

CONFLICT = marked("Somebody else changed this a moment ago. What you wrote is below.")
# Never shown again, never sent back: what proves identity, and what only machines read.
UNSPOKEN = ("csrf_token", "password", "passphrase", "code", "form_key", "submit", "version")


def settle(response: Response) -> Response:
    """Keep what a successful write did, undo everything else. The only commit of a request."""
    if only_reads() or response.status_code >= 400:
        _undo()
        return response
    try:
        db.session.commit()
    except (StaleDataError, IntegrityError):
        current_app.logger.warning("two writers met", exc_info=True)
        return _undone(409, _(CONFLICT))
    except OperationalError:
        current_app.logger.exception("the database did not take the write")
        return _undone(503, None)
    g.settled = True
    return response


def _undo() -> None:
    db.session.rollback()
    g.settled = True


def _undone(status: int, message: str | None) -> Response:
    """Roll back, and take back the notice that announced what did not happen."""
    _undo()
    session.pop("_flashes", None)
    response = make_response(page(status, message))
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response


LARGEST = 2**40


def typed() -> list[tuple[str, str]]:
    """What the person had written, so that a refusal loses nothing. Of a body that is too large: nothing."""
    if (request.content_length or 0) > (request.max_content_length or LARGEST):
        return []
    fields = request.form.items(multi=True)
    return [(name.replace("_", " "), text) for name, text in fields if text and not name.endswith(UNSPOKEN)]


SHOWN = frozenset({400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503})
ALONE = frozenset({500, 503})  # rendered without asking who is here: the database may be what failed


def page(status: int, message: str | None, template: str = "") -> ResponseReturnValue:
    """An answer that is not what was asked for: a real page, with what was typed still on it."""
    found = current_app.jinja_env.get_template(
        template or f"errors/{status if status in SHOWN else 400}.html"
    )
    if status in ALONE:
        return found.render(
            message=message, site=known_names(), tongue=spoken(), reference=g.get("request_id")
        ), status
    back = request.referrer
    ways = {"back": back, "back_path": urlsplit(back or "").path or "/"}
    context: dict[str, Any] = {"message": message, "typed": typed(), **ways}
    current_app.update_template_context(context)
    return found.render(context), status


def rule_broken(error: RuleBroken) -> ResponseReturnValue:
    return page(409, str(error), "errors/refused.html")


def erased(_error: KeyDestroyed) -> ResponseReturnValue:
    """Somebody's key is gone, and with it what this page would show."""
    return page(410, None, "errors/erased.html")


def stale(_error: StaleDataError) -> ResponseReturnValue:
    return _undone(409, _(CONFLICT))


def http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400:
        return error
    own_words = error.description if error.description != type(error).description else None
    answer = make_response(page(error.code or 500, own_words))
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            answer.headers[name] = value
    return answer


def database_away(error: OperationalError) -> ResponseReturnValue:
    current_app.logger.error("the database did not answer", exc_info=error)
    return _undone(503, None)


def init_app(app: Flask) -> None:
    app.after_request(settle)
    app.register_error_handler(RuleBroken, rule_broken)
    app.register_error_handler(KeyDestroyed, erased)
    app.register_error_handler(StaleDataError, stale)
    app.register_error_handler(IntegrityError, stale)
    app.register_error_handler(OperationalError, database_away)
    app.register_error_handler(HTTPException, http_error)
