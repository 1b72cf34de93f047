"""The two ends of a request: its transaction and its errors."""

from flask import Flask, Response, current_app, make_response, render_template, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from training.domain.words import RuleBroken
from training.extensions import db, only_reads

CONFLICT = "Somebody else changed this a moment ago. Please look again; what you typed is below."
# Never shown again, never sent back: what proves identity, and what only machines read.
UNSPOKEN = ("csrf_token", "password", "passphrase", "code", "form_key", "submit", "version")


def settle(response: Response) -> Response:
    """Keep what a successful write did, undo everything else. The only commit of a request."""
    if only_reads() or response.status_code >= 400:
        db.session.rollback()
        return response
    try:
        db.session.commit()
    except (StaleDataError, IntegrityError):
        current_app.logger.warning("two writers met", exc_info=True)
        return _undone(page(409, CONFLICT))
    except OperationalError:
        current_app.logger.exception("the database did not take the write")
        return _undone(page(503, None))
    return response


def _undone(answer: ResponseReturnValue) -> Response:
    """Roll back, and take back the notice that announced what did not happen."""
    db.session.rollback()
    session.pop("_flashes", None)
    response = make_response(answer)
    if response.status_code == 503:
        response.headers["Retry-After"] = "5"
    return response


def typed() -> list[tuple[str, str]]:
    """What the person had written, so that a refusal loses nothing."""
    fields = request.form.items(multi=True)
    return [(name.replace("_", " "), text) for name, text in fields if text and not name.endswith(UNSPOKEN)]


def page(status: int, message: str | None) -> ResponseReturnValue:
    return render_template(
        f"errors/{status if status in SHOWN else 'other'}.html", status=status, message=message, typed=typed()
    ), status


SHOWN = frozenset({400, 403, 404, 405, 409, 413, 429, 500, 503})


def rule_broken(error: RuleBroken) -> ResponseReturnValue:
    return page(409, str(error))


def stale(_error: StaleDataError) -> ResponseReturnValue:
    return _undone(page(409, CONFLICT))


def http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400:
        return error
    answer = make_response(page(error.code or 500, error.description))
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            answer.headers[name] = value
    return answer


def database_away(error: OperationalError) -> ResponseReturnValue:
    current_app.logger.error("the database did not answer", exc_info=error)
    return _undone(page(503, None))


def init_app(app: Flask) -> None:
    app.after_request(settle)
    app.register_error_handler(RuleBroken, rule_broken)
    app.register_error_handler(StaleDataError, stale)
    app.register_error_handler(IntegrityError, stale)
    app.register_error_handler(OperationalError, database_away)
    app.register_error_handler(HTTPException, http_error)
