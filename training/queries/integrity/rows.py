"""The rows people see, read beside the chain of their person, and held against what it tells of them."""

from collections.abc import Callable, Iterator
from datetime import UTC
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, String, cast, literal, null, select, union_all

from training.domain.machine import Machine
from training.domain.machines import MACHINES
from training.models import (
    Application,
    Attendance,
    Case,
    Certificate,
    CourseSession,
    Document,
    Enrolment,
    Entry,
    Internship,
    Person,
    Reference,
    Review,
    SignOffRequest,
    Supervision,
)
from training.queries.integrity.account import Account, Step, Told
from training.queries.integrity.faults import Fault, moment, raw
from training.queries.integrity.papers import paper, papers

Judge = Callable[[Row[Any], Account], str]
"""The reason why a row is not what the record says, or nothing."""

BY_ID: dict[str, Machine] = {machine.id: machine for machine in MACHINES}


class Held(NamedTuple):
    """One row, and who judges it."""

    table: str
    row: Row[Any]
    judge: Judge

    def fault(self, account: Account) -> Fault | None:
        reason = self.judge(self.row, account)
        return Fault(self.table or self.row.machine, self.row.ref, reason) if reason else None


class Rows:
    """All that is compared, chain by chain: each kind one stream in the order of the chains."""

    def __init__(self, connection: Connection) -> None:
        kinds: list[tuple[str, Any, Judge]] = [
            ("", _statuses(), _status),
            ("entry", _entries(), _entry),
            ("attendance", _attendances(), _attendance),
            ("certificate", _certificates(), _certificate),
            ("", papers(), paper),
        ]
        self._streams = [(table, _Stream(connection.execute(query)), judge) for table, query, judge in kinds]

    def of(self, chain_id: int) -> Iterator[Held]:
        for table, stream, judge in self._streams:
            for row in stream.of(chain_id):
                yield Held(table, row, judge)


class _Stream:
    def __init__(self, rows: Any) -> None:
        self._groups = groupby(rows, key=lambda row: row.chain_id)
        self._advance()

    def _advance(self) -> None:
        at, rows = next(self._groups, (None, ()))
        self._at, self._held = at, list(rows)

    def of(self, chain_id: int) -> list[Row[Any]]:
        if self._at != chain_id:
            return []
        held = self._held
        self._advance()
        return held


# ------------------------------------------------------------------ the state of every machine


def _statuses() -> Any:
    person, internship = Person.chain_id, Internship.person
    applied = [Application.person]
    interning = [internship]
    parts = [
        _of(Application, Application.ref, person, applied, Application.resume_status),
        _of(Reference, Reference.ref, person, [Reference.application, *applied]),
        _of(Review, Review.ref, person, [Review.application, *applied]),
        _of(Enrolment, Enrolment.ref, person, [Enrolment.person], Enrolment.resume_status),
        _of(Internship, Internship.ref, person, interning, Internship.resume_status),
        _of(Supervision, Supervision.ref, person, [Supervision.internship, *interning]),
        _of(Case, Case.code, person, [Case.internship, *interning]),
        _of(Entry, Entry.ref, person, [Entry.internship, *interning]),
        _of(SignOffRequest, SignOffRequest.ref, person, [SignOffRequest.internship, *interning]),
        _of(Certificate, Certificate.number, person, [Certificate.person]),
    ]
    return union_all(*parts).order_by("chain_id", "machine", "ref")


def _of(model: Any, ref: Any, chain_id: Any, road: list[Any], resume: Any = None) -> Select[*tuple[Any, ...]]:
    """The rows of one machine with the chain they belong to."""
    found = select(
        chain_id.label("chain_id"),
        literal(model.machine.id).label("machine"),
        ref.label("ref"),
        cast(model.status, String).label("status"),
        cast(null() if resume is None else resume, String).label("resume"),
    ).select_from(model)
    for step in road:
        found = found.join(step)
    return found


def _status(row: Row[Any], account: Account) -> str:
    machine = BY_ID[row.machine]
    subject = f"{row.machine}:{row.ref}"
    if subject not in account.named:
        return "The record does not know of it."
    step = account.steps.get(subject) or Step("", machine.start.value)
    if row.status != step.after:
        return f"It is “{row.status}”, but the record says “{step.after}”."
    paused = {state.value for state in machine.pauses}
    if row.resume != (step.before if step.after in paused else None):
        return "It would come back to another state than the record says."
    return ""


# ------------------------------------------------------------------ the log


