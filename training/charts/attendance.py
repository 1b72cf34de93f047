"""Who was there: a row for each person, a shape for each day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from training.charts.frame import Table
from training.charts.ink import Drawing, Ink, Line, Mark, Room, Words, evenly
from training.charts.letters import one_line, shortened, width
from training.domain.tongue import gettext as _
from training.domain.tongue import marked, ngettext

WORDS = {
    "present": marked("present"),
    "part": marked("in part"),
    "late": marked("late"),
    "excused": marked("excused"),
    "absent": marked("absent"),
}
LINE, NAME = 22, 24  # px of a line of shapes; of a name that stands above it
CELL = 20  # px a day at least
NAMES = 0.35  # of a screen's least width, at most
HEAD = 24


@dataclass(frozen=True, slots=True)
class Attendee:
    """`days`: a word of `WORDS` for each day, None before it is known."""

    name: str
    days: tuple[str | None, ...]


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """`days`: how each day is called, short."""

    id: str
    title: str
    days: tuple[str, ...]
    people: tuple[Attendee, ...]
    note: str = ""

    @property
    def key(self) -> Sequence[tuple[str, str]]:
        return [*((mark, _(word)) for mark, word in WORDS.items()), ("none", _("not yet"))]

    @property
    def told(self) -> str:
        marks = [mark for person in self.people for mark in person.days if mark]
        missed = sum(mark == "absent" for mark in marks)
        who = ngettext("%(number)s person", "%(number)s people", len(self.people))
        when = ngettext("%(number)s day", "%(number)s days", len(self.days))
        return f"{who}, {when}. " + _(
            "Marks so far: %(number)s, of them absent: %(missed)s.", number=len(marks), missed=missed
        )

    @property
    def table(self) -> Table:
        rows = tuple(
            (person.name, *(_(WORDS[mark]) if mark else _("not yet") for mark in person.days))
            for person in self.people
        )
        return Table((_("Name"), *self.days), rows)

    def draw(self, room: Room) -> Drawing:
        return _Sheet(self, room).drawing()


@dataclass(frozen=True)
class _Sheet:
    picture: Attendance
    room: Room

    @property
    def names_above(self) -> bool:
        return self.room is Room.NARROW

    @cached_property
    def left(self) -> float:
        if self.names_above or not self.picture.people:
            return 0
        longest = max(width(one_line(person.name)) for person in self.picture.people)
        return self.room.share(min(longest, NAMES * self.room.value) + 16)

    @cached_property
    def per_line(self) -> int:
        """Days on one line; what does not fit goes on below."""
        room = self.room.px(100 - self.left)
        return min(max(1, len(self.picture.days)), max(1, int(room / CELL)))

    @cached_property
    def lines(self) -> int:
        return max(1, -(-len(self.picture.days) // self.per_line))

    @cached_property
    def cell(self) -> float:
        return min((100 - self.left) / self.per_line, self.room.share(44))

    @cached_property
    def tall(self) -> float:
        return self.lines * LINE + (NAME if self.names_above else 8)

    def drawing(self) -> Drawing:
        people = self.picture.people
        if not people or not self.picture.days:
            return Drawing(self.room, 40, (Words(50, 24, _("Nobody and no day yet"), "middle"),))
        rows = [shape for number, person in enumerate(people) for shape in self._row(number, person)]
        return Drawing(self.room, HEAD + self.tall * len(people), (*self._head(), *rows))

    def x(self, day: int) -> float:
        return self.left + self.cell * (day % self.per_line + 0.5)

    def _head(self) -> list[Words]:
        """The days above their column; with several lines a person, only how the days run."""
        days = self.picture.days
        if self.lines > 1:
            ends = {"first": one_line(days[0]), "last": one_line(days[-1]), "number": self.per_line}
            said = _("%(first)s to %(last)s, %(number)s days a line", **ends)
            return [Words(self.left, 12, shortened(said, self.room.px(100 - self.left)))]
        labels = [Words(self.x(day), 12, one_line(word), "middle") for day, word in enumerate(days)]
        return evenly(labels, self.room)

    def _row(self, number: int, person: Attendee) -> Iterator[Ink]:
        top = HEAD + self.tall * number
        yield Line(0, top, 100, top, "grid")
        name = one_line(person.name)
        most = self.room.value if self.names_above else self.room.px(self.left) - 16
        said = shortened(name, most)
        yield Words(0, top + (18 if self.names_above else 19), said, kind="ink", full=name)
        first = top + (NAME + 8 if self.names_above else 15)
        for day, mark in enumerate(person.days):
            yield Mark(self.x(day), first + LINE * (day // self.per_line), mark or "none")
