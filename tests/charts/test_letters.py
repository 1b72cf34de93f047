import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.look.conftest import ROOT
from training.charts.letters import SIZE, one_line, shortened, width

FONTS = ROOT / "static/vendor/fonts-pdf"


@pytest.fixture(scope="module", params=["Regular", "SemiBold"])
def drawn(request):
    """How wide the real typeface draws words, and whether in bold."""
    font = TTFont(FONTS / f"TrackerSans-{request.param}.ttf")
    glyphs, advances, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return lambda words: sum(advances[glyphs[ord(one)]][0] for one in words) / em * SIZE, request.param


@pytest.mark.parametrize(
    "words", ["needed pace 15 h", "Maria Łukasińska", "WWWWWW", "8 · “clearly”…", "iiiiillll", "¾ Œuvre"]
)
def test_words_are_never_wider_than_estimated_and_not_much_narrower(drawn, words):
    real, face = drawn

    estimated = width(words, bold=face == "SemiBold")

    assert real(words) <= estimated <= real(words) * 1.45


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=60), st.floats(0, 500))
def test_what_is_shortened_fits_and_begins_as_the_whole_does(words, room):
    short = shortened(words, room)

    assert width(short) <= room + 0.02
    assert short == words or words.startswith(short.removesuffix("…"))


def test_what_fits_stays_whole():
    assert shortened("Under review", width("Under review")) == "Under review"


def test_breaks_and_tabs_become_single_spaces():
    assert one_line(" Maria\n\tMoreau ") == "Maria Moreau"
