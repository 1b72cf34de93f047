"""Every request in one line of the log: its route, never its address, which may hold a token."""

import secrets
from collections.abc import Iterable
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, current_app, g, request, request_started
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted

from training.domain.tongue import marked

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = structlog.get_logger()
NOT_OURS = marked("This site does not answer to that name.")
"""Said in the language of the code: whoever asks for another site has no page of ours."""
QUIET = frozenset({"operations.healthz", "operations.readyz", "static"})


def begin(_app: Flask, **_: object) -> None:
    g.began = perf_counter()
    g.request_id = _handed_in() or secrets.token_hex(8)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=g.request_id)


def _handed_in() -> str:
    """A proxy of ours may have numbered the request already; a stranger may not choose what we log."""
    given = request.headers.get("X-Request-ID", "")
    trusted = current_app.extensions["settings"].trusted_proxies > 0
    return given if trusted and given.isalnum() and len(given) <= 64 else ""


def finish(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    if request.endpoint not in QUIET:
        log.info(
            "request",
            method=request.method,
            route=request.url_rule.rule if request.url_rule else "none",
            status=response.status_code,
            ms=round((perf_counter() - g.began) * 1000),
            person=g.actor.ref if "actor" in g else None,
        )
    return response


class OwnNames:
    """Turns away who asks for another site, before anything looks at the request.

    Answered is to the name in BASE_URL and to this machine's own, by which it is asked how it is; to every
    name where none is set.
    """

    def __init__(self, inner: "WSGIApplication", base_url: str) -> None:
        own = urlsplit(base_url).hostname
        self.inner, self.names = inner, [own, "localhost", "127.0.0.1"] if own else None

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if host_is_trusted(environ.get("HTTP_HOST", "").lower(), self.names):
            return self.inner(environ, start_response)
        refusal = Response(NOT_OURS, 400, {"X-Content-Type-Options": "nosniff"}, mimetype="text/plain")
        return refusal(environ, start_response)


def init_app(app: Flask) -> None:
    """Bound before anything else: the last to see an answer.

    The signal comes before all before_request functions, some of which turn a request away.
    """
    if count := app.extensions["settings"].trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]
    base_url = app.extensions["settings"].base_url
    app.wsgi_app = OwnNames(app.wsgi_app, base_url)  # type: ignore[method-assign]
    request_started.connect(begin, app)
    app.after_request(finish)
