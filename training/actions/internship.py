"""The internship itself: proposed, agreed by everyone, paused, and ended by consensus."""

import secrets
from collections.abc import Callable, Collection
from datetime import date, timedelta

from training.actions.agreement import is_for, live
from training.actions.people import appoint
from training.actions.post import enqueue
from training.actions.record import Private, advance, write
from training.actions.signing import Signer, meaning, sign
from training.domain import internship as rules
from training.domain.course import EnrolmentStatus
from training.domain.internship import InternshipMove, InternshipStatus, SupervisionMove, SupervisionStatus
from training.domain.numbers import reference
from training.domain.program import Consensus, Program, Who
from training.domain.requirements import Progress
from training.domain.roles import By, Role
from training.models import Enrolment, Internship, Leave, Person, Signature, Supervision

Link = Callable[[str], str]
"""The absolute address of the page on which a supervisor answers, from the supervision's ref."""


def propose(person: Person, course: Enrolment, *, earlier: Collection[Internship] = (), by: By) -> Internship:
    """An internship after a completed course, under the program the course was taken in.

    Needs the person's `appointments` and the course's `cohort` with its `program`.
    """
    if course.person is not person or course.status is not EnrolmentStatus.COMPLETED:
        raise rules.NotRecommended
    if course.recommendation != "recommended":
        raise rules.NotRecommended
    if any(one.status not in rules.ENDED for one in earlier):
        raise rules.HasOne
    internship = Internship(
        ref=reference("I", secrets.randbelow),
        person=person,
        program=course.cohort.program,
        status=InternshipStatus.PROPOSED,
        proposed_on=by.at.date(),
        supervisions=[],
        cases=[],
        leaves=[],
        evaluations=[],
        attestations=[],
    )
    appoint(person, Role.INTERN, by=by, from_on=by.at.date(), reason="proposed for an internship")
    write(person.chain, "internship.propose", subject=f"internship:{internship.ref}", by=by)
    return internship


# ------------------------------------------------------------------ supervisors


def name_supervisors(
    internship: Internship, therapist: Person, mentor: Person, *, program: Program, by: By, link: Link
) -> list[Supervision]:
    """Ask a therapist and a mentor, and open the agreement. Needs their appointments and licences."""
    if therapist is mentor:
        raise rules.SupervisorsMissing
    _may_supervise(internship, therapist, Role.THERAPIST, by.at.date())
    _may_supervise(internship, mentor, Role.MENTOR, by.at.date())
    advance(internship, InternshipMove.PROPOSE_SUPERVISORS, by=by)
    return [
        _invite(internship, person, role, program=program, by=by, link=link)
        for person, role in ((therapist, Role.THERAPIST), (mentor, Role.MENTOR))
    ]


def add_supervisor(
    internship: Internship, person: Person, role: Role, *, program: Program, by: By, link: Link
) -> Supervision:
    """Ask one more, or another in the place of one who ended. They sign for themselves."""
    if internship.status in rules.ENDED or internship.status is InternshipStatus.PROPOSED:
        raise rules.NotForAgreement
    _may_supervise(internship, person, role, by.at.date())
    return _invite(internship, person, role, program=program, by=by, link=link)


def _may_supervise(internship: Internship, person: Person, role: Role, on: date) -> None:
    if person is internship.person:
        raise rules.OwnSupervisor
    if role not in person.roles_on(on):
        raise rules.NotInRole(person.name, role, on)
    if role is Role.THERAPIST and person.licence_on(on) is None:
        raise rules.LicenceNotValid(person.name, on)
    if any(one.supervisor is person and one.role is role for one in live(internship)):
        raise rules.SupervisesAlready(person.name, role)


def _invite(
    internship: Internship, person: Person, role: Role, *, program: Program, by: By, link: Link
) -> Supervision:
    supervision = Supervision(
        ref=reference("V", secrets.randbelow),
        supervisor=person,
        role=role,
        status=SupervisionStatus.INVITED,
    )
    internship.supervisions.append(supervision)
    subject = f"supervision:{supervision.ref}"
    write(
        internship.chain, "supervision.invite", subject=subject, by=by, supervisor=person.ref, role=role.value
    )
    enqueue(
        internship.chain,
        program.letter("supervision_invitation"),
        key=f"supervision_invitation:{supervision.ref}",
        to=person.email,
        fill={
            "name": person.name,
            "program": program.title,
            "body": program.body.name,
            "link": link(supervision.ref),
        },
        due_at=by.at,
    )
    return supervision


