"""To what somebody consented."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from tests.factories import NOON, make_person, make_program_version
from tests.factories_application import make_application, make_draft
from training.actions.application import CONSENT
from training.domain.application import ApplicationStatus as S
from training.domain.program import fingerprint
from training.domain.roles import Role
from training.models import Answer, Consent, Event, ProgramVersion

TITLE = "To ask and keep very personal answers"


@pytest.fixture
def ines(saved):
    return saved(make_person(Role.APPLICANT))


@pytest.fixture
def agreed(ines, saved):
    def agree(version, withdrawn_at=None, person=ines):
        given = {"person_id": person.id, "text_id": CONSENT, "given_at": NOON}
        saved(Consent(text_version=version, withdrawn_at=withdrawn_at, **given))

    return agree


@pytest.fixture
def version(session):
    found = session.scalars(select(ProgramVersion)).one()
    session.commit()
    return found


@pytest.fixture
def applied(ines, saved, vault, version):
    """An application of hers in some state; she may have several, one after the other."""

    def apply(status):
        return saved(make_application(status, vault=vault, person=ines, version=version))

    return apply


@pytest.fixture
def another(ines, saved, vault, version):
    """A draft of hers beside it, with no letters asked for yet."""
    return lambda: saved(make_draft(vault, ines, version)[0])


@pytest.fixture
def newer_text(version, saved):
    """The program is published again with another text of the consent."""

    def publish():
        newer = make_program_version()
        before, after = newer.text.split("[application.consent]\nversion = 1\n", 1)
        after = after[: after.index('text = """')] + 'text = """A newer text."""' + after.split('"""', 2)[2]
        newer.text = f"{before}[application.consent]\nversion = 2\n{after}"
        newer.fingerprint = fingerprint(newer.text)
        newer.version, newer.published_at = "newer", NOON
        saved(newer)

    return publish


def rows(answer):
    page = BeautifulSoup(answer.text, "html.parser")
    return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in page.select("tbody tr")]


def test_each_consent_says_version_and_days_and_whether_it_stands(ines, agreed, sign_in):
    agreed("1", withdrawn_at=NOON)
    agreed("2")
    page = sign_in(ines).get("/account/consents")
    assert rows(page) == [
        [TITLE, "2", "15 October 2026", "–", "stands"],
        [TITLE, "1", "15 October 2026", "15 October 2026", "withdrawn"],
    ]
    assert 'href="/application/consent"' in page.text


def test_nothing_agreed_says_when_one_is_asked(ines, sign_in):
    page = sign_in(ines).get("/account/consents")
    assert (rows(page), "You have not consented to anything yet" in page.text) == ([], True)


def test_nobody_sees_the_consents_of_another(ines, agreed, saved, sign_in):
    agreed("1", person=saved(make_person(Role.APPLICANT)))
    assert rows(sign_in(ines).get("/account/consents")) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_a_constant_number_of_times(ines, agreed, sign_in, queries, number):
    for version in range(number):
        agreed(str(version))
    client = sign_in(ines)
    client.get("/account/consents")
    with queries() as log:
        client.get("/account/consents")
    assert len([one for one in log if not one.startswith(("BEGIN", "PRAGMA"))]) == 4, log


def test_consent_to_an_older_text_is_taken_back_with_the_answers_of_every_application(
    ines, agreed, applied, another, sign_in, session
):
    older = applied(S.DECLINED)
    newer = another()
    agreed("0")
    agreed("1")

    answer = sign_in(ines).post("/application/consent/withdraw")

    assert (answer.status_code, answer.location) == (302, "/application")
    session.expire_all()
    assert (older.status, newer.status) == (S.DECLINED, S.DISCARDED)
    assert session.scalar(select(func.count(Answer.id))) == 0
    assert [one.withdrawn_at is None for one in session.scalars(select(Consent))] == [False, False]
    kinds = session.scalars(select(Event.kind).where(Event.kind.startswith("consent.")))
    assert kinds.all() == ["consent.withdraw"]


def test_what_was_never_given_is_not_taken_back(ines, applied, sign_in, session):
    draft = applied(S.DRAFT)

    assert sign_in(ines).post("/application/consent/withdraw").status_code == 404
    session.expire_all()
    assert draft.status is S.DRAFT


def test_a_changed_text_is_asked_anew_before_anything_more_is_written(
    ines, agreed, applied, sign_in, newer_text
):
    applied(S.DRAFT)
    agreed("1")
    client = sign_in(ines)
    assert "answer_birth_date" in client.get("/application/cover").text

    newer_text()

    assert "answer_birth_date" not in client.get("/application/cover").text
    page = client.get("/application/consent").text
    assert "The text has changed since you consented on 15 October 2026." in page
    assert "A newer text." in page
    client.post("/application/consent", data={"agree": "y"})
    assert "answer_birth_date" in client.get("/application/cover").text
    assert [row[1] for row in rows(client.get("/account/consents"))] == ["2", "1"]


def test_who_has_sent_and_waits_is_not_asked_anew(ines, agreed, applied, sign_in, newer_text):
    applied(S.SUBMITTED)
    agreed("1")
    newer_text()

    page = sign_in(ines).get("/application/consent").text

    assert "You gave it on 15 October 2026." in page
    assert "A newer text." not in page
