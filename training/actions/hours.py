"""The log: writing work down, changing it while it is a draft, and sending a month to be signed."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from training.actions.post import enqueue
from training.actions.record import advance, advance_all, write
from training.domain.hours import as_hours, month_of, month_starts, sign_by
from training.domain.internship import LOGGING, OwnSupervisor
from training.domain.log import (
    AmendmentOpen,
    NoSupervisor,
    NotOpenForLog,
    NotYoursToChange,
    OnlySignedAmended,
    OtherMonth,
    Surroundings,
    Work,
    check,
)
from training.domain.numbers import reference
from training.domain.program import Program
from training.domain.roles import By, Role
from training.domain.signoff import (
    AlreadySigned,
    EntryMove,
    EntryStatus,
    NothingToSign,
    RequestMove,
    RequestStatus,
)
from training.models import Case, Entry, Internship, Line, Person, SignOffRequest
from training.vault import PersonVault

Link = Callable[[str], str]
"""The absolute address of a request's page, from its ref."""


class Desk(NamedTuple):
    """What every writing into the log needs: the program, what the work is held against, and the keys."""

    program: Program
    around: Surroundings
    keys: PersonVault


def log(internship: Internship, work: Work, *, desk: Desk, by: By, form_key: str | None = None) -> Entry:
    """Write a new stretch of work down as a draft. Needs the internship's `cases`."""
    entry = _new(internship, work, desk=desk, by=by, form_key=form_key)
    _write("entry.log", entry, by)
    return entry


def change(entry: Entry, work: Work, *, desk: Desk, by: By) -> None:
    """Change a draft, or what a supervisor sent back, which makes it a draft again."""
    if entry.status not in (EntryStatus.DRAFT, EntryStatus.RETURNED):
        raise NotYoursToChange
    _open(entry.internship)
    check(work, desk.around, desk.program.internship)
    if entry.status is EntryStatus.RETURNED:
        advance(entry, EntryMove.REDRAFT, by=by)
    _fill(entry, work, desk.keys)
    _write("entry.change", entry, by)


def remove(entry: Entry, *, by: By) -> None:
    """Take a draft out of the log; what was returned becomes a draft first."""
    if entry.status is EntryStatus.RETURNED:
        advance(entry, EntryMove.REDRAFT, by=by)
    advance(entry, EntryMove.DELETE, by=by)
    entry.note, entry.form_key = None, None


def recall(entry: Entry, *, by: By) -> None:
    """Take an entry back before anybody signed it. Needs its `lines` with requests and all their lines."""
    if any(line.answer == "signed" for line in entry.lines):
        raise AlreadySigned
    advance(entry, EntryMove.RECALL, by=by)
    for line in entry.lines:
        if line.request.status is RequestStatus.REQUESTED and line.answer == "waits":
            _take_out(line, by)


def amend(entry: Entry, work: Work, *, desk: Desk, by: By, open_amendment: Entry | None = None) -> Entry:
    """A new draft that takes a signed entry's place once signed; until then the old one counts."""
    if entry.status is not EntryStatus.SIGNED:
        raise OnlySignedAmended
    if open_amendment is not None:
        raise AmendmentOpen
    amendment = _new(entry.internship, work, desk=desk, by=by)
    amendment.amends = entry
    _write("entry.amend", amendment, by, amends=entry.ref)
    return amendment


def _new(internship: Internship, work: Work, *, desk: Desk, by: By, form_key: str | None = None) -> Entry:
    _open(internship)
    check(work, desk.around, desk.program.internship)
    entry = Entry(
        ref=reference("E", secrets.randbelow, 8),
        internship=internship,
        status=EntryStatus.DRAFT,
        logged_at=by.at,
        form_key=form_key,
    )
    _fill(entry, work, desk.keys)
    return entry


def _open(internship: Internship) -> None:
    if internship.status not in LOGGING:
        raise NotOpenForLog


def _fill(entry: Entry, work: Work, keys: PersonVault) -> None:
    entry.on, entry.minutes, entry.activity = work.on, work.minutes, work.activity
    entry.case = next((one for one in entry.internship.cases if one.code == work.case), None)
    entry.methods = list(work.methods)
    entry.note = keys.seal(entry.place, work.note) if work.note else None


