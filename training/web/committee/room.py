"""What the committee's pages share."""

from typing import Any, Protocol

from flask import Blueprint, abort

from training.actions.record import Private
from training.domain.program import Program
from training.domain.roles import By, Role
from training.extensions import vault
from training.models import Application, Review
from training.queries.program import definition
from training.vault import PersonVault
from training.web.access import by, me
from training.web.hooks import CONFLICT
from training.web.naming import whole

bp = Blueprint("committee", __name__, url_prefix="/committee")


class Versioned(Protocol):
    version: Any


def member() -> By:
    """Me as a member of the committee; a chair reads as chair."""
    return by(Role.CHAIR, Role.REVIEWER)


def chair() -> By:
    return by(Role.CHAIR)


def is_chair() -> bool:
    return member().capacity is Role.CHAIR


def program_of(application: Application) -> Program:
    return definition(application.program)


def keys_of(application: Application) -> PersonVault:
    """What is written about an applicant is sealed with the applicant's own keys."""
    return vault().of(application.person.ref)


def private(application: Application, text: str) -> Private:
    return Private(keys_of(application), text.strip())


def own_review(application: Application) -> Review:
    return next(one for one in application.reviews if one.reviewer_id == me().id)


def ensure_fresh(form: Any, row: Versioned) -> None:
    """409 with everything typed, if the row has moved on since the page was shown."""
    if form.version.data != str(row.version):
        abort(409, CONFLICT)


def applicants_page(page: str = "") -> str:
    """One of the applicant's own pages, as a whole address for a letter."""
    return whole(f"application/{page}")
