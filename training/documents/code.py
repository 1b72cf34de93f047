"""The square code that leads from paper to the status page."""

from dataclasses import dataclass
from itertools import groupby

import segno


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code as one SVG line, a stroke a row, in units of a module, without its quiet zone.

    To be stroked a hair wider than one unit: else viewers show white seams between the rows.
    """

    size: int
    path: str


def qr(address: str) -> Code:
    rows = segno.make_qr(address, error="m").matrix
    return Code(len(rows), "".join(f"M0 {y}.5{_row(row)}" for y, row in enumerate(rows)))


def _row(row: bytearray) -> str:
    """Draw over the dark modules of a row and skip over the light ones."""
    runs = ((dark, len(list(run))) for dark, run in groupby(row))
    return "".join(f"h{width}" if dark else f"m{width} 0" for dark, width in runs)
