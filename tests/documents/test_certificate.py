import logging
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from tests.documents.sheets import BODY, CERTIFICATE, VERIFY
from training.documents.certificate import render

LONG_NAME = "Žofia Anastázia Őrsi-Wałęsa van den Heuvel-Nowakowska Łukasz"

TEXT = """\
Association for Surrogate Partner Training
Certificate of internship completion
This certifies that
Ines Moreau
has completed the supervised internship of the Professional
Surrogate Partner Training, with the agreement of the
supervising therapists, the mentor and the training staff.
100 h
course, September 2024
31 months
supervised internship
6 clients
with 4 supervising therapists
18 March 2028
completed
It records completed training. It is not a certification as a professional surrogate partner.
Helena Brandt
Director of Training
Samuel Okafor
Registrar, second approval
Issued 18 March 2028
Does not expire
Check this certificate at
training.example.org/verify
7K4M-Q2XN-9HTR"""


def text_of(pdf):
    """The lines of a PDF in the order of its tags."""
    command = ["pdftotext", "-raw", "-", "-"]
    out = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return out.strip("\n\f")


def fonts_of(pdf, tmp_path):
    file = tmp_path / "fonts.pdf"
    file.write_bytes(pdf)
    table = subprocess.run(
        ["pdffonts", file], capture_output=True, check=True, text=True
    ).stdout.splitlines()[2:]
    return {(row.split()[0].split("+")[1], *row.split()[4:7]) for row in table}


def codes_of(pdf, tmp_path):
    file = tmp_path / "page"
    subprocess.run(["pdftoppm", "-r", "100", "-png", "-singlefile", "-", file], input=pdf, check=True)
    command = ["zbarimg", "--quiet", "--raw", f"{file}.png"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()


def test_certificate_says_what_its_sheet_says_in_reading_order(certificate):
    assert text_of(certificate) == TEXT


def test_certificate_is_one_landscape_page(certificate):
    [page] = PdfReader(BytesIO(certificate)).pages

    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [297, 210]


def test_certificate_is_tagged_titled_and_in_its_language(certificate):
    pdf = pikepdf.open(BytesIO(certificate))
    root = pdf.Root

    assert str(root.Lang) == "en"
    assert root.MarkInfo.Marked is True
    assert root.ViewerPreferences.DisplayDocTitle is True
    assert str(root.StructTreeRoot.K[0].S) == "/Document"
    assert (
        PdfReader(BytesIO(certificate)).metadata.title == "Certificate of internship completion: Ines Moreau"
    )


def test_certificate_claims_archive_and_accessibility_at_once(certificate):
    with pikepdf.open(BytesIO(certificate)).open_metadata() as claims:
        assert (claims["pdfaid:part"], claims["pdfaid:conformance"], claims["pdfuaid:part"]) == (
            "3",
            "A",
            "1",
        )


def test_certificate_tells_the_eye_and_the_ear_where_the_code_leads(certificate, tmp_path):
    pdf = pikepdf.open(BytesIO(certificate))
    elements = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]

    assert [str(o.Alt) for o in elements if o.get("/S") == "/Figure"] == [f"Code that opens {VERIFY}"]
    assert [str(o.A.URI) for o in elements if o.get("/Subtype") == "/Link"] == [VERIFY]
    assert codes_of(certificate, tmp_path) == [VERIFY]


def test_certificate_encloses_its_credential(certificate):
    pdf = pikepdf.open(BytesIO(certificate))

    assert {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()} == {
        "credential.json": CERTIFICATE.credential.encode()
    }
    assert str(pdf.Root.AF[0].AFRelationship) == "/Data"


@pytest.mark.parametrize("holder", ["Ines Moreau", LONG_NAME])
def test_certificate_brings_its_own_typefaces_for_any_european_name(holder, tmp_path):
    assert fonts_of(render(replace(CERTIFICATE, holder=holder)), tmp_path) == {
        ("Tracker-Sans", "yes", "yes", "yes"),
        ("Tracker-Sans-Semi-Bold", "yes", "yes", "yes"),
        ("Tracker-Serif", "yes", "yes", "yes"),
        ("Tracker-Serif-Italic", "yes", "yes", "yes"),
        ("Tracker-Serif-Semi-Bold", "yes", "yes", "yes"),
    }


def test_certificate_prints_a_name_of_sixty_letters_on_one_line():
    assert len(LONG_NAME) == 60
    assert text_of(render(replace(CERTIFICATE, holder=LONG_NAME))) == TEXT.replace("Ines Moreau", LONG_NAME)


def test_certificate_with_an_end_says_when_and_a_specimen_says_so():
    pdf = render(replace(CERTIFICATE, valid_to=date(2029, 3, 17), watermark="Specimen"))

    assert text_of(pdf) == "Specimen\n" + TEXT.replace("Does not expire", "Valid to 17 March 2029")


def test_certificate_takes_markup_in_a_name_for_text():
    holder = "<b>Ines</b> & Moreau"

    assert text_of(render(replace(CERTIFICATE, holder=holder))) == TEXT.replace("Ines Moreau", holder)


def test_certificate_is_the_same_to_the_byte_for_the_same_sheet(certificate):
    assert render(CERTIFICATE) == certificate
    assert render(replace(CERTIFICATE, number="7K4M-Q2XN-9HTS")) != certificate


def test_certificate_is_sound_and_nothing_was_left_to_warn_of(tmp_path, caplog):
    file = tmp_path / "certificate.pdf"
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        file.write_bytes(render(CERTIFICATE))

    assert subprocess.run(["qpdf", "--check", file], capture_output=True, check=False).returncode == 0
    assert caplog.records == []


def test_certificate_runs_no_script_and_names_its_author(certificate):
    pdf = pikepdf.open(BytesIO(certificate))

    assert [key for key in ("/OpenAction", "/AA", "/AcroForm") if key in pdf.Root] == []
    assert "/JavaScript" not in pdf.Root.Names
    assert str(pdf.docinfo["/Author"]) == BODY
