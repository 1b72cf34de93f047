"""Pages go out compressed where their length tells an outsider nothing, see docs/decisions/0012."""

import gzip

from flask import Flask, Response, request, session

SMALLEST = 1_000  # bytes: below this it would not save a packet
LEVEL = 6
# Where what one person wrote of another stands beside words of a third.
LETTERS = frozenset({"application", "committee", "evaluations", "post", "reference"})


def compress(response: Response) -> Response:
    if not _may_be_compressed(response):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.quality("gzip") > 0:
        response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _may_be_compressed(response: Response) -> bool:
    return (
        _tells_nothing_by_its_length()
        and request.method in ("GET", "HEAD")
        and response.status_code == 200
        and response.mimetype == "text/html"
        and not response.is_streamed
        and (response.content_length or 0) >= SMALLEST
    )


def _tells_nothing_by_its_length() -> bool:
    """Without a session there is no secret; with one, nobody else's words may stand beside what is secret."""
    return not session or (not request.query_string and request.blueprint not in LETTERS)


def init_app(app: Flask) -> None:
    """Bound before the other hooks, and so the last to see an answer."""
    app.after_request(compress)
