from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from weasyprint import HTML, Attachment
from weasyprint.urls import FatalURLFetchingError

from tests.documents.sheets import CERTIFICATE
from training.documents.certificate import render
from training.documents.faces import FacesMissing, read
from training.documents.press import SHELF, NotOnTheShelf, Shelf

OUTSIDE = [
    Path(__file__).as_uri(),
    "file:///etc/hostname",
    "http://127.0.0.1:9/",
    "https://example.org/style.css",
    "data:text/css,p{}",
    SHELF + "../etc/hostname",
    SHELF + "plain.css?more",
]


@pytest.fixture
def shelf():
    return Shelf({"plain.css": b"p { color: black }"})


def test_shelf_hands_out_what_stands_on_it(shelf):
    assert shelf(SHELF + "plain.css").read() == b"p { color: black }"


@pytest.mark.parametrize("address", OUTSIDE)
def test_shelf_refuses_all_else(shelf, address):
    with pytest.raises(NotOnTheShelf, match="A document may not load"):
        shelf(address)


@pytest.mark.parametrize("address", OUTSIDE)
@pytest.mark.parametrize("html", ['<img src="{}">', '<link rel="stylesheet" href="{}">'])
def test_page_that_reaches_outside_is_not_printed(shelf, html, address):
    with pytest.raises(FatalURLFetchingError):
        HTML(string=html.format(address), base_url=SHELF, url_fetcher=shelf).write_pdf()


def test_page_cannot_enclose_a_file_from_the_disk(shelf):
    enclosure = Attachment(url=Path(__file__).as_uri(), url_fetcher=shelf)

    with pytest.raises(FatalURLFetchingError):
        HTML(string="<p>Hello", url_fetcher=shelf).write_pdf(attachments=[enclosure])


def test_press_prints_the_same_from_several_threads():
    with ThreadPoolExecutor(3) as threads:
        printed = list(threads.map(render, [CERTIFICATE] * 6))

    assert set(printed) == {render(CERTIFICATE)}


def test_faces_are_read_off_their_file_names(tmp_path):
    for name in ["TrackerSerif-SemiBold", "TrackerSans-Italic", "TrackerSans-Regular", "licence"]:
        (tmp_path / f"{name}.ttf").touch()

    assert [(face.family, face.weight, face.style) for face in read(tmp_path)] == [
        ("Tracker Sans", 400, "italic"),
        ("Tracker Sans", 400, "normal"),
        ("Tracker Serif", 600, "normal"),
    ]


def test_faces_missing_are_told_and_not_replaced(tmp_path):
    with pytest.raises(FacesMissing, match="Run “make assets” first"):
        read(tmp_path)
