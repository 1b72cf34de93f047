"""The applicant's acts: begin, write, consent, send, answer an offer, step back. And the office's on fees."""

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from training.actions.people import Pick
from training.actions.post import enqueue
from training.actions.record import Private, advance, write
from training.actions.reference import cancel_all
from training.domain.answers import open_parts
from training.domain.application import (
    ApplicationMove,
    ApplicationStatus,
    ConsentMissing,
    FeeStatus,
    PartsMissing,
    ensure_may_begin,
    ensure_writable,
)
from training.domain.numbers import reference
from training.domain.program import Program, Wording
from training.domain.reference import lacking
from training.domain.roles import By
from training.domain.tongue import gettext as _
from training.models import Answer, Application, Consent, Person, ProgramVersion
from training.vault import PersonVault

CONSENT = "application_consent"
"""The id under which this consent is kept beside a person's others."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What sending asks for: the program, every answer opened, and whether the consent stands."""

    program: Program
    texts: Mapping[str, str]
    consented: bool


def begin(
    person: Person,
    version: ProgramVersion,
    *,
    before: Collection[ApplicationStatus],
    by: By,
    pick: Pick = secrets.randbelow,
) -> Application:
    """A new draft, pinned to the program as it is today. `before`: the states of all this person began."""
    ensure_may_begin(before)
    application = Application(
        ref=reference("A", pick),
        person=person,
        program=version,
        status=Application.machine.start,
        began_at=by.at,
        fee_status=FeeStatus.DUE.value,
        answers=[],
        references=[],
        reviews=[],
        decisions=[],
    )
    _write(application, "application.begin", by=by, program=version.program, version=version.version)
    return application


def save(
    application: Application, part: str, texts: Mapping[str, str], *, keys: PersonVault, by: By
) -> list[Answer]:
    """Keep what was written in a part, and say so on the record. Answers that say the same are let be."""
    changed = keep(application, texts, keys=keys, by=by)
    if changed:
        _write(application, "application.save", by=by, part=part, count=len(changed))
    return changed


def keep(application: Application, texts: Mapping[str, str], *, keys: PersonVault, by: By) -> list[Answer]:
    """What the page keeps by itself while somebody writes.

    No event: it happens every few seconds, says nothing that the save after it does not say, and would
    bury in the record what people did on purpose.
    """
    ensure_writable(application.status)
    written = {answer.question: answer for answer in application.answers}
    return [
        _put(application, written.get(question), question, text, keys=keys, by=by)
        for question, text in texts.items()
        if text != _opened(written.get(question), keys)
    ]


def _opened(answer: Answer | None, keys: PersonVault) -> str:
    return keys.open(answer.place, answer.sealed) if answer else ""


def _put(
    application: Application, answer: Answer | None, question: str, text: str, *, keys: PersonVault, by: By
) -> Answer:
    if answer is None:
        answer = Answer(ref=reference("W", secrets.randbelow, 8), question=question)
        application.answers.append(answer)
    answer.sealed, answer.saved_at = keys.seal(answer.place, text), by.at
    return answer


def give_consent(person: Person, wording: Wording, *, by: By) -> Consent:
    """Before the first sensitive question. The view adds the row."""
    consent = Consent(person_id=person.id, text_id=CONSENT, text_version=str(wording.version), given_at=by.at)
    subject = f"person:{person.ref}"
    write(person.chain, "consent.give", subject=subject, by=by, text=CONSENT, version=str(wording.version))
    return consent


def withdraw_consent(
    person: Person, consents: Iterable[Consent], applications: Iterable[Application], *, by: By
) -> list[Answer]:
    """Take back what every version of the text allowed: it is one purpose, whichever text it was given to.

    Each application ends here, as the text says; what was decided before stays decided.
    Returns the answers, for the view to delete. What referees wrote goes with them.
    """
    for consent in consents:
        consent.withdrawn_at = by.at
    write(person.chain, "consent.withdraw", subject=f"person:{person.ref}", by=by, text=CONSENT)
    return [answer for one in applications for answer in _end_without_consent(one, by=by)]


def _end_without_consent(application: Application, *, by: By) -> list[Answer]:
    cancel_all(application, by=by)
    for one in application.references:
        one.sealed = None
    for move in (ApplicationMove.DISCARD, ApplicationMove.WITHDRAW):
        if move in Application.machine.moves_from(application.status):
            advance(application, move, by=by)
            break
    return list(application.answers)


def send(application: Application, ready: Ready, *, by: By, link: str) -> None:
    """Submit, or send again what was returned. Raises ConsentMissing, or PartsMissing with what is open."""
    ensure_writable(application.status)
    if not ready.consented:
        raise ConsentMissing
    if missing := all_missing(application, ready):
        raise PartsMissing(missing)
    again = application.status is ApplicationStatus.RETURNED
    if not again:
        application.submitted_at = by.at
    move = ApplicationMove.RESUBMIT if again else ApplicationMove.SUBMIT
    event = advance(application, move, by=by, answers=len(application.answers))
    _confirm(application, ready.program, number=event.number, by=by, link=link)


def all_missing(application: Application, ready: Ready) -> list[str]:
    """The titles of everything that keeps this from being sent, letters of recommendation included."""
    states = [one.status for one in application.references]
    letters = lacking(states, ready.program.references)
    return open_parts(ready.program.application, ready.texts) + (
        [_("Letters of recommendation")] if letters else []
    )


def _confirm(application: Application, program: Program, *, number: int, by: By, link: str) -> None:
    enqueue(
        application.chain,
        program.letter("application_received"),
        key=f"application-received:{application.ref}:{number}",
        to=application.person.email,
        fill={
            "name": application.person.name,
            "days": str(program.committee.reply_days),
            "link": link,
            "body": program.body.name,
        },
        due_at=by.at,
    )


def discard(application: Application, *, by: By) -> list[Answer]:
    """Throw a draft away, with everything in it. Returns the answers, for the view to delete."""
    advance(application, ApplicationMove.DISCARD, by=by)
    cancel_all(application, by=by)
    for one in application.references:
        one.sealed = None
    return list(application.answers)


def withdraw(application: Application, *, by: By, words: Private | None = None) -> None:
    """Step back from what was sent. The reason is the applicant's own and goes on the record sealed."""
    advance(application, ApplicationMove.WITHDRAW, by=by, words=words)
    cancel_all(application, by=by)


def accept(application: Application, *, by: By) -> None:
    advance(application, ApplicationMove.ACCEPT, by=by)


def refuse(application: Application, *, by: By) -> None:
    advance(application, ApplicationMove.REFUSE, by=by)


def record_fee(application: Application, status: FeeStatus, *, by: By) -> None:
    """The office notes what became of the fee. Noting the same again changes nothing."""
    before = application.fee_status
    if before == status.value:
        return
    application.fee_status = status.value
    _write(application, "application.fee", by=by, before=before, after=status.value)


def _write(application: Application, kind: str, *, by: By, **facts: Any) -> None:
    write(application.chain, kind, subject=f"application:{application.ref}", by=by, **facts)
