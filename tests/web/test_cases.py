"""Cases from both ends: proposed, approved, opened, closed together."""

from sqlalchemy import select

from tests.conftest import PASSPHRASE
from tests.factories import make_person
from tests.factories_internship import make_internship, make_team
from tests.factories_supervision import make_approved_case, make_closing_case, make_proposed_case
from training.domain.internship import CaseStatus
from training.domain.roles import Role
from training.models import Attestation, Case, Signature


def read(session, query):
    found = session.scalar(query)
    session.commit()
    return found


def status_of(session, case):
    return read(session, select(Case.status).where(Case.id == case.id))


def start(saved, make, *more):
    team = make_team(intern=make_person(Role.INTERN, name="Ines Moreau"))
    internship = make_internship(saved=saved, team=team)
    return team, make(internship, *[getattr(team, one) for one in more], saved=saved)


def at(team, case, act=""):
    return f"/supervision/{team.intern.ref}/cases/{case.code}{act}"


def test_intern_proposes_a_case_with_supervisors_of_their_own(saved, session, sign_in):
    team = make_team(intern=make_person(Role.INTERN, name="Ines Moreau"))
    internship = make_internship(saved=saved, team=team)
    client = sign_in(team.intern)
    therapist, mentor = (one.ref for one in internship.supervisions)
    data = {"therapist": therapist, "mentor": mentor, "format": "local", "agreed_minutes": "90"}

    assert "No cases yet" in client.get("/internship/cases").text
    assert client.post("/internship/cases/new", data=data | {"agreed_minutes": "5"}).status_code == 422
    assert read(session, select(Case.id)) is None
    assert client.post("/internship/cases/new", data=data).status_code == 302
    assert read(session, select(Case.status)) is CaseStatus.PROPOSED


def test_office_approves_and_others_may_not(saved, session, sign_in):
    team, case = start(saved, make_proposed_case)
    address = f"/cases/{team.intern.ref}/{case.code}/approve"

    assert sign_in(team.therapist).post(address).status_code == 403
    assert status_of(session, case) is CaseStatus.PROPOSED
    assert sign_in(team.registrar).post(address).status_code == 302
    assert status_of(session, case) is CaseStatus.APPROVED


def test_office_declines_with_a_reason(saved, session, sign_in):
    team, case = start(saved, make_proposed_case)
    client, address = sign_in(team.registrar), f"/cases/{team.intern.ref}/{case.code}/decline"

    assert client.post(address, data={"reason": ""}).status_code == 422
    assert client.post(address, data={"reason": "Too early."}).status_code == 302
    assert status_of(session, case) is CaseStatus.DECLINED


def test_therapist_passes_the_gates_and_opens(saved, session, sign_in):
    team, case = start(saved, make_approved_case, "registrar")
    client = sign_in(team.therapist)

    early = client.post(at(team, case, "/open"))
    assert early.status_code == 409
    assert "the triadic meeting is held" in early.text
    assert status_of(session, case) is CaseStatus.APPROVED

    assert client.post(at(team, case, "/release"), data={"passphrase": "no"}).status_code == 422
    assert client.post(at(team, case, "/release"), data={"passphrase": PASSPHRASE}).status_code == 302
    assert client.post(at(team, case, "/triadic"), data={"held_on": "2026-10-13"}).status_code == 302
    assert "Open the case" in client.get(at(team, case)).text
    assert client.post(at(team, case, "/open")).status_code == 302
    assert status_of(session, case) is CaseStatus.OPEN


def test_the_release_is_signed_and_the_signature_kept(saved, session, sign_in):
    team, case = start(saved, make_approved_case, "registrar")

    sign_in(team.therapist).post(at(team, case, "/release"), data={"passphrase": PASSPHRASE})

    wanted = select(Signature.signer_id).where(Signature.statement_id == "release_of_information")
    assert read(session, wanted) == team.therapist.id


def test_mentor_reads_the_case_and_opens_nothing(saved, session, sign_in):
    team, case = start(saved, make_approved_case, "registrar")
    client = sign_in(team.mentor)

    assert client.get(at(team, case)).status_code == 200
    assert client.post(at(team, case, "/triadic"), data={"held_on": "2026-10-13"}).status_code == 403


def test_closing_needs_three_words(saved, session, sign_in):
    team, case = start(saved, make_closing_case)
    intern, therapist = sign_in(team.intern), sign_in(team.therapist)
    yes = {"agrees": "yes", "passphrase": PASSPHRASE}

    assert intern.post(f"/internship/cases/{case.code}/say", data=yes).status_code == 302
    for party in ("therapist", "client"):
        assert status_of(session, case) is CaseStatus.CLOSING
        assert therapist.get(at(team, case)).status_code == 200
        answer = therapist.post(at(team, case, "/closing/say"), data=yes | {"party": party})
        assert answer.status_code == 302
    assert status_of(session, case) is CaseStatus.CLOSED


def test_disagreement_is_kept_and_the_case_goes_on(saved, session, sign_in):
    team, case = start(saved, make_closing_case)
    client = sign_in(team.intern)
    no = {"agrees": "no", "passphrase": PASSPHRASE}

    assert client.post(f"/internship/cases/{case.code}/say", data=no).status_code == 422
    assert (
        client.post(f"/internship/cases/{case.code}/say", data=no | {"reason": "Not yet."}).status_code == 302
    )
    assert read(session, select(Attestation.agrees)) is False
    assert "does not agree" in client.get(f"/internship/cases/{case.code}").text
    assert (
        client.post(f"/internship/cases/{case.code}/continue", data={"why": "More time."}).status_code == 302
    )
    assert status_of(session, case) is CaseStatus.OPEN
    assert read(session, select(Attestation.is_withdrawn)) is True
