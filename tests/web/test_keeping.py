"""How long things are kept: the public page, and the office's dry run."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select, update

from tests.factories import make_person
from tests.factories_application import make_application
from training.domain.application import ApplicationStatus as S
from training.domain.retention import Report
from training.domain.roles import Role
from training.jobs import retaining
from training.models import Answer, ProgramVersion


def rows(answer):
    page = BeautifulSoup(answer.text, "html.parser")
    return {
        cells[0]: cells[1:]
        for row in page.select("tbody tr")
        if (cells := [cell.get_text(strip=True) for cell in row.select("th, td")])
    }


@pytest.fixture
def drafts(saved, vault, session):
    """So many drafts, last touched so many days ago."""

    def make(number, days):
        version = session.scalars(select(ProgramVersion)).one()
        for _one in range(number):
            draft = make_application(S.DRAFT, vault=vault, version=version)
            draft.references.clear()
            saved(draft)
        session.execute(update(Answer).values(saved_at=datetime.now(UTC) - timedelta(days=days)))
        session.commit()

    return make


def test_anyone_reads_how_long_what_is_kept(stranger):
    found = rows(stranger.get("/keeping"))
    assert found["Answers, essays and references of applicants who were not admitted"] == [
        "12\N{NO-BREAK SPACE}months",
        "the decision",
        "It is deleted in the night after.",
        "this body's own choice",
    ]
    assert found["Certificates and their standing"][0] == "for\N{NO-BREAK SPACE}good"


def test_the_consent_leads_there(sign_in, saved, vault, session):
    ines = saved(make_person(Role.APPLICANT))
    version = session.scalars(select(ProgramVersion)).one()
    saved(make_application(S.DRAFT, vault=vault, person=ines, version=version))
    assert 'href="/keeping"' in sign_in(ines).get("/application/consent").text


def test_the_office_sees_what_is_due_and_looking_deletes_nothing(drafts, sign_in, session):
    drafts(2, days=350)
    page = sign_in(make_person(Role.REGISTRAR)).get("/staff/retention")
    due = rows(page)["An application that was never submitted"]
    assert due == ["surrogate_partner", "12 months", "0", "2"]
    assert len(session.scalars(select(Answer.id)).all()) > 0


def test_the_last_nights_are_told_in_numbers(app, sign_in):
    with app.app_context():
        retaining.write_report(Report(datetime(2026, 10, 1, 3, tzinfo=UTC), {"mails": 4}, held=1))
    page = sign_in(make_person(Role.DIRECTOR)).get("/staff/retention").text
    with app.app_context():
        retaining.report_file().unlink()
    assert "Mails sent: 4; kept back by a hold: 1" in page


@pytest.mark.parametrize("role", [Role.CHAIR, Role.INTERN, Role.COORDINATOR])
def test_nobody_else_sees_what_is_due(sign_in, role):
    assert sign_in(make_person(role)).get("/staff/retention").status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_a_constant_number_of_times(drafts, sign_in, queries, number):
    drafts(number, days=400)
    client = sign_in(make_person(Role.REGISTRAR))
    client.get("/staff/retention")
    with queries() as log:
        client.get("/staff/retention")
    assert len([one for one in log if one.startswith("SELECT")]) == 7, log


def test_command_says_what_is_due_and_then_deletes_it(app, drafts, session):
    drafts(1, days=400)
    run = app.test_cli_runner().invoke
    said = run(args=["retention", "--dry-run"]).output
    assert [line.split()[4] for line in said.splitlines() if "unsubmitted" in line] == ["1"]
    assert run(args=["retention"]).output == "1 deleted.\n"
    session.expire_all()
    assert session.scalars(select(Answer.id)).all() == []
    with app.app_context():
        retaining.report_file().unlink()
