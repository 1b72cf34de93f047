"""A case from its proposal to its closing by mutual decision."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from training.actions.record import Private, advance, write
from training.actions.signing import Meaning, Signer, meaning, sign
from training.domain.case import Gates, NotInTime, NotOfThisIntern, NotYourPart, still_to_agree
from training.domain.internship import (
    CaseFormat,
    CaseMove,
    CaseStatus,
    GatesOpen,
    Party,
    SupervisionStatus,
)
from training.domain.machine import IllegalMove, ReasonMissing
from training.domain.numbers import case_code
from training.domain.program import Program, Who
from training.domain.roles import THE_CLIENT, By, Role
from training.models import Attestation, Case, Internship, Signature, Supervision

Pick = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a case is meant to meet: its format, and the minutes a session lasts."""

    format: CaseFormat
    agreed_minutes: int


@dataclass(frozen=True, slots=True)
class Word:
    """One party's word on the closing: yes, or no with a private reason."""

    party: Party
    agrees: bool
    reason: Private | None = None


def propose(
    internship: Internship,
    plan: Plan,
    *,
    therapist: Supervision,
    mentor: Supervision,
    by: By,
    pick: Pick = secrets.randbelow,
) -> Case:
    """The intern names the triad; the system draws a code that says nothing about the client."""
    _check_supervisor(internship, therapist, Role.THERAPIST)
    _check_supervisor(internship, mentor, Role.MENTOR)
    case = Case(
        code=_new_code(internship.cases, pick),
        therapist=therapist.supervisor,
        mentor=mentor.supervisor,
        status=CaseStatus.PROPOSED,
        format=plan.format,
        agreed_minutes=plan.agreed_minutes,
        proposed_on=by.at.date(),
        attestations=[],
    )
    internship.cases.append(case)
    write(
        case.chain,
        "case.propose",
        subject=f"case:{case.code}",
        by=by,
        therapist=therapist.supervisor.ref,
        mentor=mentor.supervisor.ref,
    )
    return case


def approve(case: Case, *, by: By) -> None:
    """Training staff find that the case suits this intern."""
    advance(case, CaseMove.APPROVE, by=by)
    case.suitable_on = by.at.date()


def decline(case: Case, *, words: Private, by: By) -> None:
    advance(case, CaseMove.DECLINE, by=by, words=words)


def attest_release(case: Case, *, signer: Signer, program: Program) -> Signature:
    """The therapist signs that the client's release is in their own record; we never hold it."""
    _check_leads(case, signer.by)
    _check_standing(case, CaseStatus.APPROVED, CaseMove.OPEN)
    case.release_on = signer.by.at.date()
    return sign(
        case.chain,
        signer=signer,
        subject=f"case:{case.code}",
        meaning=released(case, signer, program),
        shown=_shown(case),
    )


def released(case: Case, signer: Signer, program: Program) -> Meaning:
    statement = "release_of_information"
    return meaning(program.statement(statement), statement, **_fill(case, signer, program))


def record_triadic(case: Case, *, held_on: date, by: By) -> None:
    """Client, therapist and intern have met before the first session."""
    _check_leads(case, by)
    _check_standing(case, CaseStatus.APPROVED, CaseMove.OPEN)
    if held_on > by.at.date():
        raise NotInTime
    case.triadic_on = held_on
    write(case.chain, "case.triadic", subject=f"case:{case.code}", by=by, held_on=held_on.isoformat())


def open_case(case: Case, *, by: By) -> None:
    """Sessions may begin. Needs the therapist's licences and the internship's supervisions loaded."""
    _check_leads(case, by)
    case.machine.step(case.status, CaseMove.OPEN, capacity=by.capacity, has_reason=False)
    if missing := gates(case, by.at.date()).missing():
        raise GatesOpen(missing)
    advance(case, CaseMove.OPEN, by=by)
    case.opened_on = by.at.date()


def gates(case: Case, on: date) -> Gates:
    active = {
        (one.supervisor_id, one.role)
        for one in case.internship.supervisions
        if one.status is SupervisionStatus.ACTIVE
    }
    return Gates(
        suitable_on=case.suitable_on,
        release_on=case.release_on,
        triadic_on=case.triadic_on,
        is_licensed=case.therapist.licence_on(on) is not None,
        is_supervised={(case.therapist_id, Role.THERAPIST), (case.mentor_id, Role.MENTOR)} <= active,
    )


def propose_closure(case: Case, *, by: By) -> None:
    _check_party(case, by)
    advance(case, CaseMove.PROPOSE_CLOSURE, by=by)


