"""The internship agreement: the intern, both supervisors and the training staff sign the same text."""

from training.actions.record import advance
from training.actions.signing import Meaning, Signer, meaning, sign
from training.domain import internship as rules
from training.domain.internship import InternshipMove, InternshipStatus, SupervisionMove, SupervisionStatus
from training.domain.machine import WrongCapacity
from training.domain.program import Program, Who
from training.domain.roles import By, Role
from training.domain.tongue import gettext as _
from training.models import Internship, Signature, Supervision


def live(internship: Internship) -> list[Supervision]:
    """Supervisors who are asked or at work."""
    return [one for one in internship.supervisions if one.status in rules.LIVE]


def is_for(supervision: Supervision, by: By) -> None:
    """A therapist who is a mentor too answers each invitation in the capacity it names."""
    if by.ref != supervision.supervisor.ref:
        raise rules.NotTheSigner
    if by.capacity is not supervision.role:
        raise WrongCapacity(SupervisionMove.SIGN, by.capacity)


def agreement_shown(internship: Internship, program: Program) -> dict[str, object]:
    """Exactly what the page of the agreement shows, and what a signature on it covers."""
    wording = program.internship.agreement
    fill = {"name": internship.person.name, "program": program.title, "body": program.body.name}
    return {
        "title": wording.title,
        "version": wording.version,
        "text": wording.text.format_map(fill),
        "intern": internship.person.name,
        "internship": internship.ref,
        "supervisors": [
            {"name": one.supervisor.name, "capacity": program.role(Who(one.role.value)).one}
            for one in live(internship)
        ],
    }


def sign_agreement_as_intern(internship: Internship, *, program: Program, signer: Signer) -> Signature:
    """The intern's own place. Needs supervisions with their supervisors, and both signatures."""
    _open_for_agreement(internship)
    if signer.person is not internship.person:
        raise rules.NotTheSigner
    if internship.agreement is not None:
        raise rules.AgreementSigned
    internship.agreement = _agreed(internship, program, signer, f"internship:{internship.ref}")
    _begin_if_signed(internship, by=signer.by)
    return internship.agreement


def sign_agreement_as_staff(internship: Internship, *, program: Program, signer: Signer) -> Signature:
    """The place of the training staff: a registrar or the director, for the body."""
    _open_for_agreement(internship)
    if signer.person is internship.person or signer.by.capacity not in (Role.REGISTRAR, Role.DIRECTOR):
        raise rules.NotTheSigner
    if internship.staff_agreement is not None:
        raise rules.AgreementSigned
    internship.staff_agreement = _agreed(internship, program, signer, f"internship:{internship.ref}")
    _begin_if_signed(internship, by=signer.by)
    return internship.staff_agreement


def sign_agreement_as_supervisor(supervision: Supervision, *, program: Program, signer: Signer) -> Signature:
    """A supervisor's place; the licence is looked at again. Needs the internship as the others do."""
    internship, day = supervision.internship, signer.by.at.date()
    is_for(supervision, signer.by)
    if supervision.role is Role.THERAPIST and signer.person.licence_on(day) is None:
        raise rules.LicenceNotValid(signer.person.name, day)
    advance(supervision, SupervisionMove.SIGN, by=signer.by)
    supervision.from_on = day
    supervision.signature = _agreed(internship, program, signer, f"supervision:{supervision.ref}")
    _begin_if_signed(internship, by=signer.by)
    return supervision.signature


def _open_for_agreement(internship: Internship) -> None:
    if internship.status is not InternshipStatus.AGREEMENT_PENDING:
        raise rules.NotForAgreement


def _agreed(internship: Internship, program: Program, signer: Signer, subject: str) -> Signature:
    said = agreed_words(internship, program, signer.person.name, signer.by.capacity)
    shown = agreement_shown(internship, program)
    return sign(internship.chain, signer=signer, subject=subject, meaning=said, shown=shown)


def agreed_words(internship: Internship, program: Program, name: str, capacity: Role) -> Meaning:
    """The sentence that somebody signs below the agreement."""
    return meaning(
        program.statement("agreement"),
        "agreement",
        name=name,
        capacity=program.role(Who(capacity.value)).one.lower(),
        intern=internship.person.name,
    )


def still_to_sign(internship: Internship) -> list[str]:
    """Whose signature the agreement waits for, as people read it."""
    open_places = [] if internship.agreement else [internship.person.name]
    open_places += [
        one.supervisor.name for one in live(internship) if one.status is SupervisionStatus.INVITED
    ]
    return open_places + ([] if internship.staff_agreement else [_("training staff")])


def _begin_if_signed(internship: Internship, *, by: By) -> None:
    """The last signature begins the internship; a supervisor who joins later begins nothing."""
    agreed = {one.role for one in internship.supervisions if one.status is SupervisionStatus.ACTIVE}
    pending = internship.status is InternshipStatus.AGREEMENT_PENDING
    if not pending or still_to_sign(internship) or not agreed.issuperset(rules.SUPERVISORS):
        return
    internship.started_on = by.at.date()
    advance(internship, InternshipMove.ACTIVATE, by=by, started_on=internship.started_on.isoformat())
