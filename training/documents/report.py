"""A report on paper: questions, their answers, and a picture to each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPart:
    """`picture`: a figure drawn for paper, with its table; none where there is nothing to draw.

    `rows`: what is told line by line, each under a name of its own.
    """

    question: str
    answer: str
    picture: Markup | None
    rows: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSheet:
    body: str
    title: str
    parts: Sequence[ReportPart]
    made_on: date
    language: str = "en"


def render_report(sheet: ReportSheet) -> bytes:
    """Return the report as PDF. Equal sheets give equal bytes."""
    from training.documents.press import press  # noqa: PLC0415 -- slow import

    return press().print("report", sheet=sheet)
