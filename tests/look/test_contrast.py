"""Pairs of colours that meet on a page, light and dark: 4.5 for text, 3 for marks (WCAG 1.4.3, 1.4.11)."""

import re

import pytest

from tests.look.conftest import ROOT

TOKENS = (ROOT / "static/css/tokens.css").read_text()
GROUNDS = ("paper", "card", "wash")
TEXT = [
    *[
        (ink, ground)
        for ink in ("ink", "soft", "accent", "accent-deep", "alert", "done")
        for ground in GROUNDS
    ],
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    ("on-alert", "alert"),
    ("alert", "alert-soft"),
    ("pending-ink", "pending-soft"),
    ("done", "done-soft"),
]
MARKS = [
    *[
        (mark, ground)
        for mark in ("edge", "pending", "accent", "accent-pale", "alert", "done")
        for ground in GROUNDS
    ],
    ("pending", "pending-soft"),  # the hatching of what waits
]


def shades(theme: int) -> dict[str, str]:
    """The tokens of one theme: 0 light, 1 dark."""
    pairs = re.findall(r"--([a-z-]+): light-dark\((#\w{6}), (#\w{6})\)", TOKENS)
    return {name: colours[theme] for name, *colours in pairs}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it, from 0 (black) to 1 (white)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_on_white_is_twenty_one():
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("least", "pairs"), [(4.5, TEXT), (3, MARKS)], ids=["text", "marks"])
def test_every_pair_in_use_can_be_told_apart(theme, least, pairs):
    colours = shades(theme)

    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < least} == {}


def test_browsers_without_light_dark_get_the_same_light_page():
    old = dict(re.findall(r"--([a-z-]+): (#\w{6});", TOKENS.split("@supports")[1]))

    assert old == shades(0)
