"""To what somebody consented."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import NOON, make_person
from training.domain.roles import Role
from training.models import Consent


@pytest.fixture
def ines(saved):
    return saved(make_person(Role.APPLICANT))


@pytest.fixture
def agreed(ines, saved):
    def agree(version, withdrawn_at=None, person=ines):
        given = {"person_id": person.id, "text_id": "sensitive", "given_at": NOON}
        saved(Consent(text_version=version, withdrawn_at=withdrawn_at, **given))

    return agree


def rows(answer):
    page = BeautifulSoup(answer.text, "html.parser")
    return [
        [cell.get_text(strip=True) for cell in row.select("th, td")][1:] for row in page.select("tbody tr")
    ]


def test_each_consent_says_version_and_days_and_whether_it_stands(ines, agreed, sign_in):
    agreed("1", withdrawn_at=NOON)
    agreed("2")
    page = sign_in(ines).get("/account/consents")
    assert rows(page) == [
        ["2", "15 October 2026", "–", "stands"],
        ["1", "15 October 2026", "15 October 2026", "withdrawn"],
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
