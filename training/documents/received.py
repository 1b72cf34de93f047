"""A file that was sent in, opened once by the parser of its kind before it is kept."""

import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException, ElementTree
from PIL import Image, ImageFile, UnidentifiedImageError
from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from training.domain.tongue import gettext as _
from training.domain.upload import Kind, NotTaken

PIXELS = 60_000_000
"""Of a picture: a phone makes 50 million at most."""
UNPACKED = 40 * 1024 * 1024
"""Of a DOCX, all of it: a small file can unpack to gigabytes."""
OBJECTS = 50_000
"""Of a PDF that is looked through: evidence has some hundred."""
ACTIVE = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMedia", "/XFA"})
"""Keys, and kinds of action, by which a PDF does more than being read (ISO 32000-2, 12.6)."""
ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/Rendition", "/RichMediaExecute", "/ImportData", "/SubmitForm"}
)
MACROS = ("vbaProject", "/embeddings/", "/activeX/")
XML = (".xml", ".rels")


def ensure_whole(kind: Kind, content: bytes) -> None:
    """Raises NotTaken with the reason."""
    OPENERS[kind](content)


def _broken() -> NotTaken:
    return NotTaken(_("The file cannot be opened. It may be damaged: save it anew and try again."))


def _active() -> NotTaken:
    return NotTaken(_("The file holds scripts, macros or other files. Print it to PDF anew."))


def _pdf(content: bytes) -> None:
    try:
        reader = PdfFileReader(BytesIO(content), strict=False)
        if reader.encrypted:
            raise NotTaken(_("The file is protected by a password. Save it without one."))
        pages = int(reader.root["/Pages"]["/Count"])
        is_active = any(map(_acts, _objects(reader)))
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        raise _broken() from None
    if pages < 1:
        raise _broken()
    if is_active:
        raise _active()


def _objects(reader: PdfFileReader) -> Iterator[DictionaryObject]:
    """Every dictionary that can be reached from the root."""
    waiting: list[Any] = [reader.root]
    seen = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if (one.idnum, one.generation) in seen:
                continue
            seen.add((one.idnum, one.generation))
            one = one.get_object()  # type: ignore[no-untyped-call]
        if len(seen) > OBJECTS:
            raise ValueError(len(seen))
        if isinstance(one, DictionaryObject):
            yield one
            waiting.extend(dict.values(one))
        elif isinstance(one, list):
            waiting.extend(list.__iter__(one))


def _acts(one: DictionaryObject) -> bool:
    return not ACTIVE.isdisjoint(one) or one.get("/S") in ACTIONS


def _picture(content: bytes) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
                if picture.width * picture.height > PIXELS:
                    raise NotTaken(_("The picture is larger than 60 million pixels. Save it smaller."))
                _load(picture)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        raise _broken() from None


def _load(picture: Image.Image) -> None:
    """WeasyPrint, once imported, tells Pillow for the whole process to take half a picture. We do not."""
    kind, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        picture.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = kind


def _docx(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as file:
            names = {one.filename for one in file.infolist()}
            if sum(one.file_size for one in file.infolist()) > UNPACKED:
                raise NotTaken(_("The file unpacks to more than 40 MB. Save it as PDF."))
            if file.testzip() is not None:
                raise _broken()
            acts = any(_leads_out(file.read(one)) for one in names if one.lower().endswith(XML))
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        raise _broken() from None
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise _broken()
    if acts or any(mark in one for one in names for mark in MACROS):
        raise _active()


def _leads_out(part: bytes) -> bool:
    """It fetches something when it is opened, or makes a reader unfold what is not there.

    A link to click on does neither. What is no XML we can read, in whichever encoding, is taken to be bad.
    """
    try:
        root = ElementTree.fromstring(part, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError):
        return True
    return any(_is_bad(one) for one in root.iter())


def _is_bad(one: Any) -> bool:
    name = str(one.tag).rpartition("}")[2]
    if name == "Relationship":
        is_outside = str(one.get("TargetMode", "")).lower() == "external"
        return is_outside and not str(one.get("Type", "")).endswith("/hyperlink")
    return name in ("Override", "Default") and "macroEnabled" in str(one.get("ContentType", ""))


OPENERS: dict[Kind, Callable[[bytes], None]] = {
    Kind.PDF: _pdf,
    Kind.JPEG: _picture,
    Kind.PNG: _picture,
    Kind.DOCX: _docx,
}
