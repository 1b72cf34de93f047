"""A case: what must be in place before the first session, and who agrees that it is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from training.domain.internship import Party
from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken

CLOSING = (Party.INTERN, Party.THERAPIST, Party.CLIENT)
"""Closure is mutual; the therapist speaks on the client's behalf, who is known to nobody else."""


class NotOfThisIntern(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("Choose a therapist and a mentor whose agreement with you is signed."))


class NotYourPart(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("This part of the case belongs to somebody else."))


class NotInTime(RuleBroken):
    """A day that has not come yet."""

    def __init__(self) -> None:
        super().__init__(_("That day is still to come. Write down a meeting once it was held."))


@dataclass(frozen=True, slots=True)
class Gates:
    """What stands before the first session of a case; a day, or None while it is missing."""

    suitable_on: date | None
    release_on: date | None
    triadic_on: date | None
    is_licensed: bool
    is_supervised: bool

    def missing(self) -> list[str]:
        gates = {
            _("training staff approve that the case suits the intern"): self.suitable_on,
            _("the therapist attests the release of information"): self.release_on,
            _("the triadic meeting is held"): self.triadic_on,
            _("the therapist’s licence is verified and valid"): self.is_licensed,
            _("the therapist and the mentor have signed their agreements"): self.is_supervised,
        }
        return [words for words, is_there in gates.items() if not is_there]


def still_to_agree(agreed: Iterable[Party]) -> list[Party]:
    """The parties of a closing case whose word is missing or is a no."""
    have = frozenset(agreed)
    return [party for party in CLOSING if party not in have]
