"""How far each requirement is: what counts, what waits for a signature, what was done and does not count."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from training.charts.frame import Table, under
from training.charts.ink import Bar, Drawing, Room
from training.charts.medium import Medium
from training.charts.svg import svg
from training.domain.tongue import gettext as _

THICK = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Numbers of one unit, and the same as words. `raw`: all that was done, whether it counts or not."""

    id: str
    label: str
    rule: str
    needed: int
    countable: int
    pending: int
    raw: int
    countable_text: str
    pending_text: str
    needed_text: str
    raw_text: str = ""
    met: bool = False
    href: str | None = None

    def __post_init__(self) -> None:
        if min(self.needed, self.countable, self.pending, self.raw) < 0:
            raise ValueError(self)

    @property
    def figures(self) -> str:
        """Counts, waits, needed, as words."""
        return self.sentence(self.countable_text)

    def sentence(self, counts: str) -> str:
        """The same around `counts`, which may be marked up."""
        if not self.pending:
            return _("%(counts)s of %(needed)s", counts=counts, needed=self.needed_text)
        said = {"counts": counts, "waiting": self.pending_text, "needed": self.needed_text}
        return _("%(counts)s + %(waiting)s waiting, of %(needed)s", **said)

    @property
    def told(self) -> str:
        return f"{_('Met:')} {self.figures}" if self.met else self.figures

    def draw(self) -> Drawing:
        """The track is what is needed; what goes beyond it is cut at its end."""
        whole = max(self.needed, 1)
        counted = min(100 * self.countable / whole, 100) if self.needed else 100 * bool(self.countable)
        waits = min(100 * self.pending / whole, 100 - counted)
        idle = max(0, self.raw - self.countable - self.pending)
        lost = min(100 * idle / whole, 100 - counted - waits)
        parts = [(0.0, counted, "first"), (counted, waits, "waits"), (counted + waits, lost, "idle")]
        bars = [Bar(x, 0, wide, THICK, kind) for x, wide, kind in parts if wide > 0]
        return Drawing(Room.NARROW, THICK, (Bar(0, 0, 100, THICK, "needed"), *bars))


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirements:
    id: str
    title: str
    rows: tuple[Requirement, ...]
    has_key: bool = True


def show_requirements(picture: Requirements, medium: Medium = Medium.PAGE) -> Markup:
    """A list: the name, its bar, its figures; the table behind it all."""
    asked = picture.rows
    items = Markup("").join(_item(picture.id, one, medium) for one in asked)
    kinds = [("first", _("counts")), ("waits", _("waits for a signature")), ("needed", _("still needed"))]
    if any(one.raw > one.countable + one.pending for one in asked):
        kinds.insert(2, ("idle", _("does not count")))
    below = under(picture.title, _table(asked), medium, key=kinds if picture.has_key else ())
    return Markup('<figure class="chart"><ul class="reqs">{}</ul>{}</figure>').format(items, below)


def _item(id_: str, one: Requirement, medium: Medium) -> Markup:
    name = Markup('<a href="{}">{}</a>').format(one.href, one.label) if one.href else _bold(one.label)
    rule = Markup('<span class="soft">{}</span>').format(one.rule) if one.rule else ""
    return Markup(
        '<li class="req"><div class="req-name">{} {}</div><div class="track">{}</div>'
        '<p class="req-figures">{}{}</p></li>'
    ).format(
        name,
        rule,
        svg(one.draw(), medium, key=f"{id_}-{one.id}", title=one.label, desc=one.told),
        done(medium) if one.met else "",
        _figures(one),
    )


def _figures(one: Requirement) -> Markup:
    """The figures with what counts in bold: the sentence is one, so that it can be put into other words."""
    before, after = one.sentence("\0").split("\0")
    return escape(before) + _bold(one.countable_text) + escape(after)


def done(medium: Medium) -> Markup:
    """A shape where there is a style sheet to draw it; on paper the word."""
    if medium is Medium.PAPER:
        return Markup("{} ").format(_bold(_("Met:")))
    return Markup(
        '<svg class="shape shape-done" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">'
        '<path d="M3 9.5l4.2 4.3L15 5" fill="none" stroke-width="2.4" stroke-linecap="round" '
        'stroke-linejoin="round"/></svg><span class="visually-hidden">{} </span>'
    ).format(_("Met:"))


def _bold(text: str) -> Markup:
    return Markup("<b>{}</b>").format(text)


def _table(rows: Iterable[Requirement]) -> Table:
    return Table(
        (_("Requirement"), _("Counts"), _("Waits"), _("Done in all"), _("Needed"), _("Met")),
        tuple(
            (
                one.label,
                one.countable_text,
                one.pending_text or "–",
                one.raw_text or "–",
                one.needed_text,
                _("yes") if one.met else _("not yet"),
            )
            for one in rows
        ),
        frozenset({1, 2, 3, 4}),
    )
