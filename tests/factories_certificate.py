"""Certificates at every station of their way, made by the product's own actions."""

import hashlib
import json
import secrets
from datetime import date, timedelta

from tests.factories import NOON, by, program
from training.actions import certificate as actions
from training.actions.record import Private
from training.actions.signing import Proof, Signer, meaning, sign
from training.domain.certificate import CertificateStatus, CourseFacts, Facts, eligibility, valid_until
from training.domain.course import EnrolmentStatus, Presence
from training.domain.numbers import reference
from training.domain.program import ModuleKind
from training.domain.record import GENESIS
from training.domain.roles import Role
from training.models import Attendance, Chain, Cohort, CourseSession, Document, Enrolment

PROPOSER, APPROVER = "P-OFFICE2", "P-OFFICE3"
COMPLETED_ON = date(2026, 9, 20)


def course_facts(**changes):
    facts = {
        "completed_on": COMPLETED_ON,
        "is_signed": True,
        "minutes": 6000,
        "needed": 6000,
        "recommendation": "recommended",
        "recommended_on": COMPLETED_ON,
    }
    return CourseFacts(**facts | changes)


def eligible(kind="coursework", **changes):
    return eligibility(kind, Facts(course=course_facts(**changes), certified=frozenset({"internship"})))


def make_document(pdf=b"%PDF-1.7 of a test", at=NOON):
    digest = hashlib.sha256(pdf).hexdigest()
    twin = {
        "id": "https://training.example.org/verify/1",
        "issuer": {"id": "https://training.example.org/"},
        "validFrom": at.isoformat(),
        "credentialSubject": {"id": "https://training.example.org/verify/1#holder"},
    }
    return Document(sha256=digest, pdf=pdf, credential=json.dumps(twin), frozen_at=at)


def make_certificate(person, version, status=CertificateStatus.ISSUED, **wanted):
    """One certificate, taken so far. Needs an `approver` to be approved and `keys` to be ended.

    May be given: kind, at, proposer, document, held, earlier (replaces it), signatures (a list to fill).
    """
    kind, at = wanted.get("kind", "coursework"), wanted.get("at", NOON)
    wording = program().certificate(kind)
    grounds = actions.Grounds(version=version, wording=wording, eligibility=eligible(kind))
    certificate = actions.propose(
        person,
        grounds,
        held=wanted.get("held", ()),
        by=by(Role.REGISTRAR, wanted.get("proposer", PROPOSER), at),
        is_replacement="earlier" in wanted,
    )
    for step in _ROAD[status]:
        step(certificate, wanted | {"kind": kind, "at": at})
    return certificate


def _approve(certificate, wanted):
    approver = wanted["approver"]
    actor = by(Role.DIRECTOR, approver.ref, wanted["at"])
    signature = actions.approve(
        certificate,
        eligibility=eligible(wanted["kind"]),
        signer=Signer(approver, actor, Proof("passphrase", "127.0.0.1")),
        meaning=meaning(program().statement("certificate"), "certificate", **FILL),
    )
    wanted.get("signatures", []).append(signature)


FILL = {"name": "A", "capacity": "Training director", "intern": "B", "body": "C"}


def _issue(certificate, wanted):
    at = wanted["at"]
    actions.issue(
        certificate,
        document=wanted.get("document") or make_document(f"%PDF-1.7 {certificate.number}".encode(), at),
        eligibility=eligible(wanted["kind"]),
        valid_to=valid_until(at.date(), program().certificate(wanted["kind"]).valid_months),
        earlier=wanted.get("earlier"),
        by=by(Role.REGISTRAR, at=at),
    )


def _ended(act):
    def step(certificate, wanted):
        act(
            certificate, words=Private(wanted["keys"], "For the test."), by=by(Role.DIRECTOR, at=wanted["at"])
        )

    return step


S = CertificateStatus
_ROAD = {
    S.PROPOSED: (),
    S.APPROVED: (_approve,),
    S.ISSUED: (_approve, _issue),
    S.SUSPENDED: (_approve, _issue, _ended(actions.suspend)),
    S.REVOKED: (_approve, _issue, _ended(actions.revoke)),
    S.DROPPED: (_ended(actions.drop),),
}


def make_completed_course(person, version, *, minutes=6000, recommendation=None):
    """A completed and signed enrolment. Add its `signature_id` before saving: see `complete_course`."""
    ref = reference("C", secrets.randbelow)
    cohort = Cohort(
        ref=ref,
        program=version,
        chain=Chain(kind="cohort", ref=ref, length=0, head=GENESIS),
        title="Autumn 2026",
        place="Los Angeles",
        zone="UTC",
        starts_on=COMPLETED_ON - timedelta(days=14),
        ends_on=COMPLETED_ON,
        capacity=12,
    )
    meeting = CourseSession(
        ref=f"{ref}-1",
        cohort=cohort,
        module="foundations",
        kind=ModuleKind.DIDACTIC,
        title="All of it",
        on=COMPLETED_ON,
        planned_minutes=6000,
    )
    enrolment = Enrolment(
        ref=f"E{ref[1:]}",
        person=person,
        cohort=cohort,
        status=EnrolmentStatus.COMPLETED,
        enrolled_on=COMPLETED_ON,
        completed_on=COMPLETED_ON,
        recommendation=recommendation,
        recommended_on=COMPLETED_ON if recommendation else None,
    )
    Attendance(
        session=meeting,
        enrolment=enrolment,
        presence=Presence.PRESENT,
        minutes=minutes,
        verified_at=NOON,
        verified_by=APPROVER,
    )
    return enrolment


def complete_course(session, person, version, director, **wanted):
    """Store a completed, signed course of somebody who is stored already."""
    enrolment = make_completed_course(person, version, **wanted)
    signature = sign(
        person.chain,
        signer=Signer(director, by(Role.DIRECTOR, director.ref), Proof("passphrase", "127.0.0.1")),
        subject=f"enrolment:{enrolment.ref}",
        meaning=meaning(program().statement("certificate"), "certificate", **FILL),
        shown={"minutes": 6000},
    )
    session.add(signature)
    session.flush()
    enrolment.signature_id = signature.id
    session.add(enrolment)
    session.commit()
    return enrolment
