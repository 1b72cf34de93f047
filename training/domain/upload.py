"""Files people send in as evidence: which kinds, how large, and what a file really is.

What it is called says nothing: the kind is told by the first bytes (and a parser opens the file afterwards,
`documents.received`), and has to agree with the ending of the name (OWASP ASVS 5.2.2).
"""

import re
import unicodedata
from enum import StrEnum
from typing import Final

from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken

LARGEST: Final = 5 * 1024 * 1024
MOST: Final = 40
"""Files of one person."""


class Kind(StrEnum):
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    JPEG = "image/jpeg"
    PNG = "image/png"


ENDINGS: Final = {
    Kind.PDF: (".pdf",),
    Kind.DOCX: (".docx",),
    Kind.JPEG: (".jpg", ".jpeg"),
    Kind.PNG: (".png",),
}
_BEGINNINGS: Final = (
    (b"%PDF-", Kind.PDF),
    (b"PK\x03\x04", Kind.DOCX),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
)


class NotTaken(RuleBroken):
    """A file that is not kept, and why: one sentence for whoever sent it."""


def kind_of(name: str, content: bytes) -> Kind:
    """What the file is. Raises NotTaken: too large, empty, unknown, or not what it is called."""
    if not content:
        raise NotTaken(_("The file is empty."))
    if len(content) > LARGEST:
        raise NotTaken(_("The file is larger than 5 MB. Save it smaller, or send fewer pages."))
    found = next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), None)
    if found is None:
        raise NotTaken(_("Only PDF, DOCX, JPEG and PNG are taken. This file is none of them."))
    if not name.lower().endswith(ENDINGS[found]):
        raise NotTaken(_("The file is not what its name says. Save it anew as PDF, DOCX, JPEG or PNG."))
    return found


def ensure_room(have: int) -> None:
    if have >= MOST:
        raise NotTaken(_("You have sent in 40 files. Write to the office before you send more."))


def safe_name(name: str, kind: Kind) -> str:
    """A name that can do no harm on anybody's disk, with the ending of what the file is."""
    plain = unicodedata.normalize("NFKC", name).replace("\\", "/").rpartition("/")[2]
    stem = re.sub(r"[^\w -]+", "", plain.rpartition(".")[0]).strip(" -_")[:60]
    return f"{stem or 'file'}{ENDINGS[kind][0]}"
