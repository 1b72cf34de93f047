"""How many came how far, how many are still there, and how long they were."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from training.charts.frame import Table
from training.charts.ink import Bar, Drawing, Ink, Line, Room, Words
from training.charts.letters import one_line, shortened, width
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext

TALL = {Room.NARROW: 58, Room.WIDE: 40}
THICK = 16
NAMES = 0.35  # of a screen's least width, at most
GAP = 14


@dataclass(frozen=True, slots=True)
class Stage:
    """`reached`: who came here; `here`: who of them still are; `days`: the median of those who left."""

    label: str
    reached: int
    here: int
    days: int | None

    def __post_init__(self) -> None:
        if not 0 <= self.here <= self.reached or (self.days or 0) < 0:
            raise ValueError(self)

    @property
    def stay(self) -> str:
        if self.days is None:
            return _("nobody left yet") if self.here else ""
        if not self.days:
            return _("same day")
        return ngettext("%(number)s day", "%(number)s days", self.days)


@dataclass(frozen=True, kw_only=True)
class Funnel:
    id: str
    title: str
    stages: tuple[Stage, ...]
    note: str = ""

    @property
    def key(self) -> Sequence[tuple[str, str]]:
        return [("first", _("went on")), ("waits", _("there now"))] if self.stages else []

    @property
    def told(self) -> str:
        said = (
            f"{one.label}: {one.reached}"
            + (", " + _("%(number)s there now", number=one.here) if one.here else "")
            for one in self.stages
        )
        return ("; ".join(said) or _("Nobody yet")) + "."

    @property
    def table(self) -> Table:
        return Table(
            (_("Stage"), _("Reached"), _("There now"), _("Median time in it")),
            tuple((one.label, f"{one.reached:,}", f"{one.here:,}", one.stay or "–") for one in self.stages),
            frozenset({1, 2, 3}),
        )

    def draw(self, room: Room) -> Drawing:
        if not self.stages:
            return Drawing(room, 40, (Words(50, 24, _("Nobody yet"), "middle"),))
        rows = [shape for number, one in enumerate(self.stages) for shape in _row(self, room, number, one)]
        head = [Words(100, 12, _("median time in it"), "end")] if room is Room.WIDE else []
        top = 22 if head else 0
        lines = [Line(0, top, 100, top, "grid")]
        return Drawing(room, top + TALL[room] * len(self.stages), (*head, *lines, *rows))


def _row(funnel: Funnel, room: Room, number: int, one: Stage) -> Iterator[Ink]:
    top = TALL[room] * number + (22 if room is Room.WIDE else 0)
    yield Line(0, top + TALL[room], 100, top + TALL[room], "grid")
    if room is Room.NARROW:
        yield from _stacked(funnel, one, top)
    else:
        yield from _beside(funnel, one, top)


def _stacked(funnel: Funnel, one: Stage, top: float) -> Iterator[Ink]:
    """On a phone: the name and the stay above, the bar with its number below."""
    room, stay = Room.NARROW, _("median %(time)s", time=one.stay) if one.days else one.stay
    label = one_line(one.label)
    said = shortened(label, room.value - width(stay) - GAP, bold=True)
    yield Words(0, top + 20, said, kind="strong", full=label)
    if stay:
        yield Words(100, top + 20, stay, "end")
    yield from _bar(funnel, one, room, top + 31, (0, 100))


def _beside(funnel: Funnel, one: Stage, top: float) -> Iterator[Ink]:
    room = Room.WIDE
    label = one_line(one.label)
    names = room.share(min(max(_name(each) for each in funnel.stages), NAMES * room.value) + GAP)
    stays = room.share(
        max(width(text) for text in (_("median time in it"), *(s.stay for s in funnel.stages))) + GAP
    )
    yield Words(0, top + 25, shortened(label, room.px(names) - GAP, bold=True), kind="strong", full=label)
    if one.stay:
        yield Words(100, top + 25, one.stay, "end")
    yield from _bar(funnel, one, room, top + 12, (names, 100 - stays))


def _name(stage: Stage) -> float:
    return width(one_line(stage.label), bold=True)


def _bar(funnel: Funnel, one: Stage, room: Room, y: float, between: tuple[float, float]) -> Iterator[Ink]:
    """Those who went on, then, hatched, those who are there; the number at the end of the bar."""
    most = max(1, *(stage.reached for stage in funnel.stages))
    number = room.share(max(width(f"{stage.reached:,}", bold=True) for stage in funnel.stages) + 16)
    start, whole = between[0], between[1] - between[0] - number
    gone, here = (whole * part / most for part in (one.reached - one.here, one.here))
    if gone:
        yield Bar(
            start, y, gone, THICK, "first", _("%(number)s went on", number=f"{one.reached - one.here:,}")
        )
    if here:
        yield Bar(start + gone, y, here, THICK, "waits", _("%(number)s there now", number=f"{one.here:,}"))
    yield Words(start + gone + here, y + 13, f"{one.reached:,}", dx=8 if one.reached else 0, kind="strong")
