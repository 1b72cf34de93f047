"""All that is kept about somebody, made into one file for them: asked for, ready for a week, taken once."""

from datetime import datetime, timedelta
from typing import Final

from training.domain.program.wording import Letter
from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken, Word

KEPT_FOR: Final = timedelta(days=7)


class Stage(Word):
    MAKING = "making"
    READY = "ready"
    TAKEN = "taken"
    LAPSED = "lapsed"


OPEN: Final = frozenset({Stage.MAKING, Stage.READY})


class AlreadyAsked(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("Your file is being made already, or waits for you. There is one at a time."))


class NotThere(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("There is no file to take: it was taken, or its week is over. Ask for a new one."))


def stage(made_at: datetime | None, taken_at: datetime | None, at: datetime) -> Stage:
    """Where it stands at that moment."""
    if taken_at:
        return Stage.TAKEN
    if made_at is None:
        return Stage.MAKING
    return Stage.READY if at < made_at + KEPT_FOR else Stage.LAPSED


def letter_of_ready() -> Letter:
    """Fills: name, link, days, body. Discreet: it says nothing of what is in the file."""
    return Letter(
        id="export_ready",
        subject=_("Your file is ready"),
        body=_(
            "Dear {name},\n\nthe file you asked for is ready. It waits {days} days and can be taken once:"
            "\n\n{link}\n\nIf you did not ask for it, choose a new passphrase and write to us.\n\n{body}"
        ),
    )
