"""How wide words are, so that labels can be placed before any browser has drawn them.

Advance widths of Source Sans 3 (400), in thousandths of an em, read off its `hmtx` table. A browser that
shows another typeface is allowed for by `SPARE`.
"""

import unicodedata
from bisect import bisect_right
from functools import lru_cache

SIZE = 13.0  # px, of every label in a picture
SPARE = 1.06
_BOLD = 1.14  # the widest any letter grows from 400 to 600
_ROUNDING = 0.01  # px
_FULL, _OTHER = 1000, 900  # East Asian letters; all that is not in the table
# fmt: off
_ASCII = (
    200, 289, 426, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350,  # space to /
    497, 497, 497, 497, 497, 497, 497, 497, 497, 497, 249, 249, 497, 497, 497, 425,  # 0 to ?
    847, 543, 588, 571, 615, 527, 494, 617, 652, 263, 479, 579, 486, 727, 647, 664,  # @ to O
    566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539, 303, 350, 303, 497, 500,  # P to _
    542, 504, 553, 456, 555, 496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542,  # ` to o
    555, 555, 347, 419, 338, 544, 467, 719, 446, 467, 425, 303, 241, 303, 497,       # p to ~
)
# fmt: on
_MORE = {"·": 249, "–": 497, "’": 249, "“": 425, "”": 425, "…": 948, "\u00a0": 200}


@lru_cache(4096)
def width(words: str, *, bold: bool = False) -> float:
    """Px at the size of a label, never less than what a browser draws."""
    ems = sum(_letter(one) for one in unicodedata.normalize("NFD", words)) / 1000
    return ems * SIZE * SPARE * (_BOLD if bold else 1)


def shortened(words: str, room: float, *, bold: bool = False) -> str:
    """All of it where it fits in `room` px, else its beginning and “…”; empty where not even that fits."""
    if width(words, bold=bold) <= room + _ROUNDING:
        return words
    fits = bisect_right(range(len(words)), room, key=lambda end: width(f"{words[:end]}…", bold=bold)) - 1
    return f"{words[:fits].rstrip()}…" if fits > 0 else ""


def one_line(words: str) -> str:
    """Without breaks and without what no typeface has a letter for."""
    return " ".join("".join(one if one.isprintable() else " " for one in words).split())


def _letter(one: str) -> int:
    if " " <= one <= "~":
        return _ASCII[ord(one) - 32]
    if unicodedata.combining(one):
        return 0
    return _MORE.get(one) or (_FULL if unicodedata.east_asian_width(one) in "WF" else _OTHER)
