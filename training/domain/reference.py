"""Letters of recommendation: whom an applicant may name, when they may be asked, how long a link lives."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from training.domain.application import ApplicationStatus, ReferenceStatus
from training.domain.program.admission import References as Asked
from training.domain.program.admission import ReferencesNeeded
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext
from training.domain.words import RuleBroken

AGAIN_AFTER = timedelta(days=1)
"""Between two letters to the same referee: our post is not for pressing people."""

# A letter has come or may still come.
STANDING = frozenset({ReferenceStatus.NOT_REQUESTED, ReferenceStatus.REQUESTED, ReferenceStatus.RECEIVED})
ON_THE_WAY = frozenset({ReferenceStatus.REQUESTED, ReferenceStatus.RECEIVED})


@dataclass(frozen=True, slots=True)
class Referee:
    """A professional with whom the applicant has talked about the training."""

    name: str
    email: str
    profession: str


class RefereeIsApplicant(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("This is your own address. A letter of recommendation comes from somebody else."))


class AlreadyNamed(RuleBroken):
    def __init__(self, email: str) -> None:
        super().__init__(_("%(email)s is on your list already. You can ask again from there.", email=email))


class EnoughNamed(RuleBroken):
    def __init__(self, needed: int) -> None:
        super().__init__(
            ngettext(
                "One letter is what we ask for. Take the request back to name somebody else.",
                "%(number)s letters are what we ask for. Take one request back to name somebody else.",
                needed,
            )
        )


class AskedToday(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("We wrote to them within the last day. Please give them until tomorrow."))


class NothingAsked(RuleBroken):
    def __init__(self, state: ApplicationStatus) -> None:
        super().__init__(
            _("The application is “%(state)s”; no letters are asked for any more.", state=state.label)
        )


def hashed(token: str) -> str:
    """What is stored of a link: enough to know it again, nothing to follow it with."""
    return hashlib.sha256(token.encode()).hexdigest()


def same_address(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def ensure_may_name(email: str, *, own: str, named: Collection[str], standing: int, needed: int) -> None:
    """`named`: every address on the list, whatever became of it; `standing`: letters still to count on."""
    if same_address(email, own):
        raise RefereeIsApplicant
    if any(same_address(email, one) for one in named):
        raise AlreadyNamed(email)
    ensure_room(standing, needed)


def ensure_room(standing: int, needed: int) -> None:
    if standing >= needed:
        raise EnoughNamed(needed)


def ensure_may_ask(asked_at: datetime | None, at: datetime) -> None:
    if asked_at and at - asked_at < AGAIN_AFTER:
        raise AskedToday


def is_live(state: ReferenceStatus, expires_at: datetime | None, at: datetime) -> bool:
    """Whether a referee may still write by this link."""
    return state is ReferenceStatus.REQUESTED and expires_at is not None and at < expires_at


def lacking(states: Collection[ReferenceStatus], asked: Asked) -> int:
    """How many letters must still be seen to before sending: asked for, or only named where that will do."""
    will_do = ON_THE_WAY if asked.required is ReferencesNeeded.BEFORE_DECISION else STANDING
    return max(0, asked.needed - sum(state in will_do for state in states))


def rung(asked_on: date, today: date, days: Collection[int]) -> int | None:
    """The step of the reminder ladder that falls on this day, if one does."""
    passed = (today - asked_on).days
    return passed if passed in days else None
