"""Evaluations and the words at the end: written by each party, sealed for the intern, signed, kept."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from training.actions.record import Private, write
from training.actions.signing import Meaning, Signer, meaning, sign
from training.domain.case import NotYourPart
from training.domain.evaluation import AlreadySent, NothingDue, NotInReview, rounds_due, still_to_write
from training.domain.internship import InternshipMove, InternshipStatus, Party, SupervisionStatus
from training.domain.machine import ReasonMissing
from training.domain.numbers import reference
from training.domain.program import Program
from training.domain.program.marks import Who
from training.domain.roles import Role
from training.models import Attestation, Evaluation, Internship, Person, Signature
from training.vault import PersonVault

WRITTEN_DURING = (
    InternshipStatus.ACTIVE,
    InternshipStatus.ON_LEAVE,
    InternshipStatus.SUSPENDED,
    InternshipStatus.COMPLETION_REVIEW,
)
PARTY = {
    Role.INTERN: Party.INTERN,
    Role.THERAPIST: Party.THERAPIST,
    Role.MENTOR: Party.MENTOR,
    Role.REGISTRAR: Party.STAFF,
    Role.DIRECTOR: Party.STAFF,
}


@dataclass(frozen=True, slots=True)
class Written:
    """An evaluation as it was written: for which round, and the answers by question."""

    due_on: date
    answers: Mapping[str, str]


def rounds(internship: Internship, program: Program, *, on: date) -> list[date]:
    """Every round due up to a day. Needs `leaves` loaded."""
    if internship.started_on is None:
        return []
    leaves = [(leave.from_on, leave.until_on) for leave in internship.leaves]
    every = program.internship.evaluations.every_months
    return rounds_due(internship.started_on, every, leaves, on=on)


def owed_by(person: Person, role: Role, internship: Internship, program: Program, *, on: date) -> list[date]:
    """The rounds this person still has to write, oldest first; none once the internship is over."""
    if internship.status not in WRITTEN_DURING:
        return []
    since, takes_part = _takes_part(person, role, internship)
    if not takes_part:
        return []
    sent = [one.due_on for one in internship.evaluations if one.author_id == person.id]
    return still_to_write(rounds(internship, program, on=on), sent, since=since)


def send(
    internship: Internship, written: Written, *, signer: Signer, keys: PersonVault, program: Program
) -> Evaluation:
    """Seal it with the intern's key and sign it. The signature binds the answers without holding them."""
    person, by = signer.person, signer.by
    if any(one.author_id == person.id and one.due_on == written.due_on for one in internship.evaluations):
        raise AlreadySent
    if written.due_on not in owed_by(person, by.capacity, internship, program, on=by.at.date()):
        raise NothingDue
    evaluation = _unsealed(written, signer)
    evaluation.signature = sign(
        internship.chain,
        signer=signer,
        subject=f"evaluation:{evaluation.ref}",
        meaning=said(internship, written.due_on, signer, program),
        shown=_sealed(evaluation, written, keys),
    )
    internship.evaluations.append(evaluation)
    subject, due_on = f"internship:{internship.ref}", written.due_on.isoformat()
    write(
        internship.chain, "evaluation.send", subject=subject, by=by, evaluation=evaluation.ref, due_on=due_on
    )
    return evaluation


def _sealed(evaluation: Evaluation, written: Written, keys: PersonVault) -> dict[str, object]:
    """Seal the answers; what the signature covers binds them by a digest."""
    text = json.dumps(dict(written.answers), ensure_ascii=False, sort_keys=True)
    evaluation.sealed = keys.seal(evaluation.place, text)
    return {
        "evaluation": evaluation.ref,
        "due_on": written.due_on.isoformat(),
        "questions": sorted(written.answers),
        "answers": keys.digest(text),
    }


def _unsealed(written: Written, signer: Signer) -> Evaluation:
    return Evaluation(
        ref=reference("V", secrets.randbelow, 7),
        author=signer.person,
        author_id=signer.person.id,
        party=PARTY[signer.by.capacity],
        due_on=written.due_on,
        sent_at=signer.by.at,
    )


def answers(evaluation: Evaluation, keys: PersonVault) -> dict[str, str]:
    """What was written, by question. Only for those who may read it."""
    found: dict[str, str] = json.loads(keys.open(evaluation.place, evaluation.sealed))
    return found


