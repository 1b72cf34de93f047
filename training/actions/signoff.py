"""Signing hours: a supervisor signs a batch with one signature, sends entries back, or declines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from training.actions.post import enqueue
from training.actions.record import Private, advance, advance_all
from training.actions.signing import Signer, meaning, sign
from training.domain import signoff as rules
from training.domain.hours import as_hours, month_starts
from training.domain.internship import LicenceNotValid, OwnSupervisor, SupervisionStatus
from training.domain.program import Program, Who
from training.domain.roles import By, Role
from training.domain.signoff import (
    CommentMissing,
    EntryMove,
    EntryStatus,
    LineAnswer,
    NotSupervisedThen,
    NotTheSigner,
    RequestMove,
    RequestStatus,
    ShownHasChanged,
    Worked,
)
from training.models import Entry, Line, Signature, SignOffRequest

SENT_BACK = "sent back with a comment"
DECLINED = "the request was declined"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back from the page.

    `seen`: the fingerprint it carried; `returned`: a comment for each entry that goes back, by its ref;
    `on`: today where the signer is; `link`: where the letter to the intern leads.
    """

    seen: str
    returned: Mapping[str, str]
    on: date
    link: str


def waiting(request: SignOffRequest) -> list[Line]:
    """The lines that can still be signed, in the order of the days worked."""
    lines = [
        line
        for line in request.lines
        if line.answer == LineAnswer.WAITS and line.entry.status is EntryStatus.SUBMITTED
    ]
    return sorted(lines, key=lambda line: (line.entry.on, line.entry.ref))


def worked(entry: Entry, program: Program) -> Worked:
    """An entry as it is shown and signed, in the words of the program."""
    practice = program.internship
    return Worked(
        ref=entry.ref,
        on=entry.on,
        minutes=entry.minutes,
        activity=entry.activity,
        label=practice.activity(entry.activity).label,
        case=entry.case.code if entry.case else None,
        methods=tuple(practice.method(method).label for method in entry.methods),
        version=entry.version,
        agreed=entry.case.agreed_minutes if entry.case else None,
    )


def on_the_page(request: SignOffRequest, lines: Iterable[Line], program: Program) -> dict[str, object]:
    return rules.shown(request.ref, request.period, [worked(line.entry, program) for line in lines])


def sign_entries(
    request: SignOffRequest, *, signer: Signer, reply: Reply, program: Program
) -> Signature | None:
    """Sign what was ticked with one signature and send the rest back. None where all went back.

    Raises before anything has changed: IllegalMove for a request that is answered already, ShownHasChanged
    where the entries are not those of the page.
    """
    check_seen(request, reply.seen, program, by=signer.by)
    lines = waiting(request)
    _check(request, lines, signer)
    kept = [line for line in lines if line.entry.ref not in reply.returned]
    returned = [line for line in lines if line.entry.ref in reply.returned]
    move = rules.answer_for(len(kept), len(returned))
    if not all(reply.returned[line.entry.ref].strip() for line in returned):
        raise CommentMissing

    if kept:
        request.signature = _signature(request, kept, signer, program)
        _settle_signed(request, kept, program, by=signer.by, on=reply.on)
    if returned:
        _send_back(request, returned, reply.returned, by=signer.by, reason=SENT_BACK)
        _tell_intern(request, len(returned), program, link=reply.link, by=signer.by)
    request.answered_at = signer.by.at
    advance(request, move, by=signer.by, signed=len(kept), returned=len(returned), minutes=_minutes(kept))
    return request.signature


def check_seen(request: SignOffRequest, seen: str, program: Program, *, by: By) -> None:
    """Refuse a request that is answered already, and a page that shows other entries than there are now."""
    request.machine.step(request.status, RequestMove.SIGN, capacity=by.capacity, has_reason=False)
    if rules.fingerprint(on_the_page(request, waiting(request), program)) != seen:
        raise ShownHasChanged


def decline(
    request: SignOffRequest, *, by: By, reason: str, words: Private, program: Program, link: str
) -> None:
    """Sign nothing of it, and say why. Every entry goes back to the intern with the reason."""
    _check_addressed(request, by)
    lines = waiting(request)
    advance(request, RequestMove.DECLINE, by=by, words=words, entries=len(lines))
    request.answered_at = by.at
    _send_back(request, lines, {line.entry.ref: reason for line in lines}, by=by, reason=DECLINED)
    _tell_intern(request, len(lines), program, link=link, by=by)


# ------------------------------------------------------------------ who may, and for which days


def _check_addressed(request: SignOffRequest, by: By) -> None:
    if request.supervisor.ref != by.ref or request.role is not by.capacity:
        raise NotTheSigner
    if request.internship.person_id == request.supervisor_id:
        raise OwnSupervisor


