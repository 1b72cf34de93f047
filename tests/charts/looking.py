"""What must hold of every drawing, however odd its values: looked at as plain shapes, before any markup."""

from itertools import combinations

from training.charts.ink import Bar, Drawing, Line, Mark, Words

WIDTHS = (0, 100, 900)  # px beyond the least width


def faults(drawing: Drawing) -> list[str]:
    return [
        fault
        for more in WIDTHS
        for fault in (
            *_outside(drawing, drawing.room.value + more),
            *_colliding(drawing, drawing.room.value + more),
        )
    ]


def _outside(drawing: Drawing, across: float) -> list[str]:
    frame = drawing.frame(across)
    found = [repr(one) for one in (*drawing.words, *drawing.bars) if not one.box(across).within(frame)]
    found += [repr(one) for one in drawing.bars if one.width < 0 or one.height < 0]
    for one in drawing.shapes:
        if isinstance(one, Mark) and not (0 <= one.x <= 100 and 0 <= one.y <= drawing.height):
            found.append(repr(one))
        if isinstance(one, Line):
            found += [repr(one) for x in (one.x1, one.x2) if not -0.01 <= x <= 100.01]
            found += [repr(one) for y in (one.y1, one.y2) if not -0.01 <= y <= drawing.height + 2.01]
    return found


def _colliding(drawing: Drawing, across: float) -> list[str]:
    boxes = [(one, one.box(across)) for one in drawing.words]
    return [
        f"{one.text} / {other.text}"
        for (one, box), (other, other_box) in combinations(boxes, 2)
        if box.meets(other_box)
    ]


def on_bars(drawing: Drawing) -> list[str]:
    """Labels that stand on a bar, at any width."""
    return [
        f"{words.text} on {bar.kind}"
        for more in WIDTHS
        for words in drawing.words
        for bar in drawing.bars
        if words.box(drawing.room.value + more).meets(bar.box(drawing.room.value + more))
    ]


def texts(drawing: Drawing) -> list[str]:
    return [one.text for one in drawing.shapes if isinstance(one, Words)]


def bars(drawing: Drawing, kind: str) -> list[Bar]:
    return [one for one in drawing.bars if one.kind == kind]
