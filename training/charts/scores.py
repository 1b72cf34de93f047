"""Small multiples: the committee's scores, a small picture for each quality, a row in it for each member."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from training.charts.frame import Table, under
from training.charts.ink import Drawing, Ink, Line, Mark, Room, Words
from training.charts.letters import one_line, shortened, width
from training.charts.medium import Medium
from training.charts.svg import svg
from training.domain.tongue import gettext as _

TALL = 44  # px a member
ROOM = Room.NARROW
GAP = 12
EDGE = ROOM.share(7)


@dataclass(frozen=True, slots=True)
class Score:
    """`level` counts from 1; None: not given."""

    member: str
    level: int | None
    label: str


@dataclass(frozen=True, slots=True)
class Quality:
    id: str
    label: str
    levels: int
    scores: tuple[Score, ...]

    def __post_init__(self) -> None:
        if any(one.level is not None and not 1 <= one.level <= self.levels for one in self.scores):
            raise ValueError(self)

    @property
    def told(self) -> str:
        return "; ".join(f"{one.member}: {_said(one)}" for one in self.scores) or _("No scores yet.")

    def draw(self) -> Drawing:
        if not self.scores:
            return Drawing(ROOM, 30, (Words(0, 18, _("No scores yet")),))
        rows = [shape for number, one in enumerate(self.scores) for shape in self._row(number, one)]
        return Drawing(ROOM, TALL * len(self.scores), tuple(rows))

    def _row(self, number: int, one: Score) -> Iterator[Ink]:
        """Who, and in words what, above a line with a place for each level."""
        y = TALL * number
        name, words = one_line(one.member), one_line(_said(one))
        said = shortened(words, ROOM.value * 0.55)
        yield Words(0, y + 14, shortened(name, ROOM.value - width(said) - GAP), full=name)
        yield Words(100, y + 14, said, "end", kind="ink", full=words)
        yield Line(EDGE, y + 28, 100 - EDGE, y + 28, "scale")
        for level in range(1, self.levels + 1):
            yield Line(self._x(level), y + 24, self._x(level), y + 32, "scale")
        if one.level:
            yield Mark(self._x(one.level), y + 28, "score", f"{name}: {words}")

    def _x(self, level: int) -> float:
        return EDGE + (100 - 2 * EDGE) * (level - 1) / max(1, self.levels - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    id: str
    title: str
    qualities: tuple[Quality, ...]

    @property
    def table(self) -> Table:
        """A row for each quality, a column for each member."""
        members = list(dict.fromkeys(one.member for quality in self.qualities for one in quality.scores))
        given = [{one.member: _said(one) for one in quality.scores} for quality in self.qualities]
        rows = tuple(
            (quality.label, *(said.get(member, _("none")) for member in members))
            for quality, said in zip(self.qualities, given, strict=True)
        )
        return Table((_("Quality"), *members), rows)


def show_scores(picture: Scores, medium: Medium = Medium.PAGE) -> Markup:
    """The small pictures side by side, as many as there is room for."""
    small = Markup("").join(_small(picture, quality, medium) for quality in picture.qualities)
    return Markup('<figure class="chart"><ul class="chart-many">{}</ul>{}</figure>').format(
        small or Markup('<li class="soft">{}</li>').format(_("No qualities are asked for.")),
        under(picture.title, picture.table, medium),
    )


def _small(picture: Scores, quality: Quality, medium: Medium) -> Markup:
    drawn = svg(
        quality.draw(), medium, key=f"{picture.id}-{quality.id}", title=quality.label, desc=quality.told
    )
    return Markup('<li><p aria-hidden="true"><b>{}</b></p>{}</li>').format(quality.label, drawn)


def _said(score: Score) -> str:
    if score.level is None:
        return score.label or _("none")
    return f"{score.level} · {score.label}" if score.label else str(score.level)