def said(internship: Internship, due_on: date, signer: Signer, program: Program) -> Meaning:
    period = f"the months up to {due_on:%-d %B %Y}"
    return meaning(
        program.statement("evaluation"), "evaluation", **_fill(internship, signer, program), period=period
    )


# ------------------------------------------------------------------ completion


def attest(
    internship: Internship, *, agrees: bool, reason: Private | None, signer: Signer, program: Program
) -> Attestation:
    """One party's word on the end of the internship. A later word of the same person replaces it."""
    if internship.status is not InternshipStatus.COMPLETION_REVIEW:
        raise NotInReview
    _check_party(signer, internship)
    if not agrees and reason is None:
        raise ReasonMissing(InternshipMove.SEND_BACK)
    party = PARTY[signer.by.capacity]
    signature = sign(
        internship.chain,
        signer=signer,
        subject=f"internship:{internship.ref}",
        meaning=attested(internship, signer, program, agrees=agrees),
        shown=shown(internship) | {"party": party.value, "agrees": agrees},
    )
    attestation = _word(internship, party, signer, signature, agrees=agrees)
    write(
        internship.chain,
        "internship.attest",
        subject=f"internship:{internship.ref}",
        by=signer.by,
        words=reason,
        party=party.value,
        agrees=agrees,
        signature=signature.ref,
    )
    return attestation


def _word(
    internship: Internship, party: Party, signer: Signer, signature: Signature, *, agrees: bool
) -> Attestation:
    """The row of this word; the same person's earlier one is withdrawn, never removed."""
    for earlier in standing_words(internship):
        if earlier.person is signer.person and earlier.party is party:
            earlier.is_withdrawn = True
    attestation = Attestation(
        party=party,
        person=signer.person,
        agrees=agrees,
        at=signer.by.at,
        is_withdrawn=False,
        signature=signature,
    )
    internship.attestations.append(attestation)
    return attestation


def standing_words(internship: Internship) -> list[Attestation]:
    """What each person says now about the end of the internship. Needs `attestations` loaded."""
    return [one for one in internship.attestations if one.case_id is None and not one.is_withdrawn]


def attested(internship: Internship, signer: Signer, program: Program, *, agrees: bool) -> Meaning:
    """The sentence of a yes is the program's for each party; a no has one sentence for all."""
    filled = _fill(internship, signer, program)
    if not agrees:
        return meaning(program.statement("completion_disagreed"), "completion_disagreed", **filled)
    who = Who(PARTY[signer.by.capacity].value)
    return meaning(program.internship.attestation(who), f"attestation_{who}", **filled)


def shown(internship: Internship) -> dict[str, object]:
    """What the page of an attestation shows: the internship and its cases."""
    return {
        "internship": internship.ref,
        "intern": internship.person.ref,
        "started_on": internship.started_on.isoformat() if internship.started_on else "",
        "cases": [{"code": case.code, "status": case.status.value} for case in internship.cases],
    }


# ------------------------------------------------------------------ who takes part


def _takes_part(person: Person, role: Role, internship: Internship) -> tuple[date | None, bool]:
    """Since when somebody writes evaluations of this internship, and whether they do."""
    if role is Role.INTERN:
        return None, person.id == internship.person_id
    mine = [
        one.from_on
        for one in internship.supervisions
        if one.supervisor_id == person.id and one.role is role and one.status is SupervisionStatus.ACTIVE
    ]
    return (min((day for day in mine if day), default=None), bool(mine))


def _check_party(signer: Signer, internship: Internship) -> None:
    """The intern, each active supervisor, and staff other than the intern."""
    role, person = signer.by.capacity, signer.person
    if role in (Role.REGISTRAR, Role.DIRECTOR):
        takes_part = person.id != internship.person_id
    else:
        _, takes_part = _takes_part(person, role, internship)
    if not takes_part:
        raise NotYourPart


def _fill(internship: Internship, signer: Signer, program: Program) -> dict[str, str]:
    return {
        "name": signer.person.name,
        "capacity": program.role(Who(signer.by.capacity.value)).one.lower(),
        "intern": internship.person.name,
        "program": program.title,
        "body": program.body.name,
    }
