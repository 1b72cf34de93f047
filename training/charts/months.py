"""Hours by month, stacked by kind, with the pace that is asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from training.charts.frame import Table
from training.charts.ink import Bar, Box, Drawing, Ink, Line, Room, Words, evenly, first_clear, thinned
from training.charts.letters import shortened, width
from training.charts.scales import Hours, hours
from training.domain.hours import as_hours
from training.domain.tongue import Shape, say_date
from training.domain.tongue import gettext as _

HEAD, FOOT = 22, 38
TALL = {Room.NARROW: 160, Room.WIDE: 200}
BROAD = {Room.NARROW: 26, Room.WIDE: 40}  # px at the least width: one month alone is no wall
ASIDE = {Room.NARROW: 0.3, Room.WIDE: 0.2}  # of the least width, for the name of the line beside it
LETTERS_UP_TO = 24  # months; beyond only the years are written


@dataclass(frozen=True, slots=True)
class Kind:
    """`ink`: first, second, third, or waits (hatched)."""

    label: str
    ink: str


@dataclass(frozen=True, slots=True)
class Month:
    """The first day of a month, and minutes by kind."""

    on: date
    minutes: tuple[int, ...]

    def __post_init__(self) -> None:
        if any(part < 0 for part in self.minutes):
            raise ValueError(self.minutes)


@dataclass(frozen=True, slots=True)
class Pace:
    """Minutes a month, and what the line is called."""

    minutes: int
    words: str


@dataclass(frozen=True, kw_only=True)
class Months:
    id: str
    title: str
    kinds: tuple[Kind, ...]
    months: tuple[Month, ...]
    pace: Pace | None = None
    note: str = field(default="")

    @property
    def key(self) -> Sequence[tuple[str, str]]:
        return [(kind.ink, kind.label) for kind in self.kinds] if len(self.kinds) > 1 else []

    @property
    def told(self) -> str:
        if not any(sum(month.minutes) for month in self.months):
            return _("No hours yet.")
        best = max(self.months, key=lambda month: sum(month.minutes))
        most = {"month": say_date(best.on, Shape.MONTH), "hours": as_hours(sum(best.minutes))}
        said = f"{_span(self.months)}. " + _("Most in %(month)s: %(hours)s.", **most)
        return said + " " + _("The line: %(words)s.", words=self.pace.words) if self.pace else said

    @property
    def table(self) -> Table:
        names = tuple(kind.label for kind in self.kinds)
        sums = len(names) > 1
        return Table(
            (_("Month"), *names, *([_("In all")] if sums else [])),
            tuple(
                (
                    say_date(month.on, Shape.MONTH),
                    *map(as_hours, month.minutes),
                    *([as_hours(sum(month.minutes))] if sums else []),
                )
                for month in self.months
            ),
            frozenset(range(1, len(names) + 2)),
        )

    def draw(self, room: Room) -> Drawing:
        plain = _Sheet(self, room, 0)
        if self.pace is None:
            return plain.drawing(())
        label = plain.free_label(self.pace)
        if label:
            return plain.drawing((label,))
        lines = _broken(self.pace.words, room.value * ASIDE[room])
        gutter = max(map(width, lines)) + 10
        return (aside := _Sheet(self, room, room.share(gutter))).drawing(aside.beside(lines))


@dataclass(frozen=True)
class _Sheet:
    """One layout. `gutter`: percent kept free on the right, for the name of the line."""

    picture: Months
    room: Room
    gutter: float

    @cached_property
    def axis(self) -> Hours:
        most = [sum(month.minutes) for month in self.picture.months]
        pace = self.picture.pace.minutes if self.picture.pace else 0
        return hours(max([*most, pace, 1]), head=HEAD, foot=HEAD + TALL[self.room])

    @cached_property
    def ticks(self) -> list[Words]:
        return [Words(0, self.axis.y(60 * tick) - 4, f"{tick:,} h") for tick in self.axis.ticks]

    @cached_property
    def left(self) -> float:
        return self.room.share(max(tick.box(self.room.value).right for tick in self.ticks) + 6)

    @cached_property
    def right(self) -> float:
        return 100 - self.gutter

    @cached_property
    def step(self) -> float:
        return (self.right - self.left) / max(1, len(self.picture.months))

    def middle(self, number: int) -> float:
        return self.left + self.step * (number + 0.5)

    @cached_property
    def bars(self) -> list[Bar]:
        return [bar for number, month in enumerate(self.picture.months) for bar in self._stack(number, month)]

    def _stack(self, number: int, month: Month) -> Iterator[Bar]:
        broad = min(self.step * 0.64, self.room.share(BROAD[self.room]))
        below = 0
        for kind, part in zip(self.picture.kinds, month.minutes, strict=True):
            top, foot = self.axis.y(below + part), self.axis.y(below)
            gap = 1 if below and foot - top > 2 else 0
            below += part
            if part:
                title = f"{say_date(month.on, Shape.MONTH)}: {as_hours(part)} {kind.label}"
                yield Bar(
                    self.middle(number) - broad / 2, top, broad, max(foot - top - gap, 0.5), kind.ink, title
                )

    def drawing(self, labels: Sequence[Words]) -> Drawing:
        return Drawing(
            self.room,
            self.axis.foot + FOOT,
            (*self._grid(), *self.bars, *self._pace(), *self._months(), *labels),
        )

    def _grid(self) -> Iterator[Ink]:
        yield Line(0, self.axis.foot, self.right, self.axis.foot, "base")
        for tick, words in zip(self.axis.ticks, self.ticks, strict=True):
            y = self.axis.y(60 * tick)
            yield Line(0, y, self.right, y, "grid")
            yield words
        if not self.bars:
            y = (HEAD + self.axis.foot) / 2 + 4
            yield Words(50, y, _("No hours yet"), "middle", kind="ink")

    def _pace(self) -> Iterator[Line]:
        if self.picture.pace:
            y = self.axis.y(self.picture.pace.minutes)
            yield Line(self.left, y, self.right, y, "pace")

    def _months(self) -> list[Words]:
        first_row, second_row = self.axis.foot + 17, self.axis.foot + 33
        if len(self.picture.months) > LETTERS_UP_TO:
            return thinned(self._years(first_row), self.room)
        return [*self._letters(first_row), *thinned(self._years(second_row), self.room)]

    def _letters(self, y: float) -> list[Words]:
        """Short names, else initials, else every second, third … of these."""
        for form in (slice(3), slice(1)):
            labels = [
                Words(self.middle(number), y, say_date(month.on, Shape.SHORT_MONTH_NAME)[form], "middle")
                for number, month in enumerate(self.picture.months)
            ]
            if len(thinned(labels, self.room, 2)) == len(labels):
                return labels
        return evenly(labels, self.room, 2)

    def _years(self, y: float) -> list[Words]:
        """Under each January, and under the first month where no January is near."""
        januaries = [number for number, month in enumerate(self.picture.months) if month.on.month == 1]
        labels = [self._year(number, y) for number in januaries]
        begin = [self._year(0, y)] if self.picture.months and 0 not in januaries else []
        return [*labels, *begin]

    def _year(self, number: int, y: float) -> Words:
        text = f"{self.picture.months[number].on:%Y}"
        label = Words(self.middle(number), y, text, "middle")
        box = label.box(self.room.value)
        if box.left < 0 or box.right > self.room.value:
            return Words(100, y, text, "end") if box.left > 0 else Words(0, y, text)
        return label

    def free_label(self, pace: Pace) -> Words | None:
        """The name just above its line: at the right end, at the left, or over the first low months."""
        y = self.axis.y(pace.minutes) - 6
        places = [Words(self.right, y, pace.words, "end"), Words(self.left, y, pace.words)]
        places += [Words(self.middle(n), y, pace.words) for n in range(len(self.picture.months))]
        taken = [bar.box(self.room.value) for bar in self.bars] + [
            tick.box(self.room.value) for tick in self.ticks
        ]
        found = first_clear(places, self.room, [_wider(box, 3) for box in taken])
        return _named(found) if found else None

    def beside(self, lines: list[str]) -> list[Words]:
        """The name in the gutter, at the height of its line."""
        pace = self.picture.pace
        at = self.axis.y(pace.minutes) if pace else HEAD
        first = min(max(at - 7 * len(lines) + 11, 12), self.axis.foot - 16 * (len(lines) - 1))
        return [
            _named(Words(self.right, first + 16 * number, line, dx=8, full=pace.words if pace else None))
            for number, line in enumerate(lines)
        ]


def _wider(box: Box, by: float) -> Box:
    return Box(box.left - by, box.top, box.right + by, box.bottom)


def _named(label: Words) -> Words:
    return replace(label, kind="ink")


def _broken(text: str, room: float) -> list[str]:
    """At most three lines of `room` px, broken between words where that is possible."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = lines[:3] if len(lines) <= 3 else [*lines[:2], " ".join(lines[2:])]
    return [shortened(line, room) for line in kept]


def _span(months: Sequence[Month]) -> str:
    first, last = months[0].on, months[-1].on
    begin, end = say_date(first, Shape.MONTH), say_date(last, Shape.MONTH)
    return begin if first == last else _("%(begin)s to %(end)s", begin=begin, end=end)
