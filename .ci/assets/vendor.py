#!/usr/bin/env python
"""Copy what pages and certificates need from node_modules to static/vendor, or verify what is there.

The paths carry no version, so no template changes with an upgrade; the version is in package-lock.json.

For the certificates each face becomes one TTF with Latin and Latin Extended: WeasyPrint sets a page from TTF
four times as fast as from WOFF2, and one file has the Ž of a name beside its A. Merging makes a modified
version in the words of the Open Font License, which may not bear the reserved name "Source": hence Tracker
Serif and Tracker Sans.

For the pages the letters of Europe are cut out of Latin Extended: one Ž on a page costs 7 kB, not 33.
"""

import hashlib
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.merge import Merger  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

ASSETS = Path(__file__).parent
MODULES = ASSETS / "node_modules"
VENDOR = ASSETS.parent.parent / "static" / "vendor"
SUMS = VENDOR / "SHA256SUMS"
PDF_FONTS = VENDOR / "fonts-pdf"
EUROPE = VENDOR / "fonts-europe"
WHOLE_STYLE = VENDOR / "bootstrap" / "bootstrap.min.css"
CUT_STYLE = VENDOR / "bootstrap" / "cut.min.css"
# Whose rules pages get: what every element looks like, and of the classes those that begin like this, without
# the variants for a width of screen. A test finds the template that uses another one.
KEPT = re.compile(
    r"(btn|btn-(primary|secondary|danger|link|sm|lg|check)|form-.+|was-validated|visually-hidden.*|table.*|row|col.*"
    r"|h[1-6]|lead|mark|small|[dmp]-.+|[mp][tbsexy]-.+|gap-.+|(flex|align|justify)-.+|fw-.+|fs-.+|text-.+|w-.+)"
)
NOT_KEPT = re.compile(
    r".*-(sm|md|lg|xl|xxl)(-.*)?|form-(floating|range|switch|check-inline)|text-bg-.*|table-(?!responsive).+"
)
LETTERS_OF_EUROPE = (*range(0x100, 0x180), *range(0x218, 0x21C))  # as in static/css/fonts.css

SUBSETS = ("latin", "latin-ext")
STYLES = {"400-normal": "Regular", "400-italic": "Italic", "600-normal": "SemiBold"}
FAMILIES = {"source-serif-4": "Tracker Serif", "source-sans-3": "Tracker Sans"}

COPYRIGHT, FAMILY, STYLE, UNIQUE, FULL, VERSION, POSTSCRIPT, LICENCE_URL, TYPO_FAMILY, TYPO_STYLE = (
    0, 1, 2, 3, 4, 5, 6, 14, 16, 17,
)  # fmt: skip


@dataclass(frozen=True)
class Copy:
    """Files of one npm package (paths inside it) and the folder of static/vendor they go to."""

    package: str
    folder: str
    files: tuple[str, ...]


def web_font(font: str) -> Copy:
    faces = (f"files/{font}-{subset}-{style}.woff2" for style in STYLES for subset in SUBSETS)
    return Copy(f"@fontsource/{font}", font, (*faces, "LICENSE"))


COPIES = (
    Copy("bootstrap", "bootstrap", ("dist/css/bootstrap.min.css", "dist/js/bootstrap.bundle.min.js")),
    Copy("bootstrap", "bootstrap", ("LICENSE",)),
    Copy("@popperjs/core", "bootstrap/popper", ("LICENSE.md",)),  # Popper is inside Bootstrap's bundle
    Copy("htmx.org", "htmx", ("dist/htmx.min.js", "LICENSE")),
    *map(web_font, FAMILIES),
)


def copy(asset: Copy) -> None:
    target = VENDOR / asset.folder
    target.mkdir(parents=True, exist_ok=True)
    for file in asset.files:
        shutil.copyfile(MODULES / asset.package / file, target / Path(file).name)


def unpacked(font: str, subset: str, style: str, folder: str) -> str:
    """The path of a face's subset as TTF; fontTools merges files, not fonts in memory."""
    face = TTFont(VENDOR / font / f"{font}-{subset}-{style}.woff2", recalcTimestamp=False)
    face.flavor = None
    path = Path(folder, f"{subset}.ttf")
    face.save(path)
    return str(path)


