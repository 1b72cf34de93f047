"""A supervisor's licence and insurance: claimed with evidence, answered by staff, reminded of in time."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Protocol

from training.domain.program.wording import Letter
from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken, Word

REMIND: Final = (60, 30, 7)
"""Days before the end. The last one is told to the registrar too."""


class Standing(Word):
    WAITING = "waiting"
    VERIFIED = "verified"
    REFUSED = "refused"


class Answered(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("It is answered already. A change is sent in as a new one."))


class Paper(Protocol):
    """What holds for some days: a licence or an insurance."""

    valid_from: date
    expires_on: date
    verified_on: date | None


def standing(verified_on: date | None, refused_on: date | None) -> Standing:
    if refused_on:
        return Standing.REFUSED
    return Standing.VERIFIED if verified_on else Standing.WAITING


def ensure_waiting(found: Standing) -> None:
    if found is not Standing.WAITING:
        raise Answered


def step_due(expires_on: date, on: date) -> int | None:
    """Which reminder is due: 60, 30 or 7 days before the end; None earlier, and when it has ended."""
    left = (expires_on - on).days
    if left < 0:
        return None
    return min((days for days in REMIND if left <= days), default=None)


def is_followed(paper: Paper, others: Iterable[Paper]) -> bool:
    """Another one that is verified goes on without a gap: nobody has to be reminded."""
    after = paper.expires_on + timedelta(days=1)
    return any(
        one.verified_on and one.valid_from <= after and one.expires_on > paper.expires_on for one in others
    )


def letter_of_ending(what: str) -> Letter:
    """Fills: name, until, link, body. `what`: licence or insurance."""
    about = {
        "licence": _("the licence on your record ends on {until}. From then on you cannot sign."),
        "insurance": _("the insurance on your record ends on {until}."),
    }[what]
    ask = _("Please send in the new one, with its evidence:")
    return Letter(
        id="paper_ends",
        subject=_("Something on your record ends soon"),
        body=_("Dear {name},") + f"\n\n{about} {ask}\n\n{{link}}\n\n{{body}}",
    )


def letter_to_registrar() -> Letter:
    """Fills: name, who, until, link, body."""
    body = _(
        "Dear {name},\n\nthe licence or insurance of {who} ends on {until}, and no new one is verified."
        "\n\n{link}\n\n{body}"
    )
    return Letter(id="paper_ends_office", subject=_("A licence or insurance ends"), body=body)
