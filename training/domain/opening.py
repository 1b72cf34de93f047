"""What is so private that each opening by somebody else is written down, and how its owner is told of it."""

from collections.abc import Mapping
from typing import Final

from training.domain.closed_file import OPEN
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.tongue import marked

OPENED: Final[Mapping[str, str]] = {
    "application.read": marked("Your application, with your answers, the letters and the reviews"),
    OPEN: marked("Your closed application was opened to them for one hour"),
    "upload.read": marked("A file you sent in as evidence"),
    "evaluation.read": marked("Evaluations of your internship"),
    "requirements.take": marked("What counts of your hours, taken along as a file"),
}
"""Kinds of event, and what was opened, as the person is told."""

WHY: Final[Mapping[Role, str]] = {
    Role.REVIEWER: marked("They were asked to review your application."),
    Role.CHAIR: marked("They lead the committee."),
    Role.THERAPIST: marked("They supervise you as therapist."),
    Role.MENTOR: marked("They supervise you as mentor."),
    Role.REGISTRAR: marked("They keep the records."),
    Role.DIRECTOR: marked("They answer for the training."),
    Role.ADMINISTRATOR: marked("For the reason they stated when it was opened to them."),
}
"""For what somebody in this capacity may open it."""


def what_was_opened(kind: str) -> str:
    return _(OPENED[kind])


def why_opened(capacity: str) -> str:
    """One sentence; nothing for a capacity that gives no reason of its own."""
    reason = WHY.get(Role(capacity))
    return _(reason) if reason else ""
