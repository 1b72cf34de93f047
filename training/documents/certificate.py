"""A certificate on one page: one name, one sentence, its facts, two signatures, one code."""

from dataclasses import dataclass
from datetime import date

from training.documents.code import qr

# Characters of a name that fit on one line at each size, widest first.
NAME_SIZES = ((26, "large"), (38, "medium"), (50, "small"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """“31 months” and, under it, “supervised internship”."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureLine:
    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateSheet:
    """All that a certificate says, in the words it says it in.

    `sentence` follows the name and may carry *emphasis*. `standing` says in a line what the certificate is
    and is not, so that an intern's can't pass for a certified professional's. `credential` is JSON text,
    enclosed in the PDF. `watermark` is a word across the page (“Specimen”).
    """

    number: str
    body: str
    title: str
    holder: str
    sentence: str
    standing: str
    figures: tuple[Figure, ...]
    signatures: tuple[SignatureLine, ...]
    issued_on: date
    valid_to: date | None
    verify_url: str
    credential: str
    watermark: str | None = None
    language: str = "en"

    @property
    def name_size(self) -> str:
        return next((size for room, size in NAME_SIZES if len(self.holder) <= room), "smallest")


def render(sheet: CertificateSheet) -> bytes:
    """Return the certificate as PDF, not yet sealed. Equal sheets give equal bytes."""
    from training.documents.press import Enclosure, press  # noqa: PLC0415 -- slow import

    credential = Enclosure(
        "credential.json", "The same facts for machines (Open Badges 3.0)", sheet.credential, sheet.issued_on
    )
    return press().print("certificate", (credential,), sheet=sheet, code=qr(sheet.verify_url))
