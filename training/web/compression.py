"""Pages for strangers go out compressed; pages that hold a secret never do, see docs/decisions/0012."""

import gzip

from flask import Flask, Response, request, session

SMALLEST = 1_000  # bytes: below this it would not save a packet
LEVEL = 6


def compress(response: Response) -> Response:
    if not _may_be_compressed(response):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.quality("gzip") > 0:
        response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _may_be_compressed(response: Response) -> bool:
    """A session stands behind every secret on a page: who is signed in, and the token of each form."""
    return (
        not session
        and request.method in ("GET", "HEAD")
        and response.status_code == 200
        and response.mimetype == "text/html"
        and not response.is_streamed
        and (response.content_length or 0) >= SMALLEST
    )


def init_app(app: Flask) -> None:
    """Bound before the other hooks, and so the last to see an answer."""
    app.after_request(compress)
