"""Where a picture is shown. A page dresses it by its style sheet; in a document it brings its clothes along.

WeasyPrint draws every SVG on its own: no style sheet and no pattern of the page reaches into it.
"""

from enum import Enum
from functools import cache
from pathlib import Path

from markupsafe import Markup

from training.charts.ink import Room

STYLE = Path(__file__).parents[2] / "static" / "documents" / "charts.css"
_HATCHES = (
    '<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="hatch-ground" width="8" height="8"/>'
    '<rect class="hatch-line" width="4" height="8"/></pattern>'
    '<pattern id="hatch-soft" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="hatch-soft-ground" width="6" height="6"/>'
    '<rect class="hatch-soft-line" width="1.5" height="6"/></pattern></defs>'
)


class Medium(Enum):
    """`rooms`: the drawings that go out; a page shows one of them by its style sheet."""

    PAGE = (Room.NARROW, Room.WIDE)
    PAPER = (Room.WIDE,)

    @property
    def rooms(self) -> tuple[Room, ...]:
        rooms: tuple[Room, ...] = self.value
        return rooms

    @property
    def clothes(self) -> Markup:
        return _clothes() if self is Medium.PAPER else Markup("")


@cache
def _clothes() -> Markup:
    return Markup(f"<style>{STYLE.read_text()}</style>{_HATCHES}")  # noqa: S704  # nosec B704 -- our own file