def _entries() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Person.chain_id,
            Entry.ref,
            raw(Entry.on),
            Entry.minutes,
            Entry.activity,
            raw(Entry.signed_on),
            Case.code,
        )
        .select_from(Entry)
        .join(Entry.internship)
        .join(Internship.person)
        .outerjoin(Entry.case)
        .order_by(Person.chain_id, Entry.id)
    )


def _entry(row: Row[Any], account: Account) -> str:
    said = account.entries.get(f"entry:{row.ref}")
    if said is None:
        return ""  # told by its status already
    stands = {"on": row.on, "minutes": row.minutes, "activity": row.activity, "case": row.code}
    said = {name: said.get(name) for name in stands}
    signed_on = account.signed_on.get(f"entry:{row.ref}")
    return _differing(stands | {"signed_on": row.signed_on}, said | {"signed_on": signed_on})


# ------------------------------------------------------------------ the course


def _attendances() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Person.chain_id,
            (CourseSession.ref + " " + Enrolment.ref).label("ref"),
            CourseSession.ref.label("session"),
            Enrolment.ref.label("enrolment"),
            cast(Attendance.presence, String).label("presence"),
            Attendance.minutes,
            raw(Attendance.verified_at),
            Attendance.verified_by,
        )
        .select_from(Attendance)
        .join(Attendance.session)
        .join(Attendance.enrolment)
        .join(Enrolment.person)
        .order_by(Person.chain_id, Attendance.id)
    )


def _attendance(row: Row[Any], account: Account) -> str:
    """Verified minutes are those that were verified last. What nobody has verified counts for nothing yet."""
    event = account.attended.get((f"session:{row.session}", row.enrolment))
    is_verified = event is not None and event.kind == "attendance.verify"
    if event is None or not is_verified:
        return "The record does not say that it was verified." if row.verified_at else ""
    stands = {
        "presence": row.presence,
        "minutes": row.minutes,
        "verified_at": moment(row.verified_at),
        "verified_by": row.verified_by,
    }
    said = {
        "presence": event.facts.get("presence"),
        "minutes": event.facts.get("minutes"),
        "verified_at": event.at,
        "verified_by": event.actor,
    }
    return _differing(stands, said)


# ------------------------------------------------------------------ certificates


def _certificates() -> Select[*tuple[Any, ...]]:
    columns = [
        Certificate.kind,
        Certificate.proposed_by,
        raw(Certificate.proposed_at),
        Certificate.approved_by,
        raw(Certificate.approved_at),
        raw(Certificate.issued_on),
        raw(Certificate.valid_to),
        raw(Certificate.ended_on),
        Document.sha256,
    ]
    return (
        select(Person.chain_id, Certificate.number.label("ref"), *columns)
        .select_from(Certificate)
        .join(Certificate.person)
        .outerjoin(Certificate.document)
        .order_by(Person.chain_id, Certificate.id)
    )


def _certificate(row: Row[Any], account: Account) -> str:
    told = account.certificates.get(f"certificate:{row.ref}", {})
    proposed = told.get("certificate.propose")
    if proposed is None:
        return ""  # told by its status already
    approved, issued = told.get("certificate.approve"), told.get("certificate.issue")
    said = {
        "kind": proposed.facts.get("of"),
        "proposed_by": proposed.actor,
        "proposed_at": proposed.at,
        "approved_by": approved.actor if approved else None,
        "approved_at": approved.at if approved else None,
        "issued_on": _day(issued),
        "sha256": issued.facts.get("sha256") if issued else None,
        "valid_to": issued.facts.get("valid_to") if issued else None,
        "ended_on": _day(_ending(told)),
    }
    stands = {name: getattr(row, name) for name in said}
    moments = {name: moment(stands[name]) for name in ("proposed_at", "approved_at")}
    return _differing(stands | moments, said)


ENDINGS = tuple(f"certificate.{move}" for move in ("suspend", "revoke", "supersede", "reinstate"))


def _ending(told: dict[str, Told]) -> Told | None:
    """What ended it, unless it was reinstated since."""
    ends = [told[kind] for kind in ENDINGS if kind in told]
    last = max(ends, key=lambda event: event.number, default=None)
    return None if last is None or last.kind == "certificate.reinstate" else last


def _day(event: Told | None) -> str | None:
    return event.at.astimezone(UTC).date().isoformat() if event and event.at else None


def _differing(stands: dict[str, Any], said: dict[str, Any]) -> str:
    names = [name for name in stands if stands[name] != said[name]]
    return f"Not what the record says: {', '.join(names)}." if names else ""
