"""A file on its way in: looked at by size, kind, parser and scanner before anything keeps it."""

from typing import Any

from flask import abort, current_app

from training.actions.profile import Sent
from training.config import Settings
from training.documents.received import ensure_whole
from training.documents.scanning import ScannerAway, ensure_clean
from training.domain.tongue import gettext as _
from training.domain.upload import LARGEST, NotTaken, kind_of
from training.extensions import db


def received(field: Any) -> Sent | None:
    """What came in a file field. None: the reason is at the field. 503 where the scanner does not answer."""
    storage = field.data
    with storage.stream as stream:
        content: bytes = stream.read(LARGEST + 1)
    try:
        kind = kind_of(storage.filename or "", content)
        ensure_whole(kind, content)
        _scan(content)
    except NotTaken as refusal:
        field.errors = [*field.errors, str(refusal)]
        return None
    return Sent(storage.filename or "", kind, content)


def _scan(content: bytes) -> None:
    settings: Settings = current_app.extensions["settings"]
    if not settings.clamd_socket:
        return
    db.session.rollback()  # nothing is written yet: others need not wait while the scanner thinks
    try:
        ensure_clean(content, settings.clamd_socket)
    except ScannerAway:
        current_app.logger.exception("the virus scanner did not answer")
        abort(503, _("The virus scanner does not answer just now. Nothing was kept; please try again later."))
