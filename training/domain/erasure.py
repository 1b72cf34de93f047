"""Erasing a person: what is asked, who agrees, what forbids it. Read off the events of their record.

Two people of the office: one proposes, another approves; neither is the person. A hold forbids it as long as
it stands. Grounds and holds are chosen from a list, as facts of the record hold nothing personal.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple, Self

from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.tongue import marked
from training.domain.words import RuleBroken

GROUNDS: Final[Mapping[str, str]] = {
    "asked": marked("The person asks for it."),
    "over": marked("The time for which it may be kept is over."),
    "unlawful": marked("It should never have been collected."),
}
HOLDS: Final[Mapping[str, str]] = {
    "dispute": marked("A complaint or an appeal is open."),
    "claim": marked("Somebody claims something in law."),
    "authority": marked("An authority asks for it."),
}
EARNED: Final = frozenset({Role.APPLICANT, Role.TRAINEE, Role.INTERN})
"""Whoever holds another role still acts for others: that role ends first."""

ASK, PROPOSE, TAKE_BACK, DONE = "erasure.ask", "erasure.propose", "erasure.take_back", "person.erase"
HOLD, LIFT = "erasure.hold", "erasure.lift"
KINDS: Final = (ASK, PROPOSE, TAKE_BACK, DONE, HOLD, LIFT)

GONE_NAME: Final = marked("Erased person")


class OnHold(RuleBroken):
    def __init__(self, hold: str) -> None:
        said = _("Nothing can be erased while this holds: %(hold)s Lift the hold first, with its reason.")
        super().__init__(said % {"hold": _(HOLDS[hold])})


class StillActs(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("This person still acts for others. End their roles first, then erase."))


class NotProposed(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("Nobody has proposed this, or it was taken back. Propose it first."))


class NotYours(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("Another person has to approve: neither who proposed it, nor whom it is about."))


class AlreadyErased(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("This person is erased already."))


class Said(NamedTuple):
    """One event, as far as this is concerned."""

    kind: str
    actor: str
    facts: Mapping[str, Any]


class Erasing(NamedTuple):
    """Where it stands: `hold` and `ground` are keys of the lists above; `proposed_by` a person's number."""

    is_asked: bool = False
    hold: str = ""
    ground: str = ""
    proposed_by: str = ""
    is_done: bool = False

    @classmethod
    def read(cls, events: Iterable[Said]) -> Self:
        """Oldest first."""
        found = cls()
        for one in events:
            found = found._after(one)
        return found

    def _after(self, one: Said) -> Self:
        no_proposal: dict[str, Any] = {"ground": "", "proposed_by": ""}
        changes: dict[str, dict[str, Any]] = {
            ASK: {"is_asked": True},
            PROPOSE: {"ground": one.facts.get("ground", ""), "proposed_by": one.actor},
            TAKE_BACK: no_proposal | {"is_asked": False},
            HOLD: no_proposal | {"hold": one.facts.get("hold", "")},
            LIFT: {"hold": ""},
            DONE: no_proposal | {"is_done": True},
        }
        return self._replace(**changes.get(one.kind, {}))

    def ensure_open(self, roles: frozenset[Role]) -> None:
        """Whether it may be proposed or carried out at all."""
        if self.is_done:
            raise AlreadyErased
        if self.hold:
            raise OnHold(self.hold)
        if roles - EARNED:
            raise StillActs

    def ensure_agreed(self, *, person: str, approver: str) -> None:
        if not self.proposed_by:
            raise NotProposed
        if approver in (self.proposed_by, person):
            raise NotYours
