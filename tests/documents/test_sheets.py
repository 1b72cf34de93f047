"""From what a certificate states to sealed papers."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.documents.sheets import NOON, NUMBER, SIGNATURES
from tests.factories import program
from training.documents.seal import check
from training.documents.sheets import Office, Stated, print_papers, sentence

INTERNSHIP = Stated(
    number=NUMBER,
    kind="internship",
    title="Certificate of Internship",
    holder="Ines Moreau",
    snapshot={
        "figures": [["31 months", "supervised internship"]],
        "fill": {"started": "18 August 2025", "completed": "18 March 2028"},
    },
    issued_on=date(2028, 3, 18),
    valid_to=None,
)
LETTER = replace(
    INTERNSHIP,
    kind="recommendation",
    title="Letter of Recommendation for Internship",
    valid_to=date(2029, 3, 18),
)


@pytest.fixture(scope="module")
def office(sealer):
    return Office(base_url="https://training.example.org", sealer=sealer, at=NOON)


def words(papers):
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(papers.pdf)).pages)
    return " ".join(text.split())


def test_certificate_carries_number_name_and_what_it_is_not(office, sealer):
    papers = print_papers(INTERNSHIP, program(), SIGNATURES, office)

    text = words(papers)
    assert NUMBER in text
    assert "Ines Moreau" in text
    assert "It is not a certification as a surrogate partner." in text
    seal = check(papers.pdf, [sealer.certificate])
    assert (seal.intact, seal.trusted, seal.at) == (True, True, NOON)


def test_recommendation_is_a_letter_with_its_number_and_last_day(office):
    text = words(print_papers(LETTER, program(), SIGNATURES, office))

    assert NUMBER in text
    assert "To whom it may concern," in text
    assert "It is valid to 18 March 2029." in text


def test_equal_facts_give_the_same_credential(office):
    papers = print_papers(INTERNSHIP, program(), SIGNATURES, office)

    twin = json.loads(papers.credential)
    assert twin["id"] == f"https://training.example.org/verify/{NUMBER}"
    assert twin["credentialSubject"]["achievement"]["name"] == "Certificate of Internship"
    assert papers.credential == print_papers(INTERNSHIP, program(), SIGNATURES, office).credential


def test_sentence_on_a_certificate_follows_the_name():
    assert sentence(INTERNSHIP, program()).startswith(
        "has completed the supervised internship of Association for Surrogate Partner Training, "
        "begun on 18 August 2025 and completed on 18 March 2028,"
    )
    assert sentence(LETTER, program()).startswith(
        "Association for Surrogate Partner Training recommends Ines"
    )


@pytest.mark.parametrize("kind", [one.id for one in program().certificates])
def test_every_certificate_of_the_program_can_be_printed(kind, office):
    stated = replace(INTERNSHIP, kind=kind, snapshot={"figures": [], "fill": {}})

    assert NUMBER in words(print_papers(stated, program(), SIGNATURES, office))
