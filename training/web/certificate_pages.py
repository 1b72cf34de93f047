"""What the pages about certificates show: tabs, what is possible, what happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from training.domain.certificate import (
    LIVE,
    CertificateMove,
    CertificateStatus,
    Eligibility,
    eligibility,
)
from training.domain.hours import as_hours
from training.domain.requirements import Unit
from training.extensions import db, vault
from training.models import Certificate, Event, Person
from training.models.record import words_place
from training.queries import certificate as certificates
from training.queries.eligibility import eligibility_facts
from training.queries.program import current, definition
from training.vault import KeyMissing, PersonVault

S = CertificateStatus
ENDED = (S.ISSUED, S.SUSPENDED, S.REVOKED, S.SUPERSEDED)
# Name in the address, what people read, and what stands there (none: people, not certificates).
TABS: tuple[tuple[str, str, tuple[CertificateStatus, ...]], ...] = (
    ("propose", "To propose", ()),
    ("approve", "To approve", (S.PROPOSED,)),
    ("issue", "To issue", (S.APPROVED,)),
    ("issued", "Issued", ENDED),
)
NEXT = {S.PROPOSED: "Look and approve", S.APPROVED: "Issue"}


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    href: str
    current: bool
    number: int | None


@dataclass(frozen=True, slots=True)
class Act:
    """One step that may be taken now, with its form."""

    certificate: Certificate
    move: CertificateMove
    form: Any

    @property
    def action(self) -> str:
        return url_for("certificates.move", number=self.certificate.number, verb=self.move.value)

    @property
    def is_danger(self) -> bool:
        return self.move in (CertificateMove.REVOKE, CertificateMove.SUSPEND, CertificateMove.DROP)


def office_tabs(wanted: str) -> dict[str, Any]:
    """The tabs with their numbers, and the rows of the one that is open."""
    counts = dict(db.session.execute(certificates.status_counts()).all())
    shown = next((tab for tab in TABS if tab[0] == wanted), TABS[1])
    tabs = [
        Tab(
            label,
            url_for("certificates.index", tab=name),
            name == shown[0],
            sum(counts.get(status, 0) for status in statuses) if statuses else None,
        )
        for name, label, statuses in TABS
    ]
    return {"tab_rows": tabs, "tab": shown[0], "next_step": NEXT, **_rows(shown[2])}


def _rows(statuses: tuple[CertificateStatus, ...]) -> dict[str, Any]:
    if statuses:
        return {"rows": db.session.scalars(certificates.in_status(*statuses)).all()}
    titles = {one.id: one.title for one in definition(db.session.scalars(current()).one()).certificates}
    people = db.session.execute(certificates.ripe()).all()
    return {"people": [(ref, name, titles.get(kind, kind)) for ref, name, kind in people]}


@dataclass(frozen=True, slots=True)
class Possible:
    """One kind for one person: what stands in the way, and what is there already."""

    kind: str
    title: str
    eligibility: Eligibility
    live: Certificate | None

    @property
    def figures(self) -> list[tuple[str, str]]:
        """Label and value, as a list of facts reads them."""
        return [(label.capitalize(), value) for value, label in self.eligibility.figures]

    @property
    def may_be_proposed(self) -> bool:
        return self.eligibility.ok and self.live is None

    @property
    def may_be_replaced(self) -> bool:
        return self.eligibility.ok and self.live is not None and self.live.status is S.ISSUED


def possible(person: Person, held: Sequence[Certificate], on: date) -> list[Possible]:
    program = definition(db.session.scalars(current()).one())
    facts = eligibility_facts(db.session(), person.id, on)
    return [
        Possible(one.id, one.title, eligibility(one.id, facts), _live(held, one.id))
        for one in program.certificates
    ]


def _live(held: Iterable[Certificate], kind: str) -> Certificate | None:
    """The newest that is live: while a replacement is under way, that one."""
    return next((one for one in held if one.kind == kind and one.status in LIVE), None)


def requirements(certificate: Certificate) -> list[tuple[str, str]]:
    """Label and “have of needed” for each requirement, as it stood when the certificate was approved."""
    return [
        (one["label"], f"{_amount(one['countable'], one['unit'])} of {_amount(one['needed'], one['unit'])}")
        for one in certificate.snapshot["requirements"]
    ]


def _amount(number: int, unit: str) -> str:
    return as_hours(number) if unit == Unit.MINUTES else f"{number} {unit}"


# ------------------------------------------------------------------ what happened

HAPPENED = {
    "certificate.propose": "Proposed",
    "certificate.approve": "Approved",
    "certificate.issue": "Issued",
    "certificate.drop": "Dropped",
    "certificate.suspend": "Suspended",
    "certificate.reinstate": "Reinstated",
    "certificate.revoke": "Revoked",
    "certificate.supersede": "Superseded",
    "certificate.show_name": "The holder lets the name be shown",
    "certificate.hide_name": "The holder no longer lets the name be shown",
    "certificate.list": "The holder is listed in the directory",
    "certificate.unlist": "The holder is no longer listed in the directory",
    "signature.made": "Signed",
}


def history(certificate: Certificate) -> list[dict[str, Any]]:
    """Rows for the timeline, newest first, with reasons opened for holder and office."""
    events = db.session.scalars(certificates.history(certificate.number)).all()
    actors = [event.actor for event in events]
    names = dict(db.session.execute(certificates.names(actors)).all())
    keys = vault().of(certificate.person.ref)
    return [
        {
            "title": HAPPENED.get(event.kind, event.kind),
            "when": f"{event.at:%-d %B %Y, %H:%M} UTC",
            "machine": event.at.isoformat(timespec="seconds"),
            "who": names.get(event.actor, "the system"),
            "detail": _reason(event, keys),
        }
        for event in events
    ]


def _reason(event: Event, keys: PersonVault) -> str | None:
    if event.words is None:
        plain = event.facts.get("reason")
        return str(plain) if plain else None
    try:
        return keys.open(words_place(event.chain.kind, event.chain.ref, event.number), event.words)
    except KeyMissing:
        return "The reason was erased."