def say(case: Case, word: Word, *, signer: Signer, program: Program) -> Attestation:
    """One party's signed word; it replaces the same party's earlier one. The last yes closes the case."""
    _check_speaks(case, word.party, signer.by)
    _check_standing(case, CaseStatus.CLOSING, CaseMove.CLOSE)
    if not word.agrees and word.reason is None:
        raise ReasonMissing(CaseMove.CONTINUE)
    signature = sign(
        case.chain,
        signer=_speaking_for(word.party, signer),
        subject=f"case:{case.code}",
        meaning=said(case, word, signer, program),
        shown=_shown(case) | {"party": word.party.value, "agrees": word.agrees},
    )
    attestation = _attestation(case, word, signer, signature)
    if not missing_words(case):
        advance(case, CaseMove.CLOSE, by=signer.by)
        case.closed_on = signer.by.at.date()
    return attestation


def _speaking_for(party: Party, signer: Signer) -> Signer:
    """The client is never met here: who speaks for them says so on the record."""
    if party is not Party.CLIENT:
        return signer
    return replace(signer, by=replace(signer.by, acting_for=THE_CLIENT))


def continue_case(case: Case, *, words: Private, by: By) -> None:
    """The work goes on. What was said stays on the record and no longer counts for a closing."""
    _check_party(case, by)
    advance(case, CaseMove.CONTINUE, by=by, words=words)
    for attestation in case.attestations:
        attestation.is_withdrawn = True


def said(case: Case, word: Word, signer: Signer, program: Program) -> Meaning:
    """The sentence this word is signed with."""
    statement = "case_closure_client" if word.party is Party.CLIENT else "case_closure"
    if not word.agrees:
        statement += "_disagreed"
    return meaning(program.statement(statement), statement, **_fill(case, signer, program))


def standing_words(case: Case) -> list[Attestation]:
    """What each party says now, in the order in which it was said."""
    return [one for one in case.attestations if not one.is_withdrawn]


def missing_words(case: Case) -> list[Party]:
    return still_to_agree(one.party for one in standing_words(case) if one.agrees)


# ------------------------------------------------------------------ who may


def _check_supervisor(internship: Internship, supervision: Supervision, role: Role) -> None:
    is_theirs = supervision in internship.supervisions and supervision.role is role
    if not is_theirs or supervision.status is not SupervisionStatus.ACTIVE:
        raise NotOfThisIntern


def _check_leads(case: Case, by: By) -> None:
    if by.capacity is not Role.THERAPIST or case.therapist.ref != by.ref:
        raise NotYourPart


def _check_party(case: Case, by: By) -> None:
    """The intern of the case or its therapist."""
    owner = case.internship.person.ref
    if by.ref not in (owner, case.therapist.ref) or (by.ref == owner) != (by.capacity is Role.INTERN):
        raise NotYourPart


def _check_speaks(case: Case, party: Party, by: By) -> None:
    """The intern speaks for themselves; the therapist for themselves and for the client."""
    _check_party(case, by)
    theirs = (Party.INTERN,) if by.capacity is Role.INTERN else (Party.THERAPIST, Party.CLIENT)
    if party not in theirs:
        raise NotYourPart


def _check_standing(case: Case, status: CaseStatus, move: CaseMove) -> None:
    if case.status is not status:
        raise IllegalMove(case.machine.name, case.status, move)


# ------------------------------------------------------------------ what is written


def _new_code(cases: Iterable[Case], pick: Pick) -> str:
    taken = {case.code for case in cases}
    while (code := case_code(pick)) in taken:
        pass
    return code


def _attestation(case: Case, word: Word, signer: Signer, signature: Signature) -> Attestation:
    for earlier in standing_words(case):
        if earlier.party is word.party:
            earlier.is_withdrawn = True
    attestation = Attestation(
        internship=case.internship,
        party=word.party,
        person=signer.person,
        agrees=word.agrees,
        at=signer.by.at,
        is_withdrawn=False,
        signature=signature,
    )
    case.attestations.append(attestation)
    write(
        case.chain,
        "case.attest",
        subject=f"case:{case.code}",
        by=signer.by,
        words=word.reason,
        party=word.party.value,
        agrees=word.agrees,
        signature=signature.ref,
    )
    return attestation


def _shown(case: Case) -> dict[str, object]:
    return {
        "case": case.code,
        "intern": case.internship.person.ref,
        "therapist": case.therapist.ref,
        "mentor": case.mentor.ref,
        "status": case.status.value,
    }


def _fill(case: Case, signer: Signer, program: Program) -> dict[str, str]:
    return {
        "name": signer.person.name,
        "capacity": program.role(Who(signer.by.capacity.value)).one.lower(),
        "intern": case.internship.person.name,
        "case": case.code,
        "program": program.title,
        "body": program.body.name,
    }
