"""Pages to be printed, in a Jinja environment of their own that knows nothing of requests."""

import re
import textwrap
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

FOLDER = Path(__file__).parents[2] / "templates" / "documents"
EMPHASIS = re.compile(r"\*([^*]+)\*")


def page(template: str, **values: object) -> str:
    return _pages.get_template(f"{template}.html").render(values)


def emphasised(text: str) -> Markup:
    """Set *words between asterisks* in italics; all else is plain text."""
    return Markup(EMPHASIS.sub(r"<em>\1</em>", str(escape(text))))  # noqa: S704  # nosec B704


def balanced(text: str, measure: int) -> str:
    """Break a sentence into lines of like length, `measure` at most, so that no last word stands alone."""
    lines = len(textwrap.wrap(text, measure))
    return next(
        "\n".join(broken)
        for width in range(max(1, len(text) // max(1, lines)), measure + 1)
        if len(broken := textwrap.wrap(text, width, break_on_hyphens=False)) <= lines
    )


def long_date(day: date) -> str:
    """18 March 2028: nobody takes the month for the day."""
    return f"{day.day} {day:%B %Y}"


def place_of(address: str, number: str) -> str:
    """Return the page where `number` can be typed in: the address less its scheme and its last step."""
    return address.split("://", 1)[-1].removesuffix(f"/{number}")


_pages = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_pages.filters.update(emphasised=emphasised, balanced=balanced, long_date=long_date, place_of=place_of)
