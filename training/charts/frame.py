"""What stands around every picture: its key, a note, and its figures as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from training.charts.ink import Drawing, Room
from training.charts.medium import Medium
from training.charts.svg import sample, svg
from training.domain.tongue import gettext as _


@dataclass(frozen=True, slots=True)
class Table:
    """The figures as words. `numbers`: which columns stand to the right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


class Picture(Protocol):
    """`id` is unique on its page, `told` the picture as a sentence, `key` kinds of marks with their words."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def told(self) -> str: ...
    @property
    def key(self) -> Sequence[tuple[str, str]]: ...
    @property
    def note(self) -> str: ...
    @property
    def table(self) -> Table: ...
    def draw(self, room: Room) -> Drawing: ...


def show(picture: Picture, medium: Medium = Medium.PAGE) -> Markup:
    """A figure: for a page drawn for a phone and for a screen, of which the style sheet shows one."""
    drawn = Markup("").join(_svg(picture, room, medium) for room in medium.rooms)
    below = under(picture.title, picture.table, medium, key=picture.key, note=picture.note)
    return Markup('<figure class="chart"><div class="chart-frame">{}</div>{}</figure>').format(drawn, below)


def _svg(picture: Picture, room: Room, medium: Medium) -> Markup:
    return svg(picture.draw(room), medium, key=picture.id, title=picture.title, desc=picture.told)


def under(
    title: str, table: Table, medium: Medium, *, key: Iterable[tuple[str, str]] = (), note: str = ""
) -> Markup:
    """What stands below a picture. A figure ends with its caption, so on a page the table folds into it."""
    words, figures = _meaning(key, note, medium), _behind(title, table, medium)
    if medium is Medium.PAGE:
        return Markup("<figcaption>{}{}</figcaption>").format(words, figures)
    return (Markup("<figcaption>{}</figcaption>").format(words) if words else Markup("")) + figures


def _meaning(key: Iterable[tuple[str, str]], note: str, medium: Medium) -> Markup:
    """What the kinds of marks mean, and a sentence."""
    items = Markup("").join(
        Markup("<li>{} {}</li>").format(sample(kind, word, medium), word) for kind, word in key
    )
    words = Markup('<ul class="key">{}</ul>').format(items) if items else Markup("")
    said = Markup('<p class="chart-note">{}</p>').format(note) if note else Markup("")
    return words + said


def _behind(title: str, table: Table, medium: Medium) -> Markup:
    """The figures, folded away where they can be unfolded."""
    if medium is Medium.PAPER:
        return _table(title, table)
    return Markup(
        '<details class="behind"><summary>{}<span class="visually-hidden">: {}</span></summary>{}</details>'
    ).format(_("As a table"), title, _table(title, table))


def _table(title: str, table: Table) -> Markup:
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(_number(table, place), column)
        for place, column in enumerate(table.columns)
    )
    body = Markup("").join(Markup("<tr>{}</tr>").format(_cells(table, row)) for row in table.rows)
    return Markup(
        '<table class="rows"><caption class="visually-hidden">{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(title, head, body or _nothing(table))


def _cells(table: Table, row: tuple[str, ...]) -> Markup:
    first = Markup('<th scope="row" data-label="{}">{}</th>').format(table.columns[0], row[0])
    cells = (
        Markup('<td data-label="{}"{}>{}</td>').format(table.columns[place], _number(table, place), cell)
        for place, cell in enumerate(row[1:], 1)
    )
    return first + Markup("").join(cells)


def _number(table: Table, place: int) -> Markup:
    return Markup(' class="num"') if place in table.numbers else Markup("")


def _nothing(table: Table) -> Markup:
    return Markup('<tr><td class="none" colspan="{}">{}</td></tr>').format(
        len(table.columns), _("Nothing here yet.")
    )
