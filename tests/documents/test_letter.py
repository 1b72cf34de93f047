from dataclasses import replace
from io import BytesIO

import pikepdf
from pypdf import PdfReader

from tests.documents.sheets import LETTER
from training.documents.letter import render_letter

WORDS = """\
Association for Surrogate Partner Training
Ines Moreau
Rue des Lilas 4
1000 Brussels
22 September 2025
Recommendation for internship
Dear Ines Moreau,
You completed the course with 100 verified hours.
We recommend you for the internship.
Kind regards,
Helena Brandt
Director of Training
Samuel Okafor
Registrar, second approval"""


def text_of(pdf):
    [page] = PdfReader(BytesIO(pdf)).pages
    return page.extract_text()


def test_letter_says_what_its_sheet_says_and_where_to_check_it():
    assert text_of(render_letter(LETTER)) == (
        WORDS + "\nCheck this letter at\ntraining.example.org/verify\n7K4M-Q2XN-9HTR"
    )


def test_letter_without_an_address_says_nothing_of_checking():
    assert text_of(render_letter(replace(LETTER, verify_url=""))) == WORDS


def test_letter_is_tagged_titled_and_the_same_for_the_same_sheet():
    letter = render_letter(LETTER)
    pdf = pikepdf.open(BytesIO(letter))

    assert (str(pdf.Root.Lang), pdf.Root.MarkInfo.Marked) == ("en", True)
    assert PdfReader(BytesIO(letter)).metadata.title == "Recommendation for internship"
    assert render_letter(LETTER) == letter
