"""Files are opened before they are kept: whole ones are taken, all else is refused with a reason."""

import pytest

from tests import files
from training.documents.received import ensure_whole
from training.domain.upload import Kind, NotTaken

WHOLE = {
    "pdf": (Kind.PDF, files.pdf()),
    "png": (Kind.PNG, files.picture()),
    "jpeg": (Kind.JPEG, files.picture("JPEG")),
    "docx": (Kind.DOCX, files.docx()),
    "docx with a link": (Kind.DOCX, files.docx(**{"word___rels__document.xml.rels": files.LINK})),
}
DAMAGED = {
    "half a pdf": (Kind.PDF, files.pdf()[:60]),
    "pdf in name only": (Kind.PDF, b"%PDF-1.7\nhello"),
    "half a png": (Kind.PNG, files.picture(size=(600, 600))[:-200]),
    "half a jpeg": (Kind.JPEG, files.picture("JPEG", (600, 600))[:200]),
    "gif called png": (Kind.PNG, files.picture("GIF")),
    "half a docx": (Kind.DOCX, files.docx()[:-30]),
    "any zip": (Kind.DOCX, files.docx().replace(b"word/document.xml", b"else/document.xml")),
}
ACTIVE = {
    "pdf that runs": (Kind.PDF, files.pdf_that_runs()),
    "pdf with a file inside": (Kind.PDF, files.pdf_with_a_file_inside()),
    "docx with macros": (Kind.DOCX, files.docx(word__vbaProject=b"x")),
    "docx with a template elsewhere": (Kind.DOCX, files.docx(**{"word___rels__s.xml.rels": files.TEMPLATE})),
    "docx with macros by its kind": (Kind.DOCX, files.docx(**{"word__kinds.xml": files.MACRO_KIND})),
    "docx with a template in small letters": (
        Kind.DOCX,
        files.docx(**{"word___rels__s.xml.rels": files.TEMPLATE.replace(b"External", b"external")}),
    ),
    "docx with a template in another encoding": (
        Kind.DOCX,
        files.docx(**{"word___rels__s.xml.rels": files.TEMPLATE.decode().encode("utf-16")}),
    ),
    "docx that unfolds": (Kind.DOCX, files.docx(**{"word__s.xml": files.UNFOLDING})),
    "docx with a thing inside": (Kind.DOCX, files.docx(word__embeddings__a=b"x")),
}


@pytest.mark.parametrize(("kind", "content"), WHOLE.values(), ids=WHOLE)
def test_whole_files_are_taken(kind, content):
    ensure_whole(kind, content)


@pytest.mark.parametrize(("kind", "content"), DAMAGED.values(), ids=DAMAGED)
def test_damaged_files_are_not(kind, content):
    with pytest.raises(NotTaken, match="cannot be opened"):
        ensure_whole(kind, content)


@pytest.mark.parametrize(("kind", "content"), ACTIVE.values(), ids=ACTIVE)
def test_files_that_do_something_are_not(kind, content):
    with pytest.raises(NotTaken, match="scripts, macros or other files"):
        ensure_whole(kind, content)


def test_a_locked_pdf_is_not():
    with pytest.raises(NotTaken, match="password"):
        ensure_whole(Kind.PDF, files.locked_pdf())


def test_a_file_that_unpacks_to_too_much_is_not():
    with pytest.raises(NotTaken, match="40 MB"):
        ensure_whole(Kind.DOCX, files.docx(word__big=bytes(41 * 1024 * 1024)))


def test_a_picture_of_too_many_pixels_is_not(monkeypatch):
    monkeypatch.setattr("training.documents.received.PIXELS", 63)
    with pytest.raises(NotTaken, match="pixels"):
        ensure_whole(Kind.PNG, files.picture(size=(8, 8)))
