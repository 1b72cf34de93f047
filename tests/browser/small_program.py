"""The program that comes with the product: 100 hours of course, and then minima a test can live through."""

import re

from tests.factories import PROGRAM_FILE

SMALLER = (
    ('version = "2026.1"', 'version = "2026.1-small"'),
    ("minutes = 18000", "minutes = 90"),
    ("minutes = 6000\nactivities", "minutes = 60\nactivities"),
    ("cases = 6\n", "cases = 1\n"),
    ("cases = 4\n", "cases = 1\n"),
    ('internship"\nmonths = 24\n', 'internship"\nmonths = 1\n'),
    ("rounds = 4\n", "rounds = 1\n"),
    ("every_months = 6\n", "every_months = 1\n"),
)


def small_program():
    text = PROGRAM_FILE.read_text()
    for asked, less in SMALLER:
        assert text.count(asked) == 1, asked
        text = text.replace(asked, less)
    return re.sub(r"\nsessions = \d", "\nsessions = 1", text)
