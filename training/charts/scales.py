"""Where a value or a day stands, and which of them are written down."""

from dataclasses import dataclass
from datetime import date
from itertools import count

from training.charts.ink import Room, Words, thinned
from training.domain.tongue import Shape, say_date

_STEPS = (1, 2, 4, 5, 10, 20, 25, 40, 50)
MOST_TICKS = 4


@dataclass(frozen=True, slots=True)
class Hours:
    """An axis of whole hours from 0 to `top`, over minutes; the plot lies between y `head` and `foot`."""

    step: int
    top: int
    head: float
    foot: float

    def y(self, minutes: float) -> float:
        return self.foot - (self.foot - self.head) * minutes / (60 * self.top)

    @property
    def ticks(self) -> list[int]:
        return list(range(self.step, self.top + 1, self.step))


def hours(most: int, *, head: float, foot: float) -> Hours:
    """Reach over `most` minutes in at most four round steps."""
    steps = (unit * 10 ** (2 * power) for power in count() for unit in _STEPS)
    step = next(one for one in steps if most <= one * MOST_TICKS * 60)
    return Hours(step, step * max(1, -(-most // (60 * step))), head, foot)


@dataclass(frozen=True, slots=True)
class Days:
    """Days as percent between x `left` and `right`."""

    first: date
    last: date
    left: float = 0
    right: float = 100

    def x(self, day: date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return self.left + (self.right - self.left) * min(max(share, 0), 1)


def januaries(days: Days) -> list[date]:
    return [date(year, 1, 1) for year in range(days.first.year + 1, days.last.year + 1)]


def year_labels(days: Days, room: Room, y: float) -> list[Words]:
    """The first day with its month, then as many Januaries as fit evenly."""
    first = Words(days.x(days.first), y, say_date(days.first, Shape.SHORT_MONTH))
    found = [_year(days.x(day), y, f"{day:%Y}", room) for day in januaries(days)]
    for every in range(1, len(found) + 1):
        some = [one for number, one in enumerate(found) if number % every == 0]
        if len(thinned(some, room)) == len(some):
            return thinned([first, *some], room)
    return [first]


def _year(x: float, y: float, text: str, room: Room) -> Words:
    start = Words(x, y, text)
    fits = start.box(room.value).right <= room.value
    return start if fits else Words(x, y, text, "end")
