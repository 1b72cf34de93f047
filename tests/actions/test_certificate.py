"""Certificates on plain objects, without a database."""

import hashlib

import pytest

from tests.factories import NOON, by, make_person, make_program_version, program
from tests.factories_certificate import FILL, eligible, make_certificate, make_document
from training.actions import certificate as actions
from training.actions.record import Private
from training.actions.signing import Proof, Signer, meaning
from training.domain.certificate import (
    AlreadyCertified,
    CertificateStatus,
    Facts,
    NotEligible,
    SecondPersonNeeded,
    eligibility,
)
from training.domain.machine import IllegalMove, ReasonMissing, WrongCapacity
from training.domain.numbers import is_number
from training.domain.roles import Role

S = CertificateStatus
NOTHING = eligibility("coursework", Facts())


@pytest.fixture
def holder():
    return make_person(name="Ines Moreau")


@pytest.fixture
def version():
    return make_program_version()


@pytest.fixture
def approver():
    return make_person(Role.DIRECTOR, name="Helena Brandt")


@pytest.fixture
def keys(vault, holder):
    return vault.of(holder.ref)


def grounds(version, kind="coursework", found=None):
    wording = program().certificate(kind)
    return actions.Grounds(version=version, wording=wording, eligibility=found or eligible(kind))


def approve(certificate, approver, found=None):
    return actions.approve(
        certificate,
        eligibility=found or eligible(),
        signer=Signer(approver, by(Role.DIRECTOR, approver.ref), Proof("passphrase", "127.0.0.1")),
        meaning=meaning(program().statement("certificate"), "certificate", **FILL),
    )


def issue(certificate, found=None, earlier=None):
    return actions.issue(
        certificate,
        document=make_document(certificate.number.encode()),
        eligibility=found or eligible(),
        valid_to=None,
        earlier=earlier,
        by=by(),
    )


def test_propose_writes_down_name_number_and_requirements(holder, version):
    certificate = actions.propose(holder, grounds(version), held=(), by=by())

    assert is_number(certificate.number)
    assert (certificate.status, certificate.holder) == (S.PROPOSED, "Ines Moreau")
    assert certificate.snapshot == eligible().snapshot
    assert certificate.proposed_by == "P-OFFICE2"


def test_propose_refuses_what_is_not_met_and_changes_nothing(holder, version):
    before = holder.chain.length

    with pytest.raises(NotEligible):
        actions.propose(holder, grounds(version, found=NOTHING), held=(), by=by())

    assert holder.chain.length == before


def test_propose_refuses_a_second_live_one_of_the_kind_only(holder, version):
    first = actions.propose(holder, grounds(version), held=(), by=by())

    with pytest.raises(AlreadyCertified):
        actions.propose(holder, grounds(version), held=[first], by=by())
    other = actions.propose(holder, grounds(version, "recommendation"), held=[first], by=by())
    assert other.kind == "recommendation"


def test_approve_needs_a_second_person(holder, version, approver):
    certificate = make_certificate(holder, version, S.PROPOSED, proposer=approver.ref)
    before = holder.chain.length

    with pytest.raises(SecondPersonNeeded):
        approve(certificate, approver)

    assert (certificate.status, certificate.approved_by) == (S.PROPOSED, None)
    assert holder.chain.length == before


def test_approve_signs_what_the_page_shows(holder, version, approver):
    certificate = make_certificate(holder, version, S.PROPOSED)

    signature = approve(certificate, approver)

    assert (certificate.status, certificate.approved_by) == (S.APPROVED, approver.ref)
    assert certificate.number.encode() in signature.shown
    assert signature.subject == f"certificate:{certificate.number}"


def test_approve_asks_the_requirements_again(holder, version, approver):
    certificate = make_certificate(holder, version, S.PROPOSED)
    before = holder.chain.length

    with pytest.raises(NotEligible):
        approve(certificate, approver, NOTHING)

    assert (certificate.status, holder.chain.length) == (S.PROPOSED, before)


