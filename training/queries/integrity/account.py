"""What one chain tells: of every row it speaks of, the last that was written about it."""

from datetime import datetime
from typing import Any, NamedTuple


class Told(NamedTuple):
    """One event, as far as rows are compared with it."""

    number: int
    at: datetime | None
    actor: str
    kind: str
    subject: str
    before: str
    after: str | None
    facts: dict[str, Any]


class Step(NamedTuple):
    before: str
    after: str


class Account:
    """Filled event by event, while the chain is followed. Holds one chain at a time, so it stays small."""

    def __init__(self) -> None:
        self.named: set[str] = set()
        self.steps: dict[str, Step] = {}
        self.entries: dict[str, dict[str, Any]] = {}
        self.signed_on: dict[str, str] = {}
        self.attended: dict[tuple[str, str], Told] = {}
        self.certificates: dict[str, dict[str, Told]] = {}

    def note(self, event: Told) -> None:
        kind, facts = event.kind, event.facts
        thing = kind.partition(".")[0]
        subjects = _subjects(thing, event)  # a month sent to be signed also names the requests it made
        self.named.update(subjects, [f"sign_off:{ref}" for ref in facts.get("requests", ())])
        if event.after is not None:
            self.steps.update(dict.fromkeys(subjects, Step(event.before, event.after)))
        if kind in ("entry.log", "entry.change", "entry.amend"):
            self.entries[event.subject] = facts
        elif kind == "entry.sign":
            self.signed_on.update(dict.fromkeys(subjects, facts.get("signed_on", "")))
        elif thing == "attendance" and "enrolment" in facts:
            self.attended[event.subject, facts["enrolment"]] = event
        elif thing == "certificate":
            self.certificates.setdefault(event.subject, {})[kind] = event


def _subjects(thing: str, event: Told) -> list[str]:
    """The rows of an event: a batch names its own."""
    refs = event.facts.get("refs")
    return [event.subject] if refs is None else [f"{thing}:{ref}" for ref in refs]
