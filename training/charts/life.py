"""Several years on one line of time: cases, leave, evaluations, and where today is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from training.charts.frame import Table
from training.charts.ink import Bar, Drawing, Ink, Line, Mark, Room, Words
from training.charts.letters import one_line, shortened, width
from training.charts.scales import Days, januaries, year_labels
from training.domain.tongue import Shape, say_date
from training.domain.tongue import gettext as _

SCALE = 24  # px above the first row, for the years
TALL = {Room.NARROW: 44, Room.WIDE: 28}  # px a row: on a phone the name stands above its line
NAMES = 0.32  # of a screen's least width, at most
GAP = 20


@dataclass(frozen=True, slots=True)
class Span:
    """`kind`: first (open), second (closed) or leave. `end` is its last day, or today."""

    start: date
    end: date
    kind: str


@dataclass(frozen=True, slots=True)
class Moment:
    """`kind`: done or ahead."""

    on: date
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """`words` tell the same as a sentence, for the table."""

    label: str
    detail: str
    words: str
    spans: tuple[Span, ...] = ()
    moments: tuple[Moment, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Life:
    id: str
    title: str
    first: date
    last: date
    today: date
    rows: tuple[Row, ...]
    key: Sequence[tuple[str, str]] = ()
    note: str = ""

    @property
    def told(self) -> str:
        said = "; ".join(f"{row.label}: {row.words}" for row in self.rows[:12])
        more = _("; and %(number)s more", number=len(self.rows) - 12) if len(self.rows) > 12 else ""
        days = {
            "first": say_date(self.first, Shape.MONTH),
            "last": say_date(self.last, Shape.MONTH),
            "today": say_date(self.today),
        }
        return _("%(first)s to %(last)s, today is %(today)s.", **days) + f" {said}{more}"

    @property
    def table(self) -> Table:
        return Table((_("What"), _("When")), tuple((row.label, row.words) for row in self.rows))

    def draw(self, room: Room) -> Drawing:
        return _Sheet(self, room).drawing()


@dataclass(frozen=True)
class _Sheet:
    picture: Life
    room: Room

    @property
    def names_above(self) -> bool:
        return self.room is Room.NARROW

    @cached_property
    def days(self) -> Days:
        return Days(self.picture.first, self.picture.last, self.left, 100)

    @cached_property
    def left(self) -> float:
        """Where the time begins, in percent: right of the longest name that is still short enough."""
        if self.names_above or not self.picture.rows:
            return 0
        longest = max(self._name_width(row) for row in self.picture.rows)
        return self.room.share(min(longest + GAP, NAMES * self.room.value))

    def _name_width(self, row: Row) -> float:
        detail = width(one_line(row.detail)) + 8 if row.detail else 0
        return width(one_line(row.label), bold=True) + detail

    @property
    def foot(self) -> float:
        return SCALE + TALL[self.room] * max(1, len(self.picture.rows))

    def drawing(self) -> Drawing:
        rows = [shape for number, row in enumerate(self.picture.rows) for shape in self._row(number, row)]
        through = () if self.names_above or not self.picture.rows else self._upright(SCALE - 4, self.foot + 2)
        shapes = (*self._scale(), *through, *rows, *self._today())
        return Drawing(self.room, self.foot + 22, shapes)

    def _scale(self) -> Iterator[Ink]:
        yield from year_labels(self.days, self.room, 12)
        if not self.picture.rows:
            yield Words(50, self.foot - 8, _("Nothing yet"), "middle")

    def _strip(self, number: int) -> tuple[float, float]:
        """Top and bottom of where a row's marks are, in px."""
        foot = SCALE + TALL[self.room] * (number + 1)
        return foot - 24, foot - 2

    def _row(self, number: int, row: Row) -> Iterator[Ink]:
        top, foot = self._strip(number)
        yield from self._upright(top - 2, foot + 2) if self.names_above else ()
        yield from self._names(row, top - 6 if self.names_above else foot - 7)
        for span in self._seen(row):
            start, end = self.days.x(span.start), self.days.x(span.end)
            least = self.room.share(3)  # a day can be seen
            wide = max(end - start, least)
            yield Bar(min(start, 100 - wide), top + 4, wide, foot - top - 8, span.kind, row.words)
        for moment in (one for one in row.moments if self.picture.first <= one.on <= self.picture.last):
            x = min(max(self.days.x(moment.on), self.left + self.room.share(8)), 100 - self.room.share(8))
            yield Mark(x, (top + foot) / 2, moment.kind, f"{row.label}: {say_date(moment.on)}")

    def _seen(self, row: Row) -> list[Span]:
        return [one for one in row.spans if one.start <= self.picture.last and one.end >= self.picture.first]

    def _upright(self, top: float, foot: float) -> Iterator[Line]:
        """The years and today. On a phone they stop short of the names that stand above each row."""
        for day in (self.picture.first, *januaries(self.days)):
            yield Line(self.days.x(day), top, self.days.x(day), foot, "grid")
        yield Line(self._now, top, self._now, foot, "today")

    def _names(self, row: Row, y: float) -> Iterator[Words]:
        """The label and, where room is left for it, the detail; together at most what the names may take."""
        most = self.room.value if self.names_above else self.room.px(self.left) - GAP
        label, detail = one_line(row.label), one_line(row.detail)
        said = shortened(label, most, bold=True)
        yield Words(0, y, said, kind="strong", full=label)
        used = width(said, bold=True) + 8
        if rest := shortened(detail, most - used) if detail and said == label else "":
            yield Words(0, y, rest, dx=used, full=detail)

    @property
    def _now(self) -> float:
        return self.days.x(self.picture.today)

    def _today(self) -> Iterator[Words]:
        """Under the last row, where no name and no mark is."""
        y = self.foot + 16
        said = _("today")
        middle = Words(self._now, y, said, "middle", kind="today")
        box = middle.box(self.room.value)
        if box.left < 0:
            yield Words(0, y, said, kind="today")
        elif box.right > self.room.value:
            yield Words(100, y, said, "end", kind="today")
        else:
            yield middle