def _write(kind: str, entry: Entry, by: By, **facts: Any) -> None:
    """What the record keeps of a draft: the day, the time, the activity and the case, never the note."""
    said: dict[str, Any] = {
        "on": entry.on.isoformat(),
        "minutes": entry.minutes,
        "activity": entry.activity,
        "case": entry.case.code if entry.case else None,
    }
    write(entry.chain, kind, subject=f"entry:{entry.ref}", by=by, **said, **facts)


def _take_out(line: Line, by: By) -> None:
    """The supervisor has one entry less to look at; an empty request is cancelled."""
    request = line.request
    line.answer = "recalled"
    request.entry_count -= 1
    request.total_minutes -= line.entry.minutes
    if not any(other.answer == "waits" for other in request.lines):
        advance(request, RequestMove.CANCEL, by=by)


# ------------------------------------------------------------------ sending a month


def submit_period(
    internship: Internship,
    period: str,
    entries: Sequence[Entry],
    *,
    program: Program,
    by: By,
    link: Link,
) -> list[SignOffRequest]:
    """Send drafts of one month to everyone who must sign them: one request each, one event for all.

    Needs supervisions with supervisors, and cases with therapist and mentor. The caller adds the requests.
    """
    _of_one_month(entries, period)
    requests = [
        _request(internship, period, signer, batch, by)
        for signer, batch in _by_signer(internship, entries, program).items()
    ]
    advance_all(
        entries,
        EntryMove.SUBMIT,
        subject=f"period:{internship.ref}:{period}",
        by=by,
        requests=[request.ref for request in requests],
    )
    for entry in entries:
        entry.returned_for = None
    for request in requests:
        _tell(request, program, by, link(request.ref))
    return requests


def _of_one_month(entries: Sequence[Entry], period: str) -> None:
    if not entries:
        raise NothingToSign
    if any(month_of(entry.on) != period for entry in entries):
        raise OtherMonth


class _Addressee(NamedTuple):
    """One person in one capacity. Compared as the object it is: rows have no id before they are stored."""

    person: Person
    role: Role


def _by_signer(
    internship: Internship, entries: Iterable[Entry], program: Program
) -> dict[_Addressee, list[Entry]]:
    batches: dict[_Addressee, list[Entry]] = {}
    for entry in entries:
        for signer in signers(internship, entry, program):
            batches.setdefault(signer, []).append(entry)
    return batches


def signers(internship: Internship, entry: Entry, program: Program) -> list[_Addressee]:
    """Who must sign an entry: those of its case, otherwise whoever supervised on that day."""
    activity = program.internship.activity(entry.activity)
    return [
        _supervisor(internship, entry, Role(who.value), activity.label) for who in activity.signed_by.roles
    ]


def _supervisor(internship: Internship, entry: Entry, role: Role, label: str) -> _Addressee:
    wanted = _of_case(entry.case, role) if entry.case else None
    covering = [
        one.supervisor
        for one in internship.supervisions
        if one.role is role and one.covers(entry.on) and (wanted is None or one.supervisor is wanted)
    ]
    if not covering:
        raise NoSupervisor(label, entry.on, role.label)
    if covering[-1] is internship.person:
        raise OwnSupervisor
    return _Addressee(covering[-1], role)


def _of_case(case: Case, role: Role) -> Person:
    return case.therapist if role is Role.THERAPIST else case.mentor


def _request(
    internship: Internship, period: str, signer: _Addressee, batch: list[Entry], by: By
) -> SignOffRequest:
    return SignOffRequest(
        ref=reference("R", secrets.randbelow, 7),
        internship=internship,
        supervisor=signer.person,
        role=signer.role,
        period=period,
        status=RequestStatus.REQUESTED,
        entry_count=len(batch),
        total_minutes=sum(entry.minutes for entry in batch),
        requested_at=by.at,
        lines=[Line(entry=entry, answer="waits") for entry in batch],
    )


def _tell(request: SignOffRequest, program: Program, by: By, link: str) -> None:
    months = program.internship.sign_by_months or 1
    enqueue(
        request.chain,
        program.letter("sign_request"),
        key=f"sign_request:{request.ref}",
        to=request.supervisor.email,
        fill={
            "name": request.supervisor.name,
            "count": str(request.entry_count),
            "period": f"{month_starts(request.period):%B %Y}",
            "hours": as_hours(request.total_minutes),
            "reply_by": f"{sign_by(request.period, months):%-d %B %Y}",
            "link": link,
            "body": program.body.name,
        },
        due_at=by.at,
    )
