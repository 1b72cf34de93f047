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
from training.domain.permissions import Permission
from training.domain.requirements import Unit
from training.domain.tongue import gettext as _
from training.domain.tongue import marked, ngettext, say_number
from training.extensions import db, vault
from training.models import Certificate, Event, Person
from training.models.record import words_place
from training.queries import certificate as certificates
from training.queries.eligibility import eligibility_facts
from training.queries.program import current, definition
from training.vault import KeyMissing, PersonVault
from training.web.access import may, me, today
from training.web.certificate_words import FOLLOWS, QUESTIONS, waiting_in_words
from training.web.telling import when

S = CertificateStatus
ENDED = (S.ISSUED, S.SUSPENDED, S.REVOKED, S.SUPERSEDED)
# Name in the address, what people read, and what stands there (none: people, not certificates).
TabWords = tuple[str, str, tuple[CertificateStatus, ...]]
TABS: tuple[TabWords, ...] = (
    ("propose", marked("To propose"), ()),
    ("approve", marked("To approve"), (S.PROPOSED,)),
    ("issue", marked("To issue"), (S.APPROVED,)),
    ("issued", marked("Issued"), ENDED),
)
NEXT = {S.PROPOSED: marked("Look and approve"), S.APPROVED: marked("Issue")}
# An empty list says what fills it.
NOTHING = {
    "approve": (marked("Nothing to approve"), marked("What a colleague proposes appears here.")),
    "issue": (marked("Nothing to issue"), marked("What is approved appears here.")),
    "issued": (marked("Nothing issued yet"), marked("Issued certificates stay here for good.")),
}


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
    def label(self) -> str:
        return self.move.label

    @property
    def note(self) -> str:
        """What follows from it."""
        return _(FOLLOWS[self.move])

    @property
    def question(self) -> str | None:
        return _(QUESTIONS[self.move]) if self.move in QUESTIONS else None

    @property
    def is_danger(self) -> bool:
        return self.move in (CertificateMove.REVOKE, CertificateMove.SUSPEND, CertificateMove.DROP)


def way_back(certificate: Certificate) -> list[tuple[str, str]]:
    """Where a reader of this page comes from: the office by the holder, the holder from the list."""
    crumbs = [(_("Certificates"), url_for("certificates.index"))]
    if may(Permission.PEOPLE) and certificate.person_id != me().id:
        crumbs.append((certificate.holder, url_for("people.one", ref=certificate.person.ref)))
    return crumbs


def office_tabs(wanted: str, after: str = "") -> dict[str, Any]:
    """The tabs with their numbers, and the rows of the one that is open."""
    counts = dict(db.session.execute(certificates.status_counts()).all())
    shown = next((tab for tab in TABS if tab[0] == wanted), TABS[1])
    tabs = [
        Tab(
            _(label),
            url_for("certificates.index", tab=name),
            name == shown[0],
            sum(counts.get(status, 0) for status in statuses) if statuses else None,
        )
        for name, label, statuses in TABS
    ]
    return {
        "tab_rows": tabs,
        "today": today(),
        "tab": shown[0],
        "next_step": NEXT,
        "nothing": [_(words) for words in NOTHING.get(shown[0], ())],
        "lead": waiting_in_words(sum(counts.get(status, 0) for status in NEXT)),
        **(_rows(shown, after, counts) if shown[2] else _people()),
    }


def _rows(tab: TabWords, after: str, counts: dict[CertificateStatus, int]) -> dict[str, Any]:
    """A page of certificates, how many there are in all, and the ways to its neighbours."""
    name, _label, statuses = tab
    found = db.session.scalars(certificates.in_status(*statuses, after=after)).all()
    rows = found[: certificates.PAGE]
    number = sum(counts.get(status, 0) for status in statuses)
    is_more = len(found) > len(rows)
    return {
        "rows": rows,
        "total": ngettext("%(number)s certificate", "%(number)s certificates", number),
        "newer": url_for("certificates.index", tab=name) if after else None,
        "older": url_for("certificates.index", tab=name, after=rows[-1].number) if is_more else None,
    }


def _people() -> dict[str, Any]:
    titles = {one.id: one.title for one in definition(db.session.scalars(current()).one()).certificates}
    people = db.session.execute(certificates.ripe()).all()
    return {
        "people": [(ref, name, titles.get(kind, kind)) for ref, name, kind in people],
        "total": ngettext("%(number)s may be ready", "%(number)s may be ready", len(people)),
    }


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
        return [(_(label).capitalize(), value) for value, label in self.eligibility.figures]

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
        (
            one["label"],
            _(
                "%(have)s of %(needed)s",
                have=_amount(one["countable"], one["unit"]),
                needed=_amount(one["needed"], one["unit"]),
            ),
        )
        for one in certificate.snapshot["requirements"]
    ]


def _amount(number: int, unit: str) -> str:
    if unit == Unit.MINUTES:
        return as_hours(number)
    return f"{say_number(number)} {Unit(unit).label.lower() if unit in set(Unit) else unit}"


# ------------------------------------------------------------------ what happened

HAPPENED = {
    "certificate.propose": marked("Proposed"),
    "certificate.approve": marked("Approved"),
    "certificate.issue": marked("Issued"),
    "certificate.drop": marked("Dropped"),
    "certificate.suspend": marked("Suspended"),
    "certificate.reinstate": marked("Reinstated"),
    "certificate.revoke": marked("Revoked"),
    "certificate.supersede": marked("Superseded"),
    "certificate.show_name": marked("The holder lets the name be shown"),
    "certificate.hide_name": marked("The holder no longer lets the name be shown"),
    "certificate.list": marked("The holder is listed in the directory"),
    "certificate.unlist": marked("The holder is no longer listed in the directory"),
    "signature.made": marked("Signed"),
}


def history(certificate: Certificate) -> list[dict[str, Any]]:
    """Rows for the timeline, newest first, with reasons opened for holder and office."""
    events = db.session.scalars(certificates.history(certificate.number)).all()
    actors = [event.actor for event in events]
    names = dict(db.session.execute(certificates.names(actors)).all())
    keys = vault().of(certificate.person.ref)
    return [
        {
            "title": _(HAPPENED.get(event.kind, event.kind)),
            "when": when(event.at),
            "machine": event.at.isoformat(timespec="seconds"),
            "who": names.get(event.actor, _("the software")),
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
        return _("The reason was erased.")
