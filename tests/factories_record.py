"""A small record on which everything has happened: hours signed by both, a course attended, a certificate."""

from datetime import date
from types import SimpleNamespace

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import NOON, by, make_person, program
from tests.factories_certificate import make_certificate
from tests.factories_course import agree, attend, make_cohort
from tests.factories_internship import make_entry, make_internship, make_team, signer, submit
from tests.factories_supervision import OCTOBER, make_approved_case, sign_month
from training.actions import application, cases, course
from training.actions.record import advance
from training.domain.application import ApplicationMove
from training.domain.certificate import CertificateStatus
from training.domain.roles import Role
from training.models import ProgramVersion

DAYS = (date(2026, 10, 14), date(2026, 10, 15))


def make_opened_case(internship, registrar, *, saved):
    """A case brought to its first session by everybody's own acts."""
    case = make_approved_case(internship, registrar, saved=saved)
    therapist = signer(case.therapist, Role.THERAPIST, OCTOBER)
    saved(cases.attest_release(case, signer=therapist, program=program()))
    cases.record_triadic(case, held_on=OCTOBER.date(), by=therapist.by)
    cases.open_case(case, by=therapist.by)
    return saved(case)


def make_signed_month(*, saved, team=None, sign=True):
    """Two sessions of October, signed by therapist and mentor; all of it stands on the record."""
    team = team or make_team()
    internship = make_internship(saved=saved, team=team)
    case = make_opened_case(internship, team.registrar, saved=saved)
    entries = [make_entry(internship, case=case.code, on=day, methods=("sensate_focus",)) for day in DAYS]
    requests = sorted(submit(internship, *entries), key=lambda one: one.role, reverse=True)
    saved(*requests)
    for request in requests if sign else ():
        sign_month(request)
    saved(*requests)
    return SimpleNamespace(team=team, internship=internship, case=case, entries=entries, requests=requests)


def make_attending(*, saved, minutes=600):
    """Somebody who accepted an offer, is enrolled, and was there for so many verified minutes."""
    person = saved(make_person())
    session = Session.object_session(person)
    version = session.scalar(select(ProgramVersion))
    offered = application.begin(person, version, before=[], by=by(Role.APPLICANT, person.ref))
    offered.submitted_at = NOON
    for move, role in (
        (ApplicationMove.SUBMIT, Role.APPLICANT),
        (ApplicationMove.BEGIN_REVIEW, Role.CHAIR),
        (ApplicationMove.DECIDE, Role.CHAIR),
        (ApplicationMove.RELEASE_OFFER, Role.CHAIR),
        (ApplicationMove.ACCEPT, Role.APPLICANT),
    ):
        advance(offered, move, by=by(role, person.ref))
    saved(offered)
    enrolment = course.enrol(offered, saved(make_cohort(version=version)), by=by(Role.REGISTRAR))
    saved(enrolment)
    agree(enrolment)
    attend(enrolment, minutes)
    return saved(enrolment)


def make_whole_record(*, saved):
    """All of it at once, with a certificate that was proposed, approved, issued."""
    month = make_signed_month(saved=saved)
    enrolment = make_attending(saved=saved)
    approver = saved(make_person(Role.DIRECTOR))
    session = Session.object_session(approver)
    signatures = []
    certificate = make_certificate(
        enrolment.person,
        session.scalar(select(ProgramVersion)),
        CertificateStatus.ISSUED,
        approver=approver,
        signatures=signatures,
    )
    saved(certificate, *signatures)
    return SimpleNamespace(month=month, enrolment=enrolment, certificate=certificate)
