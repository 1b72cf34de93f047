"""What a picture is made of. Across, places are percent of whatever width there will be; down, they are px.

A picture is laid out for the least width it may get. A wider one moves labels apart and lets none grow, so
labels that do not collide at the least width never do. Only a sloped line comes nearer to a label as it gets
flatter: beside lines a label is tried at both ends of the widths.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from training.charts.letters import SIZE, width

Anchor = Literal["start", "middle", "end"]


class Room(Enum):
    """For how wide a place a picture is drawn; the value is the least width in px.

    A phone of 320 px leaves 272 beside the margins. From 600 px on the wide drawing is shown (`charts.css`).
    """

    NARROW = 272
    WIDE = 600

    @property
    def widths(self) -> tuple[float, float]:
        """The least and the greatest width in px."""
        return (self.value, 600 if self is Room.NARROW else 1600)

    def share(self, px: float) -> float:
        """So many px in percent of the least width."""
        return 100 * px / self.value

    def px(self, share: float) -> float:
        return share * self.value / 100


@dataclass(frozen=True, slots=True)
class Box:
    """Px from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)

    def within(self, other: "Box", slack: float = 0.5) -> bool:
        across = other.left - slack <= self.left and self.right <= other.right + slack
        return across and other.top - slack <= self.top and self.bottom <= other.bottom + slack


@dataclass(frozen=True, slots=True)
class Words:
    """A label. `y` is its baseline, `dx` an offset in px, `full` the whole of what was shortened."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    dx: float = 0
    kind: str = ""
    full: str | None = None

    def box(self, across: float) -> Box:
        wide = width(self.text, bold=self.kind == "strong")
        left = self.x * across / 100 + self.dx - wide * {"start": 0, "middle": 0.5, "end": 1}[self.anchor]
        return Box(left, self.y - SIZE * 0.8, left + wide, self.y + SIZE * 0.25)


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    kind: str
    title: str | None = None

    def box(self, across: float) -> Box:
        left, right = (share * across / 100 for share in (self.x, self.x + self.width))
        return Box(left, self.y, right, self.y + self.height)


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    kind: str

    def crosses(self, box: Box, across: float) -> bool:
        """Whether it runs through the box (Liang and Barsky)."""
        x, y = self.x1 * across / 100, self.y1
        dx, dy = self.x2 * across / 100 - x, self.y2 - y
        first, last = 0.0, 1.0
        for step, room in (
            (-dx, x - box.left),
            (dx, box.right - x),
            (-dy, y - box.top),
            (dy, box.bottom - y),
        ):
            if step == 0:
                if room < 0:
                    return False
            elif step < 0:
                first = max(first, room / step)
            else:
                last = min(last, room / step)
        return first <= last


@dataclass(frozen=True, slots=True)
class Mark:
    """A small shape of constant size with its middle at (x, y); the shapes stand in `svg.SHAPES`."""

    x: float
    y: float
    shape: str
    title: str | None = None


Ink = Words | Bar | Line | Mark


@dataclass(frozen=True, slots=True)
class Drawing:
    room: Room
    height: float
    shapes: tuple[Ink, ...]

    @property
    def words(self) -> list[Words]:
        return [one for one in self.shapes if isinstance(one, Words)]

    @property
    def bars(self) -> list[Bar]:
        return [one for one in self.shapes if isinstance(one, Bar)]

    def frame(self, across: float) -> Box:
        return Box(0, 0, across, self.height)


def clear(label: Words, room: Room, taken: Sequence[Box], lines: Sequence[Line] = ()) -> bool:
    """Whether a label stands free, and between the left and the right edge."""
    box = label.box(room.value)
    if box.left < 0 or box.right > room.value or any(box.meets(other) for other in taken):
        return False
    return not any(line.crosses(label.box(across), across) for line in lines for across in room.widths)


def first_clear(
    labels: Iterable[Words], room: Room, taken: Sequence[Box], lines: Sequence[Line] = ()
) -> Words | None:
    return next((label for label in labels if clear(label, room, taken, lines)), None)


def evenly(labels: Sequence[Words], room: Room, gap: float = 6) -> list[Words]:
    """All of them, else every second, third …, as long as they stand side by side within the picture."""
    for every in range(1, len(labels) + 1):
        for start in range(every):
            some = labels[start::every]
            if len(thinned(some, room, gap)) == len(some):
                return list(some)
    return []


def thinned(labels: Iterable[Words], room: Room, gap: float = 6) -> list[Words]:
    """Those that fit side by side, kept from the first on; the others are dropped."""
    kept: list[Words] = []
    for label in labels:
        box = label.box(room.value)
        around = Box(box.left - gap, box.top, box.right + gap, box.bottom)
        if clear(label, room, ()) and not any(around.meets(one.box(room.value)) for one in kept):
            kept.append(label)
    return kept
