"""From shapes to SVG: classes and presentation attributes only, as a strict content policy wants it."""

from markupsafe import Markup, escape

from training.charts.ink import Bar, Drawing, Ink, Line, Mark, Words
from training.charts.medium import Medium

# Around (0, 0), some 14 px wide. What they look like is told by `charts.css`, but for what is left open.
SHAPES = {
    "done": Markup('<path class="c-done" d="M0-8l8 8-8 8-8-8z"/>'),
    "ahead": Markup('<path class="c-ahead" d="M0-7l7 7-7 7-7-7z"/>'),
    "point": Markup('<circle class="c-first" r="4"/>'),
    "score": Markup('<circle class="c-first" r="7"/>'),
    "present": Markup('<circle class="c-first" r="6"/>'),
    "part": Markup('<circle class="c-ring" r="5"/><path class="c-first" d="M0-5a5 5 0 0 0 0 10z"/>'),
    "late": Markup('<circle class="c-ring" r="5"/><circle class="c-first" r="2"/>'),
    "excused": Markup('<circle class="c-ring c-soft" r="5"/>'),
    "absent": Markup('<path class="c-cross" d="M-5-5l10 10m0-10l-10 10"/>'),
    "none": Markup('<path class="c-tick" d="M-3 0h6"/>'),
}
_HATCHED = {"c-waits": "hatch", "c-leave": "hatch-soft"}


def svg(drawing: Drawing, medium: Medium, *, key: str, title: str, desc: str) -> Markup:
    """One image with its name and its description; `key` is unique on the page."""
    name = drawing.room.name.lower()
    return Markup(
        '<svg class="chart-{name}" width="100%" height="{height}" role="img" '
        'aria-labelledby="{key}-{name}" aria-describedby="{key}-{name}-told">'
        '<title id="{key}-{name}">{title}</title><desc id="{key}-{name}-told">{desc}</desc>'
        "{clothes}{shapes}</svg>"
    ).format(
        name=name,
        key=key,
        height=_n(drawing.height),
        title=title,
        desc=desc,
        clothes=medium.clothes,
        shapes=Markup("").join(_drawn(one) for one in drawing.shapes),
    )


def sample(kind: str, word: str, medium: Medium) -> Markup:
    """What stands before a word of the key. On paper each figure is read aloud, and so has to be named."""
    if kind in SHAPES:
        frame, inside = Markup('height="18" viewBox="-9 -9 18 18"'), SHAPES[kind]
    else:
        mark = Line(0, 6, 100, 6, kind) if kind in ("pace", "guess") else Bar(0, 0, 100, 12, kind)
        frame, inside = Markup('height="12"'), _drawn(mark)
    name = _titled(word if medium is Medium.PAPER else "")
    return Markup('<svg width="18" {} aria-hidden="true">{}{}{}</svg>').format(
        frame, name, medium.clothes, inside
    )


def _drawn(shape: Ink) -> Markup:
    match shape:
        case Words():
            return _words(shape)
        case Bar():
            return _bar(shape)
        case Line():
            return Markup('<line class="c-{}" x1="{}%" y1="{}" x2="{}%" y2="{}"/>').format(
                shape.kind, _n(shape.x1), _n(shape.y1), _n(shape.x2), _n(shape.y2)
            )
        case Mark():
            return Markup('<svg x="{}%" y="{}" overflow="visible">{}{}</svg>').format(
                _n(shape.x), _n(shape.y), SHAPES[shape.shape], _titled(shape.title)
            )


def _words(shape: Words) -> Markup:
    options = {
        "class": f"c-{shape.kind}" if shape.kind else None,
        "dx": _n(shape.dx) if shape.dx else None,
        "text-anchor": shape.anchor if shape.anchor != "start" else None,
    }
    more = Markup("").join(Markup(' {}="{}"').format(name, is_) for name, is_ in options.items() if is_)
    whole = _titled(shape.full if shape.full != shape.text else None)
    return Markup('<text x="{}%" y="{}"{}>{}{}</text>').format(
        _n(shape.x), _n(shape.y), more, shape.text, whole
    )


def _bar(shape: Bar) -> Markup:
    kind = f"c-{shape.kind}"
    fill = Markup(' fill="url(#{})"').format(_HATCHED[kind]) if kind in _HATCHED else ""
    return Markup('<rect class="{}" x="{}%" y="{}" width="{}%" height="{}"{}>{}</rect>').format(
        kind, _n(shape.x), _n(shape.y), _n(shape.width), _n(shape.height), fill, _titled(shape.title)
    )


def _titled(title: str | None) -> Markup:
    return Markup("<title>{}</title>").format(escape(title)) if title else Markup("")


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