def _check(request: SignOffRequest, lines: Iterable[Line], signer: Signer) -> None:
    """The agreement covers each day worked, and a therapist was licensed on it."""
    _check_addressed(request, signer.by)
    for day in sorted({line.entry.on for line in lines}):
        if not _supervised(request, day):
            raise NotSupervisedThen(day)
        if request.role is Role.THERAPIST and not signer.person.licence_on(day):
            raise LicenceNotValid(signer.person.name, day)


def _supervised(request: SignOffRequest, day: date) -> bool:
    signed = (SupervisionStatus.ACTIVE, SupervisionStatus.ENDED)
    return any(
        one.supervisor_id == request.supervisor_id
        and one.role is request.role
        and one.status in signed
        and one.covers(day)
        for one in request.internship.supervisions
    )


# ------------------------------------------------------------------ signing


def _signature(request: SignOffRequest, kept: list[Line], signer: Signer, program: Program) -> Signature:
    statement = meaning(
        program.statement("hours"), "hours", **fill(request, signer.person.name, kept, program)
    )
    return sign(
        request.chain,
        signer=signer,
        subject=f"sign_off:{request.ref}",
        meaning=statement,
        shown=on_the_page(request, kept, program),
    )


def fill(request: SignOffRequest, name: str, lines: list[Line], program: Program) -> dict[str, str]:
    """What the sentence of a signature is filled with, on the page and in the signature alike."""
    return {
        "name": name,
        "capacity": capacity(request.role, program),
        "intern": request.internship.person.name,
        "count": str(len(lines)),
        "hours": as_hours(_minutes(lines)),
        "period": _month(request.period),
        "program": program.title,
        "body": program.body.name,
        "case": "",
    }


def capacity(role: Role, program: Program) -> str:
    """The program's own word for a role, as it stands within a sentence."""
    return program.role(Who(role.value)).one.lower()


def _settle_signed(request: SignOffRequest, kept: list[Line], program: Program, *, by: By, on: date) -> None:
    """An entry is signed once everyone its activity asks for has signed; then it replaces what it amends."""
    for line in kept:
        line.answer = LineAnswer.SIGNED.value
    done = [line.entry for line in kept if _has_every_signature(line.entry, program)]
    subject = f"sign_off:{request.ref}"
    advance_all(done, EntryMove.SIGN, subject=subject, by=by, signed_on=on.isoformat())
    for entry in done:
        entry.signed_on = on
    amended = [entry.amends for entry in done if entry.amends]
    advance_all(amended, EntryMove.SUPERSEDE, subject=subject, by=by)


def _has_every_signature(entry: Entry, program: Program) -> bool:
    asked = {who.value for who in program.internship.activity(entry.activity).signed_by.roles}
    have = {line.request.role.value for line in entry.lines if line.answer == LineAnswer.SIGNED}
    return asked <= have


# ------------------------------------------------------------------ sending back


def _send_back(
    request: SignOffRequest, lines: list[Line], comments: Mapping[str, str], *, by: By, reason: str
) -> None:
    for line in lines:
        line.answer = LineAnswer.RETURNED.value
        line.comment = line.entry.returned_for = comments[line.entry.ref].strip()
    entries = [line.entry for line in lines]
    advance_all(entries, EntryMove.RETURN, subject=f"sign_off:{request.ref}", by=by, reason=reason)
    _lapse(request, entries, by=by)


def _lapse(request: SignOffRequest, entries: list[Entry], *, by: By) -> None:
    """What the other supervisor was asked, or has said, about these entries no longer stands."""
    others = [line for entry in entries for line in entry.lines if line.request is not request]
    for line in others:
        if line.answer == LineAnswer.WAITS:
            line.request.entry_count -= 1
            line.request.total_minutes -= line.entry.minutes
        if line.answer in (LineAnswer.WAITS, LineAnswer.SIGNED):
            line.answer = LineAnswer.LAPSED.value
    for other in {line.request.ref: line.request for line in others}.values():
        if other.status is RequestStatus.REQUESTED and not _any_waits(other):
            advance(other, RequestMove.CANCEL, by=by, sent_back_with=request.ref)


def _any_waits(request: SignOffRequest) -> bool:
    return any(line.answer == LineAnswer.WAITS for line in request.lines)


def _tell_intern(request: SignOffRequest, count: int, program: Program, *, link: str, by: By) -> None:
    intern = request.internship.person
    words = {
        "name": intern.name,
        "count": str(count),
        "period": _month(request.period),
        "link": link,
        "body": program.body.name,
    }
    enqueue(
        request.chain,
        program.letter("entries_returned"),
        key=f"entries_returned:{request.ref}",
        to=intern.email,
        fill=words,
        due_at=by.at,
    )


def _minutes(lines: Iterable[Line]) -> int:
    return sum(line.entry.minutes for line in lines)


def _month(period: str) -> str:
    return f"{month_starts(period):%B %Y}"
