"""Long texts in two windows: the second to save is told. What a page kept by itself is no stranger to it."""

import secrets
from typing import Any
from zoneinfo import ZoneInfo

from flask import request, session
from sqlalchemy.orm.exc import StaleDataError

from training.domain.tongue import Shape, say_date
from training.forms.questions import QuestionsForm
from training.web.access import now

REMEMBERED = 12
"""How many places a session remembers, so that it stays small."""


def opened_page(version: int) -> dict[str, Any]:
    """The hidden fields of a page that is opened now on a text of this version."""
    return {"form_key": secrets.token_urlsafe(9), "version": str(version)}


def ensure_fresh(form: QuestionsForm, place: str, version: int) -> None:
    """Refuse if the text has changed since this page was opened, unless this very page changed it last."""
    if form.version.data == str(version):
        return
    if _writers().get(place) != [form.form_key.data, version]:
        raise StaleDataError(place)


def wrote(form: QuestionsForm, place: str, version: int) -> None:
    """Remember that this page was the last to write here."""
    others = [(key, writer) for key, writer in _writers().items() if key != place]
    session["writing"] = dict([*others, (place, [form.form_key.data, version])][-REMEMBERED:])


def _writers() -> dict[str, list[Any]]:
    writers: dict[str, list[Any]] = session.get("writing", {})
    return writers


def is_autosave() -> bool:
    """Whether the page keeps itself while somebody goes on writing in it."""
    return request.headers.get("X-Requested-With") == "autosave" or request.form.get("autosave") == "1"


def kept_at(zone: str) -> dict[str, str]:
    """What the page is told: the time where the writer is."""
    return {"saved": say_date(now().astimezone(ZoneInfo(zone)), Shape.CLOCK)}
