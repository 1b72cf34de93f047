"""What a first visit costs: all that the page links to, compressed; and every file is where it should be."""

import gzip
import re

from bs4 import BeautifulSoup

from tests.look.conftest import ROOT

LIMIT = 120_000  # bytes over the wire
FACES = 3  # text, text that stands out, headings; accents beyond latin and italics come only where used


def linked(page: str) -> list[str]:
    soup = BeautifulSoup(page, "html.parser")
    found = [tag.get("href") or tag.get("src") for tag in soup.select("head link[href], head script[src]")]
    return sorted(set(found))


def weight(path: str) -> int:
    content = (ROOT / path.removeprefix("/")).read_bytes()
    return len(content) if path.endswith(".woff2") else len(gzip.compress(content))


def faces() -> list[str]:
    return re.findall(r'url\("\.\./(.+?)"\)', (ROOT / "static/css/fonts.css").read_text())


def test_first_visit_is_light(app):
    page = app.test_client().get("/design").text
    files = [path for path in linked(page) if not path.endswith(".woff2")]
    fonts = [f"static/{face}" for face in faces() if "-latin-" in face and not re.search("ext|italic", face)]

    total = len(gzip.compress(page.encode())) + sum(weight(path) for path in [*files, *fonts])

    assert len(fonts) == FACES
    assert total < LIMIT, total


def test_fonts_fetched_early_are_those_the_style_asks_for(app):
    early = [path for path in linked(app.test_client().get("/design").text) if path.endswith(".woff2")]

    assert len(early) == FACES
    assert [path for path in early if path.removeprefix("/static/") not in faces()] == []


def test_every_face_is_there():
    assert [face for face in faces() if not (ROOT / "static" / face).exists()] == []


def classes_in(style: str) -> set[str]:
    text = (ROOT / "static/vendor/bootstrap" / style).read_text()
    return set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", text))


def test_templates_use_no_class_of_bootstraps_that_pages_do_not_get():
    """If one is wanted: add it to KEPT in .ci/assets/vendor.py, then `make assets`."""
    left_out = classes_in("bootstrap.min.css") - classes_in("cut.min.css")
    templates = (ROOT / "templates").rglob("*.html")
    named = {
        word
        for page in templates
        for words in re.findall(r'class="([^"]*)"', page.read_text())
        for word in words.split()
    }

    assert len(left_out) > 1000
    assert named & left_out == set()
