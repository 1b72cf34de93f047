"""The typefaces on paper, read off their file names.

TTF and not WOFF2: unpacking them anew costs more than the rest of a certificate.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "static" / "vendor" / "fonts-pdf"
FILE_NAME = re.compile(r"(?P<family>[A-Za-z]+)-(?P<weight>Regular|SemiBold|Bold)?(?P<italic>Italic)?\.ttf")
WEIGHTS = {None: 400, "Regular": 400, "SemiBold": 600, "Bold": 700}


class FacesMissing(RuntimeError):
    def __init__(self, folder: Path) -> None:
        super().__init__(f"No typefaces for documents in {folder}. Run “make assets” first.")


@dataclass(frozen=True, slots=True)
class Face:
    """One file: `TrackerSerif-Italic.ttf` is Tracker Serif, weight 400, italic."""

    file: Path
    family: str
    weight: int
    style: str

    def rule(self, address: str) -> str:
        """Return the face as CSS; `address` is where the press finds the file."""
        return (
            f'@font-face {{ font-family: "{self.family}"; font-weight: {self.weight}; '
            f'font-style: {self.style}; src: url("{address}") format("truetype") }}\n'
        )


def read(folder: Path = FOLDER) -> tuple[Face, ...]:
    """Return the faces of a folder; one without any is refused, not replaced by system fonts."""
    found = tuple(_faces(folder))
    if not found:
        raise FacesMissing(folder)
    return found


def _faces(folder: Path) -> Iterator[Face]:
    for file in sorted(folder.glob("*.ttf")):
        if name := FILE_NAME.fullmatch(file.name):
            family = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name["family"])
            yield Face(file, family, WEIGHTS[name["weight"]], "italic" if name["italic"] else "normal")