def test_issue_asks_the_requirements_again(holder, version, approver):
    certificate = make_certificate(holder, version, S.APPROVED, approver=approver)
    before = holder.chain.length

    with pytest.raises(NotEligible):
        issue(certificate, NOTHING)

    assert (certificate.status, certificate.document, certificate.issued_on) == (S.APPROVED, None, None)
    assert holder.chain.length == before


def test_issue_puts_the_hash_of_the_document_on_the_record(holder, version, approver):
    certificate = make_certificate(holder, version, S.APPROVED, approver=approver)

    event = issue(certificate)

    assert event.facts == {
        "of": "coursework",
        "sha256": certificate.document.sha256,
        "credential": hashlib.sha256(certificate.document.credential.encode()).hexdigest(),
        "valid_to": None,
    }
    assert (event.before, event.after) == ("approved", "issued")
    assert certificate.issued_on == NOON.date()


def test_issue_before_approval_is_not_possible(holder, version):
    certificate = make_certificate(holder, version, S.PROPOSED)

    with pytest.raises(IllegalMove):
        issue(certificate)

    assert (certificate.status, certificate.document) == (S.PROPOSED, None)


def test_issue_of_a_successor_supersedes_the_earlier_one(holder, version, approver):
    earlier = make_certificate(holder, version, approver=approver)
    actions.show_name(earlier, is_public=False, by=by(Role.TRAINEE))

    later = make_certificate(holder, version, approver=approver, held=[earlier], earlier=earlier)

    assert (earlier.status, earlier.successor, earlier.ended_on) == (S.SUPERSEDED, later, NOON.date())
    assert (later.status, later.is_name_public) == (S.ISSUED, False)


def test_suspended_certificate_is_reinstated_or_revoked(holder, version, approver, keys):
    certificate = make_certificate(holder, version, approver=approver)
    words, director = Private(keys, "A complaint is looked into."), by(Role.DIRECTOR)

    actions.suspend(certificate, words=words, by=director)
    assert (certificate.status, certificate.ended_on) == (S.SUSPENDED, NOON.date())
    actions.reinstate(certificate, words=words, by=director)
    assert (certificate.status, certificate.ended_on) == (S.ISSUED, None)
    actions.revoke(certificate, words=words, by=director)
    assert (certificate.status, certificate.ended_on) == (S.REVOKED, NOON.date())


def test_revoke_is_for_the_director_alone(holder, version, approver, keys):
    certificate = make_certificate(holder, version, approver=approver)

    with pytest.raises(WrongCapacity):
        actions.revoke(certificate, words=Private(keys, "Because."), by=by(Role.REGISTRAR))

    assert (certificate.status, certificate.ended_on) == (S.ISSUED, None)


def test_drop_needs_words(holder, version):
    certificate = make_certificate(holder, version, S.PROPOSED)

    with pytest.raises(ReasonMissing):
        actions.drop(certificate, words=None, by=by())

    assert certificate.status is S.PROPOSED


def test_saying_the_same_again_writes_nothing(holder, version, approver):
    certificate = make_certificate(holder, version, approver=approver)
    before = holder.chain.length

    actions.show_name(certificate, is_public=True, by=by(Role.TRAINEE))
    actions.list_holder(certificate, is_listed=False, area="Lyon", by=by(Role.TRAINEE))

    assert (holder.chain.length, certificate.area) == (before, None)


def test_announce_tells_the_holder_where_to_look(holder, version, approver):
    certificate = make_certificate(holder, version, approver=approver)

    letter = actions.announce(
        certificate,
        program().letter("certificate_issued"),
        link="https://training.example.org/certificates",
        body="ASPT",
        by=by(),
    )

    assert (letter.to, letter.key) == (holder.email, f"certificate_issued:{certificate.number}")
    assert "https://training.example.org/certificates" in letter.text
