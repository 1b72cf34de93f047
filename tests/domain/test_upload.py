"""What a file is, by its beginning and its name; and by which name it is served."""

import pytest

from training.domain.upload import LARGEST, Kind, NotTaken, ensure_room, kind_of, safe_name

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("licence.pdf", b"%PDF-1.7", Kind.PDF),
        ("LICENCE.PDF", b"%PDF-1.7", Kind.PDF),
        ("scan.jpeg", b"\xff\xd8\xff\xe0", Kind.JPEG),
        ("scan.jpg", b"\xff\xd8\xff\xe0", Kind.JPEG),
        ("scan.png", PNG, Kind.PNG),
        ("letter.docx", b"PK\x03\x04", Kind.DOCX),
    ],
)
def test_a_file_is_what_it_begins_with(name, content, kind):
    assert kind_of(name, content) is kind


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", b"%PDF-" + bytes(LARGEST), "larger than 5 MB"),
        ("a.html", b"<html>", "none of them"),
        ("a.pdf", b"MZ", "none of them"),
        ("a.svg", b"<svg/>", "none of them"),
        ("a.png", b"%PDF-1.7", "not what its name says"),
        ("a.pdf.exe", b"%PDF-1.7", "not what its name says"),
        ("", PNG, "not what its name says"),
    ],
)
def test_anything_else_is_not_taken(name, content, why):
    with pytest.raises(NotTaken, match=why):
        kind_of(name, content)


@pytest.mark.parametrize(
    ("name", "served"),
    [
        ("my licence.pdf", "my licence.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\a.pdf", "a.pdf"),
        ('x"; filename=evil.html;.pdf', "x filenameevilhtml.pdf"),
        ("\r\nSet-Cookie: a.pdf", "Set-Cookie a.pdf"),
        ("Führerschein für Änne.pdf", "Führerschein für Änne.pdf"),
        ("a" * 200 + ".pdf", "a" * 60 + ".pdf"),
        (".pdf", "file.pdf"),
    ],
)
def test_a_name_can_do_no_harm(name, served):
    assert safe_name(name, Kind.PDF) == served


def test_a_forty_first_file_is_not_taken():
    ensure_room(39)
    with pytest.raises(NotTaken):
        ensure_room(40)
