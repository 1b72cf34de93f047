"""What has come together, as a line, against the line that leads to the target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from training.charts.frame import Table
from training.charts.ink import Box, Drawing, Ink, Line, Mark, Room, Words, first_clear
from training.charts.letters import shortened, width
from training.charts.scales import Days, Hours, hours, januaries, year_labels
from training.domain.hours import as_hours
from training.domain.tongue import Shape, say_date
from training.domain.tongue import gettext as _

HEAD, FOOT = 22, 24
TALL = {Room.NARROW: 180, Room.WIDE: 220}
_PLACES = (1, 0.85, 0.7, 0.55, 0.4, 0.25, 0.1)  # where along its line a name may stand


@dataclass(frozen=True, slots=True)
class Point:
    """Minutes in all, up to a day."""

    on: date
    minutes: int

    def __post_init__(self) -> None:
        if self.minutes < 0:
            raise ValueError(self.minutes)


@dataclass(frozen=True, kw_only=True)
class Target:
    """`points` by date, the last of them as things stand; `pace`: where the asked line begins and ends.

    `ahead`: where one arrives at the present pace, drawn as a dotted line.
    """

    id: str
    title: str
    points: tuple[Point, ...]
    pace: tuple[Point, Point]
    pace_words: str
    ahead: Point | None = None
    ahead_words: str = ""
    note: str = ""

    @property
    def key(self) -> Sequence[tuple[str, str]]:
        """Only what found no place on its own line."""
        sheets = [_Sheet(self, room) for room in Room]
        lines = [("pace", self.pace_words), *([("guess", self.ahead_words)] if self.ahead else [])]
        return [(kind, words) for kind, words in lines if any(words not in sheet.said for sheet in sheets)]

    @property
    def told(self) -> str:
        start, end = self.pace
        target = {"hours": as_hours(end.minutes), "month": say_date(end.on, Shape.MONTH)}
        asked = f"{self.pace_words}: " + _("%(hours)s by %(month)s.", **target)
        if not self.points:
            return f"{_('No hours yet.')} {asked}"
        last = self.points[-1]
        there = as_hours(_between(start, end, last.on))
        now = {"hours": as_hours(last.minutes), "day": say_date(last.on), "there": there}
        return _("%(hours)s on %(day)s, where the pace asks %(there)s.", **now) + f" {asked}"

    @property
    def table(self) -> Table:
        start, end = self.pace
        rows = tuple(
            (say_date(one.on), as_hours(one.minutes), as_hours(_between(start, end, one.on)))
            for one in self.points
        )
        return Table((_("Day"), _("Countable"), _("Needed pace")), rows, frozenset({1, 2}))

    def draw(self, room: Room) -> Drawing:
        return _Sheet(self, room).drawing()


def _between(start: Point, end: Point, day: date) -> int:
    share = (day - start.on).days / max(1, (end.on - start.on).days)
    return round(start.minutes + (end.minutes - start.minutes) * min(max(share, 0), 1))


@dataclass(frozen=True)
class _Sheet:
    picture: Target
    room: Room

    @cached_property
    def axis(self) -> Hours:
        ahead = [self.picture.ahead] if self.picture.ahead else []
        most = max(one.minutes for one in (*self.picture.points, *self.picture.pace, *ahead))
        return hours(max(most, 1), head=HEAD, foot=HEAD + TALL[self.room])

    @cached_property
    def ticks(self) -> list[Words]:
        return [Words(0, self.axis.y(60 * tick) - 4, f"{tick:,} h") for tick in self.axis.ticks]

    @cached_property
    def days(self) -> Days:
        ahead = [self.picture.ahead] if self.picture.ahead else []
        found = [one.on for one in (*self.picture.points, *self.picture.pace, *ahead)]
        left = self.room.share(max(map(width, (tick.text for tick in self.ticks))) + 8)
        return Days(min(found), max(found), left, 100 - self.room.share(5))

    def line(self, one: Point, other: Point, kind: str) -> Line:
        return Line(
            self.days.x(one.on),
            self.axis.y(one.minutes),
            self.days.x(other.on),
            self.axis.y(other.minutes),
            kind,
        )

    @cached_property
    def lines(self) -> list[Line]:
        """The asked line, what came together, and what is guessed."""
        points = self.picture.points
        drawn = [self.line(*self.picture.pace, "pace")]
        if points and self.picture.ahead:
            drawn.append(self.line(points[-1], self.picture.ahead, "guess"))
        return [*drawn, *(self.line(one, other, "line") for one, other in pairwise(points))]

    def drawing(self) -> Drawing:
        shapes = (*self._grid(), *self.lines, *self._marks(), *self._names())
        return Drawing(self.room, self.axis.foot + FOOT, shapes)

    def _grid(self) -> Iterator[Ink]:
        foot = self.axis.foot
        yield Line(0, foot, 100, foot, "base")
        for tick, words in zip(self.axis.ticks, self.ticks, strict=True):
            yield Line(0, self.axis.y(60 * tick), 100, self.axis.y(60 * tick), "grid")
            yield words
        for day in januaries(self.days):
            yield Line(self.days.x(day), foot, self.days.x(day), foot + 5, "base")
        yield from year_labels(self.days, self.room, foot + 19)

    def _marks(self) -> Iterator[Mark]:
        for one in self.picture.points[-1:]:
            yield Mark(self.days.x(one.on), self.axis.y(one.minutes), "point")
        if self.picture.points and self.picture.ahead:
            yield Mark(self.days.x(self.picture.ahead.on), self.axis.y(self.picture.ahead.minutes), "ahead")

    def _names(self) -> list[Words]:
        """Each name on its own line where it stands free; one that finds no place stands in the key."""
        named: list[Words] = []
        for places in (self._at_the_end, self._on_the_pace, self._on_the_guess):
            taken = [*self._boxes(), *(one.box(self.room.value) for one in named)]
            if found := first_clear(self._inside(places()), self.room, taken, self.lines):
                named.append(found)
        return named

    @property
    def said(self) -> set[str | None]:
        return {one.full for one in self._names()}

    def _boxes(self) -> list[Box]:
        marks = [(self.room.px(one.x), one.y) for one in self._marks()]
        ticks = [one.box(self.room.value) for one in self.ticks]
        return [*ticks, *(Box(x - 8, y - 8, x + 8, y + 8) for x, y in marks)]

    def _inside(self, places: Iterator[Words]) -> Iterator[Words]:
        return (one for one in places if one.box(self.room.value).top >= 0 and one.y < self.axis.foot - 3)

    def _at_the_end(self) -> Iterator[Words]:
        for one in self.picture.points[-1:]:
            x, y, said = self.days.x(one.on), self.axis.y(one.minutes), as_hours(one.minutes)
            yield Words(x, y + 4, said, dx=10, kind="strong")
            yield Words(x, y + 22, said, dx=4, kind="strong")
            yield Words(x, y - 12, said, "end", dx=-2, kind="strong")
            yield Words(x, y - 12, said, "middle", kind="strong")
            yield Words(x, y + 24, said, "end", kind="strong")

    def _on_the_pace(self) -> Iterator[Words]:
        return self._along(self.lines[0], self.picture.pace_words)

    def _on_the_guess(self) -> Iterator[Words]:
        if len(self.lines) > 1 and self.lines[1].kind == "guess":
            yield from self._along(self.lines[1], self.picture.ahead_words)

    def _along(self, line: Line, text: str) -> Iterator[Words]:
        """Above the line ending at a place on it, or below it beginning there: so a rising line passes by."""
        for said in filter(None, (text, shortened(text, self.room.value * 0.4))):
            for share in _PLACES:
                x = line.x1 + (line.x2 - line.x1) * share
                y = line.y1 + (line.y2 - line.y1) * share
                yield Words(x, y - 8, said, "end", dx=-4, kind="ink", full=text)
                yield Words(x, y + 18, said, dx=6, kind="ink", full=text)
