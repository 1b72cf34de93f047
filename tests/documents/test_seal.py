import stat
import subprocess
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest

from tests.documents.sheets import BODY, NOON
from training.documents.seal import LIFETIME, SealCheck, Sealer, check

SOUND = SealCheck(
    is_pdf=True, signed=True, intact=True, trusted=True, signer=BODY, at=NOON, covers_whole_file=True
)


def test_seal_tells_who_when_and_that_nothing_changed(sealed, sealer):
    assert check(sealed, [sealer.certificate]) == SOUND


def test_seal_leaves_the_document_as_it_was(certificate, sealed):
    assert sealed.startswith(certificate)
    with pikepdf.open(BytesIO(sealed)).open_metadata() as claims:
        assert (claims["pdfaid:part"], claims["pdfuaid:part"]) == ("3", "1")


def test_seal_is_sound_to_others_too(sealed, tmp_path):
    file = tmp_path / "sealed.pdf"
    file.write_bytes(sealed)

    words = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, check=False, text=True).stdout
    lines = {line.strip(" -") for line in words.splitlines()}
    assert {
        "Signature Type: ETSI.CAdES.detached",
        "Total document signed",
        "Signature Validation: Signature is Valid.",
    } <= lines
    assert subprocess.run(["qpdf", "--check", file], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("where", [0.05, 0.3, 0.5, 0.7])
def test_seal_breaks_when_one_bit_changes(sealed, sealer, where):
    forged = bytearray(sealed)
    forged[int(len(forged) * where)] ^= 1

    found = check(bytes(forged), [sealer.certificate])

    assert (found.intact, found.trusted and found.intact) == (False, False)


def test_seal_does_not_cover_what_is_added_after_it(sealed, sealer):
    assert check(sealed + b"\n% added\n", [sealer.certificate]).covers_whole_file is False


def test_seal_of_a_stranger_is_intact_but_not_trusted(sealed, tmp_path, caplog):
    other = Sealer.from_folder(tmp_path, organisation="Somebody else", at=NOON)

    found = check(sealed, [other.certificate])

    assert (found.signed, found.intact, found.trusted) == (True, True, False)
    assert caplog.records == []


def test_seal_outside_its_certificate_s_life_is_not_trusted(certificate, sealer):
    after = NOON + LIFETIME + timedelta(days=1)
    late = sealer.sign(certificate, at=after, reason="Issued", location="Brussels")

    found = check(late, [sealer.certificate])

    assert (found.intact, found.trusted) == (True, False)


def test_document_without_a_seal_says_so(certificate, sealer):
    assert check(certificate, [sealer.certificate]) == SealCheck(is_pdf=True)


@pytest.mark.parametrize(
    ("junk", "is_pdf"),
    [
        (b"", False),
        (b"no document", False),
        (b"\0" * 4096, False),
        (b"%PDF-1.7\n%%EOF", True),
        (b"PK\3\4", False),
    ],
)
def test_junk_is_an_answer_and_not_an_error(junk, is_pdf, sealer):
    assert check(junk, [sealer.certificate]) == SealCheck(is_pdf=is_pdf)


def test_sealer_is_made_once_and_its_key_is_the_owner_s_alone(tmp_path):
    folder = tmp_path / "keys"
    first = Sealer.from_folder(folder, organisation=BODY, at=NOON)
    again = Sealer.from_folder(folder, organisation="Another name", at=NOON + timedelta(days=400))

    assert again == first
    assert stat.S_IMODE((folder / "seal-key.pem").stat().st_mode) == 0o600
    assert "PRIVATE KEY" not in repr(first)
