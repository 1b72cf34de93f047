"""A closed file opened by an administrator: for a stated reason, for one hour, with the person told of it.

An administrator keeps the house and reads nobody's file. Where that cannot be held to (a court's order, a
complaint in which the committee is a party), it is not done in the dark: what breaks the glass is heard.
"""

from datetime import datetime, timedelta
from typing import Final

from training.domain.application import ApplicationStatus
from training.domain.program.wording import Letter
from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken

OPEN: Final = "closed_file.open"
OPEN_FOR: Final = timedelta(hours=1)
LEAST_REASON: Final = 20
"""Characters: a word is no reason that somebody could weigh afterwards."""

NEVER_SENT = frozenset({ApplicationStatus.DRAFT, ApplicationStatus.DISCARDED})


class NeverSent(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("This application was never sent. It is its writer's alone, and stays shut."))


class ReasonTooShort(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("Say why in a sentence or two. The person will read it."))


def ensure_sent(state: ApplicationStatus, submitted_at: datetime | None) -> None:
    """A draft is nobody's business, whatever the reason. Raises NeverSent."""
    if submitted_at is None or state in NEVER_SENT:
        raise NeverSent


def ensure_reason(text: str) -> str:
    """The reason as it is kept. Raises ReasonTooShort."""
    if len(text.strip()) < LEAST_REASON:
        raise ReasonTooShort
    return text.strip()


def ends(opened_at: datetime) -> datetime:
    return opened_at + OPEN_FOR


def letter_to_person() -> Letter:
    """Fills: name, who, ref, link, body."""
    return Letter(
        id="closed_file_opened",
        subject=_("Your papers were opened"),
        body=_(
            "Dear {name},\n\n"
            "{who}, an administrator, has opened your papers ({ref}) for one hour. They had to say why, "
            "and you can read it, with everybody else who ever opened them:\n\n{link}\n\n"
            "If it seems wrong to you, answer this mail.\n\n{body}"
        ),
    )


def letter_to_chair() -> Letter:
    """Fills: name, who, ref, link, body."""
    return Letter(
        id="closed_file_opened_chair",
        subject=_("A file was opened"),
        body=_(
            "Dear {name},\n\n"
            "{who}, an administrator, has opened the papers {ref} for one hour. The person was told. "
            "The reason stands here:\n\n{link}\n\n{body}"
        ),
    )
