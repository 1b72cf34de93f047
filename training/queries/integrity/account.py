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
        self.papers: dict[str, dict[str, Any]] = {}
        self.unnamed_papers: set[str] = set()  # verified before papers had numbers: known by their last day
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
        elif thing in ("licence", "insurance"):
            self._note_paper(event)
        elif thing == "certificate":
            self.certificates.setdefault(event.subject, {})[kind] = event

    def _note_paper(self, event: Told) -> None:
        facts = event.facts
        if "paper" not in facts:
            self.unnamed_papers.add(facts.get("expires_on", ""))
            return
        said = self.papers.setdefault(facts["paper"], {})
        said |= {name: facts[name] for name in ("valid_from", "expires_on") if name in facts}
        act, on = event.kind.partition(".")[2], event.at.date().isoformat() if event.at else ""
        if act == "verify":
            said |= {"verified_on": on, "verified_by": event.actor}
        elif act == "refuse":
            said["refused_on"] = on


def _subjects(thing: str, event: Told) -> list[str]:
    """The rows of an event: a batch names its own."""
    refs = event.facts.get("refs")
    return [event.subject] if refs is None else [f"{thing}:{ref}" for ref in refs]
