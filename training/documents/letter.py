"""A letter on paper: the recommendation for internship, a decision, an offer."""

from dataclasses import dataclass
from datetime import date

from training.documents.certificate import SignatureLine
from training.documents.code import qr


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSheet:
    """All that a letter says.

    `paragraphs` may carry *emphasis*; without a `verify_url` nothing is said about checking the letter;
    `watermark` is a word across the page (“Specimen”).
    """

    body: str
    recipient: tuple[str, ...]
    subject: str
    greeting: str
    paragraphs: tuple[str, ...]
    closing: str
    signatures: tuple[SignatureLine, ...]
    issued_on: date
    number: str = ""
    verify_url: str = ""
    watermark: str | None = None
    language: str = "en"


def render_letter(sheet: LetterSheet) -> bytes:
    """Return the letter as PDF, not yet sealed. Equal sheets give equal bytes."""
    from training.documents.press import press  # noqa: PLC0415 -- slow import

    return press().print("letter", sheet=sheet, code=qr(sheet.verify_url) if sheet.verify_url else None)
