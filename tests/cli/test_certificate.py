"""`flask certificate verify`: the exit code is the answer."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.factories import by, make_person
from tests.factories_certificate import make_certificate
from training.actions import certificate as actions
from training.actions.record import Private
from training.domain.certificate import CertificateStatus
from training.domain.roles import Role
from training.models import ProgramVersion
from training.web import issuing


@pytest.fixture
def holder(saved):
    return saved(make_person(name="Ines Moreau"))


@pytest.fixture
def issued(app, session, saved, holder):
    """A certificate and its real PDF."""
    version = session.scalars(select(ProgramVersion)).one()
    director = saved(make_person(Role.DIRECTOR))
    draft = saved(make_certificate(holder, version, CertificateStatus.APPROVED, approver=director))
    with app.test_request_context():
        document = issuing.papers(draft, datetime.now(UTC))
    return saved(make_certificate(holder, version, approver=director, document=document))


@pytest.fixture
def run(app, tmp_path):
    def verify(content, *options):
        file = tmp_path / "in-hand.pdf"
        file.write_bytes(content)
        return app.test_cli_runner().invoke(args=["certificate", "verify", str(file), *options])

    return verify


def test_identical_file_exits_0(issued, run):
    result = run(issued.document.pdf)

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"It is certificate {issued.number}, exactly as issued.",
        "The seal is ours.",
        "Nothing was changed since it was sealed.",
        "Its status now: valid.",
    ]


def test_altered_file_exits_1(issued, run):
    pdf = issued.document.pdf
    place = pdf.index(b"stream") + 40

    result = run(pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :])

    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "This file is not a certificate as we issued it.",
        "No seal of ours on it holds.",
        "It was changed since, or never sealed.",
    ]


def test_junk_exits_1(session, run):
    result = run(b"not a PDF")

    assert result.exit_code == 1
    assert "No seal of ours on it holds." in result.output


def test_revoked_certificate_exits_1_and_says_so(issued, run, session, vault, holder):
    pdf = issued.document.pdf
    words = Private(vault.of(holder.ref), "Obtained by deceit.")
    actions.revoke(issued, words=words, by=by(Role.DIRECTOR))
    session.commit()

    result = run(pdf)

    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == "Its status now: revoked."


def test_json_carries_the_same(issued, run):
    found = json.loads(run(issued.document.pdf, "--json").output)

    assert found == {
        "file": "in-hand.pdf",
        "sha256": issued.document.sha256,
        "number": issued.number,
        "status": "valid",
        "is_sealed_by_us": True,
        "is_intact": True,
    }
