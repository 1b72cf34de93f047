"""How long each kind of data is kept: the program says it, and here is what of it the night carries out.

Storage limitation (GDPR 5(1)(e)): what has served goes by itself, and nobody has to remember it. What is on
the record stays, as certificates rest on it; its private words go with the person's key (`domain.erasure`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from training.domain.hours import add_months
from training.domain.program.wording import Retention
from training.domain.tongue import gettext as _
from training.domain.tongue import marked, ngettext
from training.domain.words import RuleBroken

CLEAR: Final = "retention.clear"


class Kind(StrEnum):
    """The kinds that the night clears, as a program names them."""

    UNSUBMITTED = "unsubmitted_application"
    DECLINED = "declined_answers"
    ADMITTED = "admitted_answers"
    DECISION = "decision"
    NOTES = "session_notes"
    MAILS = "mails"


ON_RECORD: Final[Mapping[str, str]] = {
    "course_record": marked("It stays on the record; its person can be erased by two people of the office."),
    "hours_and_signatures": marked(
        "They stay on the record; their person can be erased by two people of the office."
    ),
    "read_log": marked("It is part of the record, of which nothing can be taken out."),
    "certificates": marked("They stay: others rely on them."),
}
"""The kinds that no night touches, and why."""


class UnknownKinds(RuleBroken):
    def __init__(self, kinds: list[str]) -> None:
        super().__init__(
            _(
                "Nobody would carry out how long this is kept: %(kinds)s. Known are: %(known)s.",
                kinds=", ".join(kinds),
                known=", ".join([*Kind, *ON_RECORD]),
            )
        )


class MissingKinds(RuleBroken):
    def __init__(self, kinds: list[str]) -> None:
        super().__init__(
            _("The program does not say how long this is kept: %(kinds)s.", kinds=", ".join(kinds))
        )


def ensure_carried_out(rows: tuple[Retention, ...]) -> None:
    """Every kind is known, and none is forgotten. Raises UnknownKinds or MissingKinds."""
    named = [one.id for one in rows]
    if unknown := [one for one in named if one not in {*Kind, *ON_RECORD}]:
        raise UnknownKinds(unknown)
    if missing := [one for one in Kind if one not in named]:
        raise MissingKinds(list(missing))


@dataclass(frozen=True, slots=True)
class Period:
    """One kind that goes after so many months; `counted_from` in the program's words."""

    kind: Kind
    months: int

    def over(self, on: date) -> date:
        """Whatever counts from this day or an earlier one has been kept long enough on `on`."""
        return add_months(on, -self.months)


def periods(rows: tuple[Retention, ...]) -> list[Period]:
    """What the night carries out of them, in the program's order."""
    return [Period(Kind(one.id), one.months) for one in rows if one.months and one.id in {*Kind}]


def said(months: int | None) -> str:
    """`12 months`, `7 years`, or for good."""
    if months is None:
        return _("for good")
    if months % 12 == 0 and months > 12:
        return ngettext("%(number)s year", "%(number)s years", months // 12)
    return ngettext("%(number)s month", "%(number)s months", months)


def how(kind: str) -> str:
    """What happens when the time is over, as one sentence."""
    return _(ON_RECORD[kind]) if kind in ON_RECORD else _("It is deleted in the night after.")


@dataclass(frozen=True, slots=True)
class Report:
    """What one night deleted: how many of each kind, and how many a hold kept back. It names nobody."""

    at: datetime
    done: Mapping[str, int]
    held: int

    def as_json(self) -> dict[str, object]:
        return {"at": self.at.isoformat(timespec="seconds"), "done": dict(self.done), "held": self.held}
