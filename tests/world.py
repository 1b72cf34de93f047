"""One thing of every kind, with everybody around it, for tests that try every door as everyone."""

from types import SimpleNamespace

from sqlalchemy import select

from tests.factories import NOON, TODAY, make_person
from tests.factories_certificate import make_certificate
from tests.factories_committee import assigned, cleared, make_sent
from tests.factories_course import make_cohort, make_enrolment
from tests.factories_internship import make_team
from tests.factories_supervision import make_month
from training.actions import profile
from training.domain.certificate import CertificateStatus
from training.domain.course import EnrolmentStatus
from training.domain.roles import By, Role
from training.domain.upload import Kind
from training.models import Licence, Passkey, ProgramVersion

ACCOUNTS = [role for role in Role if role not in {Role.REFEREE, Role.SYSTEM}]


def build(saved, session, vault):
    """People by name (`people`), and what addresses are made of (`refs`)."""
    version = session.scalar(select(ProgramVersion))
    world = SimpleNamespace(people=_outsiders(saved), refs={})
    _committee(world, saved, version, vault)
    _course(world, saved, version)
    _internship(world, saved)
    _papers(world, saved, vault)
    _certificate(world, saved, version)
    return world


def _outsiders(saved):
    """Somebody of every role who has nothing to do with any of it."""
    people = {f"any {role.value}": make_person(role) for role in ACCOUNTS}
    saved(*people.values())
    return people


def _committee(world, saved, version, vault):
    applicant, chair = make_person(Role.APPLICANT), make_person(Role.CHAIR)
    clear, unanswered, away = (make_person(Role.REVIEWER) for _ in range(3))
    saved(applicant, chair, clear, unanswered, away)
    application = make_sent(version, vault.of, person=applicant)
    saved(application)
    cleared(application, clear, chair, chair=chair)
    assigned(application, unanswered, chair=chair)
    saved(application)
    world.people |= {
        "own applicant": applicant,
        "own chair": chair,
        "own reviewer": clear,
        "asked reviewer": unanswered,
    }
    world.refs["committee"] = {"ref": application.ref, "review_ref": application.reviews[0].ref}
    world.refs["application"] = {"ref": application.references[0].ref, "part_id": "cover"}
    world.refs["closed_file"] = {"ref": applicant.ref}


def _course(world, saved, version):
    teacher, trainee = make_person(Role.INSTRUCTOR), make_person(Role.TRAINEE)
    saved(teacher, trainee)
    cohort = saved(make_cohort(teacher, version=version))
    enrolment = make_enrolment(
        EnrolmentStatus.ACTIVE, minutes=600, cohort=cohort, person=trainee, saved=saved
    )
    world.people |= {"own instructor": teacher, "own trainee": trainee}
    world.refs["cohorts"] = {
        "ref": cohort.ref,
        "sref": cohort.sessions[0].ref,
        "on": cohort.sessions[0].on.isoformat(),
        "eref": enrolment.ref,
        "move": "pause",
    }


def _internship(world, saved):
    month = make_month(saved=saved, team=make_team(intern=make_person(Role.INTERN)))
    internship, intern = month.internship, month.team.intern
    world.people |= {
        "own intern": intern,
        "own therapist": month.team.therapist,
        "own mentor": month.team.mentor,
    }
    shared = {
        "person_ref": intern.ref,
        "code": month.case.code,
        "supervision": internship.supervisions[0].ref,
        "period": "2026-10",
    }
    world.refs["internship"] = shared | {"ref": month.entries[0].ref, "name": "suspend"}
    world.refs["internship.of"] = shared | {"ref": intern.ref, "name": "suspend"}
    world.refs["cases"] = world.refs["evaluations"] = shared | {"act": "propose"}
    world.refs["supervision"] = shared | {"ref": month.requests[0].ref}
    world.refs["supervision.agreements"] = shared | {"ref": internship.supervisions[0].ref}


def _papers(world, saved, vault):
    """A licence the therapist sent in, its evidence, and a passkey of theirs."""
    owner = world.people["own therapist"]
    by = By(owner.ref, Role.THERAPIST, NOON)
    sent = profile.Sent("licence.pdf", Kind.PDF, b"%PDF-1.7")
    upload = profile.keep(owner, sent, have=0, keys=vault.of(owner.ref), by=by)
    paper = Licence(kind="PSY", number="1", jurisdiction="California", valid_from=TODAY, expires_on=TODAY)
    profile.claim(owner, paper, upload, by=by)
    passkey = Passkey(ref="K-WORLD", person=owner, name="phone", credential_id=b"1", public_key=b"")
    passkey.counter, passkey.added_at = 0, NOON
    saved(upload, paper, passkey)
    world.refs["papers"] = {"ref": owner.ref, "upload": upload.ref, "paper": paper.ref}
    world.refs["account"] = {"upload": upload.ref, "ref": passkey.ref}


def _certificate(world, saved, version):
    holder, approver = make_person(name="Hanna Holder"), make_person(Role.REGISTRAR)
    saved(holder, approver)
    signatures = []
    certificate = make_certificate(
        holder, version, CertificateStatus.ISSUED, approver=approver, signatures=signatures
    )
    saved(*signatures, certificate)
    world.people |= {"own holder": holder}
    world.refs["certificates"] = {"number": certificate.number, "ref": holder.ref, "verb": "drop"}
    world.refs["verify"] = {"number": certificate.number}
    world.refs["people"] = world.refs["erasure"] = {"ref": holder.ref, "role": "mentor"}
