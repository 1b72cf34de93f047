"""Every kind of picture on paper, found again in the text of the PDF."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.documents.sheets import BODY
from training.charts.medium import Medium
from training.charts.samples import shown
from training.documents.report import ReportPart, ReportSheet, render_report

LABELS = {
    "months": ["needed pace 15 h", "20 h", "Dec", "2026", "client sessions"],
    "target": ["needed pace", "216 h 40", "400 h", "May 2025", "2028"],
    "requirements": ["Client sessions", "at least 300 h", "waits for a signature"],
    "attendance": ["Ines Moreau", "5 Sep", "excused"],
    "life": ["K7-Q2", "closed, mutual", "May 2025", "today"],
    "scores": ["Knows and keeps boundaries", "Noor Haddad", "4 · strongly"],
    "funnel": ["Under review", "23 days", "48", "median time in it"],
}


def sheet(*parts):
    return ReportSheet(body=BODY, title="Pictures", parts=parts, made_on=date(2026, 11, 23))


def printed(*parts):
    return PdfReader(BytesIO(render_report(sheet(*parts))))


def words(pdf):
    """All the text without its gaps: a PDF knows places of letters, no words."""
    return "".join("".join(page.extract_text() for page in pdf.pages).split())


@pytest.fixture(scope="module")
def pictures():
    return shown(Medium.PAPER)


@pytest.mark.parametrize("kind", LABELS)
def test_labels_of_a_picture_are_text_on_paper_in_our_own_typefaces(pictures, kind):
    pdf = printed(ReportPart(question="A picture", answer="", picture=pictures[kind][0]))

    text = words(pdf)
    fonts = {
        font.get_object()["/BaseFont"].split("+")[-1].split("-")[0]
        for page in pdf.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert [label for label in LABELS[kind] if label.replace(" ", "") not in text] == []
    assert fonts == {"Tracker"}


@pytest.mark.parametrize("kind", LABELS)
def test_each_figure_can_be_read_aloud(pictures, kind):
    pdf = printed(ReportPart(question="A picture", answer="", picture=pictures[kind][0]))

    figures = list(tagged(pdf.trailer["/Root"]["/StructTreeRoot"], "/Figure"))
    assert figures
    assert [one for one in figures if not one.get("/Alt")] == []


def tagged(element, kind):
    """What of the document is tagged so, through the whole tree of what it consists of."""
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        found = child.get_object()
        if isinstance(found, dict):
            if found.get("/S") == kind:
                yield found
            yield from tagged(found, kind)


def test_a_part_without_a_picture_is_its_sentence():
    pdf = printed(ReportPart(question="Are the hours being signed?", answer="Nothing yet.", picture=None))

    assert words(pdf) == (BODY + "Pictures23November2026Arethehoursbeingsigned?Nothingyet.1").replace(" ", "")