def rename(face: TTFont, family: str, style: str) -> None:
    """Keep the copyright, the version and the licence; say a name that is free."""
    names = face["name"]
    kept = {number: names.getDebugName(number) for number in (COPYRIGHT, VERSION, LICENCE_URL)}
    basic = style in {"Regular", "Italic"}  # the first two names know four styles only
    postscript = f"{family.replace(' ', '')}-{style}"
    said = {
        FAMILY: family if basic else f"{family} {style}",
        STYLE: style if basic else "Regular",
        UNIQUE: postscript,
        FULL: f"{family} {style}",
        POSTSCRIPT: postscript,
        TYPO_FAMILY: family,
        TYPO_STYLE: style,
    }
    names.names = []
    for number, text in sorted({**kept, **said}.items()):
        names.setName(text, number, 3, 1, 0x409)


def merge(font: str, style: str) -> None:
    """Write one face for the certificates; the same input gives the same bytes."""
    family, name = FAMILIES[font], STYLES[style]
    with tempfile.TemporaryDirectory() as folder:
        subsets = [unpacked(font, subset, style, folder) for subset in SUBSETS]
        face = Merger().merge(subsets)
        of_source = TTFont(subsets[0])["head"]
    face["head"].created, face["head"].modified = of_source.created, of_source.modified
    face.recalcTimestamp = False
    rename(face, family, name)
    face.save(PDF_FONTS / f"{family.replace(' ', '')}-{name}.ttf")


def cut(font: str, style: str) -> None:
    """Write the letters of Europe of one face for the web; the same input gives the same bytes."""
    family, name = FAMILIES[font], STYLES[style]
    options = subset.Options(flavor="woff2", layout_features=["*"], name_IDs=["*"])
    face = subset.load_font(VENDOR / font / f"{font}-latin-ext-{style}.woff2", options)
    scissors = subset.Subsetter(options)
    scissors.populate(unicodes=LETTERS_OF_EUROPE)
    scissors.subset(face)
    rename(face, family, name)
    subset.save_font(face, EUROPE / f"{family.replace(' ', '')}-{name}.woff2", options)


def derive(folder: Path, make: Callable[[str, str], None]) -> None:
    """A folder of faces made from others, with their licences."""
    folder.mkdir(exist_ok=True)
    for font in FAMILIES:
        shutil.copyfile(VENDOR / font / "LICENSE", folder / f"LICENSE-{font}")
        for style in STYLES:
            make(font, style)


def is_kept(selector: str) -> bool:
    classes = re.findall(r"\.(-?[a-zA-Z_][\w-]*)", selector)
    return "[data-bs-theme" not in selector and all(
        KEPT.fullmatch(name) and not NOT_KEPT.fullmatch(name) for name in classes
    )


def blocks(style: str) -> Iterator[tuple[str, str]]:
    """What stands before each pair of braces, and what stands between them."""
    start = 0
    while (opening := style.find("{", start)) >= 0:
        end, depth = opening + 1, 1
        while depth:
            depth += {"{": 1, "}": -1}.get(style[end], 0)
            end += 1
        yield style[start:opening], style[opening + 1 : end - 1]
        start = end


def cut_style(style: str) -> str:
    """The rules of a minified style sheet that pages get, in their order."""
    kept = ""
    for head, body in blocks(style):
        if head.startswith("@media"):
            kept += f"{head}{{{inside}}}" if (inside := cut_style(body)) else ""
        elif not head.startswith("@"):
            selectors = [one for one in re.split(r",(?![^(]*\))", head) if is_kept(one)]
            kept += f"{','.join(selectors)}{{{body}}}" if selectors else ""
    return kept


def write_style() -> None:
    words = re.sub(r'^@charset "UTF-8";', "", WHOLE_STYLE.read_text())
    banner, _, rules = words.partition("*/")
    CUT_STYLE.write_text(f'@charset "UTF-8";{banner}*/{cut_style(rules.strip())}\n')


def sums() -> str:
    """What SHA256SUMS should say: `cd static/vendor && sha256sum -c SHA256SUMS` reads it too."""
    files = sorted(path for path in VENDOR.rglob("*") if path.is_file() and path != SUMS)
    digests = ((hashlib.sha256(path.read_bytes()).hexdigest(), path.relative_to(VENDOR)) for path in files)
    return "".join(f"{digest}  {path.as_posix()}\n" for digest, path in digests)


def copy_all() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    for asset in COPIES:
        copy(asset)
    write_style()
    derive(PDF_FONTS, merge)
    derive(EUROPE, cut)
    SUMS.write_text(sums())


def verify() -> None:
    """End with the lines that differ: a file changed, missing or put there by hand."""
    differing = set(SUMS.read_text().splitlines()) ^ set(sums().splitlines())
    if differing:
        sys.exit("static/vendor is not what `make assets` wrote:\n" + "\n".join(sorted(differing)))


if __name__ == "__main__":
    verify() if sys.argv[1:] == ["--verify"] else copy_all()