def decline_supervision(supervision: Supervision, *, by: By, words: Private) -> None:
    is_for(supervision, by)
    advance(supervision, SupervisionMove.DECLINE, by=by, words=words)


def end_supervision(supervision: Supervision, *, by: By, words: Private) -> None:
    """The last day is today. What the supervisor signed stays signed."""
    advance(supervision, SupervisionMove.END, by=by, words=words)
    supervision.until_on = by.at.date()


# ------------------------------------------------------------------ pauses


def go_on_leave(internship: Internship, from_on: date, *, late_days: int, by: By, words: Private) -> Leave:
    """Every clock stops from this day, today or up to `late_days` ago."""
    today = by.at.date()
    first = max(internship.started_on or today, today - timedelta(days=late_days))
    if not first <= from_on <= today:
        raise rules.LeaveOutside(first, today)
    if any(one.until_on is None or from_on <= one.until_on for one in internship.leaves):
        raise rules.LeaveOverlaps
    advance(internship, InternshipMove.GO_ON_LEAVE, by=by, words=words, from_on=from_on.isoformat())
    leave = Leave(from_on=from_on)
    internship.leaves.append(leave)
    return leave


def come_back(internship: Internship, *, by: By) -> None:
    """The clocks go on today; yesterday was the last day of the leave."""
    advance(internship, InternshipMove.COME_BACK, by=by)
    for leave in internship.leaves:
        if leave.until_on is None:
            leave.until_on = rules.back_from_leave(leave.from_on, by.at.date())


def suspend(internship: Internship, *, by: By, words: Private) -> None:
    advance(internship, InternshipMove.SUSPEND, by=by, words=words)


def lift(internship: Internship, *, by: By, words: Private) -> None:
    advance(internship, InternshipMove.LIFT, by=by, words=words)


# ------------------------------------------------------------------ the end


def withdraw(internship: Internship, *, by: By, words: Private) -> None:
    advance(internship, InternshipMove.WITHDRAW, by=by, words=words)


def terminate(internship: Internship, *, by: By, words: Private) -> None:
    advance(internship, InternshipMove.TERMINATE, by=by, words=words)


def ask_for_completion(internship: Internship, progress: Progress, *, program: Program, by: By) -> None:
    """The intern asks once everything but the consensus is there."""
    _met(progress, program, but_consensus=True)
    advance(internship, InternshipMove.ASK_FOR_COMPLETION, by=by)


def send_back(internship: Internship, *, by: By, words: Private) -> None:
    advance(internship, InternshipMove.SEND_BACK, by=by, words=words)


def complete(internship: Internship, progress: Progress, *, program: Program, signer: Signer) -> Signature:
    """The director closes it when everyone agrees, with the figures it rests on under the signature."""
    if signer.person is internship.person:
        raise rules.OwnSupervisor
    _met(progress, program)
    day = signer.by.at.date()
    advance(internship, InternshipMove.COMPLETE, by=signer.by, completed_on=day.isoformat())
    internship.completed_on = day
    said = meaning(
        program.internship.attestation(Who.STAFF),
        "attestation.staff",
        name=signer.person.name,
        intern=internship.person.name,
        body=program.body.name,
    )
    subject = f"internship:{internship.ref}"
    shown = completion_shown(internship, progress)
    return sign(internship.chain, signer=signer, subject=subject, meaning=said, shown=shown)


def completion_shown(internship: Internship, progress: Progress) -> dict[str, object]:
    """The figures the director sees when completing an internship."""
    return {
        "intern": internship.person.name,
        "internship": internship.ref,
        "answers": [
            {"label": one.label, "needed": one.needed, "counted": one.countable, "unit": one.unit.value}
            for one in progress.answers
        ],
    }


def _met(progress: Progress, program: Program, *, but_consensus: bool = False) -> None:
    is_consensus = {rule.id: isinstance(rule, Consensus) for rule in program.internship.requirements}
    missing = [
        one.label
        for one in progress.answers
        if not one.met and not (but_consensus and is_consensus.get(one.id, False))
    ]
    if missing:
        raise rules.RequirementsOpen(missing)
