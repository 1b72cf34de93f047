import tomllib
from pathlib import Path

import pytest

from training.domain.program.locating import lines_of

DEFAULT = Path("training/programs/surrogate-partner.toml")

TRICKY = '''\
title = "a # b = [c]"   # = "no key"
[first.second]
text = """
[not.a.header]
key = "no"
quotes: ""\\"""" # the end
literal = \'\'\'
also = """ no
\'\'\'
after = 2026-01-01 10:00:00
[[item]]
id = "one"
list = [
    1, [2, 3],

    { name = "x", "odd key" = "}" },  # ] }
    4,
]
[item.inner]
a.b."c.d" = true
[[item]]
id = "two"
[[item.sub]]
n = -1.5
[[item.sub]]
n = 2
'''

PLACES = {
    (): 1,
    ("title",): 1,
    ("first",): 2,
    ("first", "second"): 2,
    ("first", "second", "text"): 3,
    ("first", "second", "literal"): 7,
    ("first", "second", "after"): 10,
    ("item",): 11,
    ("item", 0): 11,
    ("item", 0, "id"): 12,
    ("item", 0, "list"): 13,
    ("item", 0, "list", 0): 14,
    ("item", 0, "list", 1): 14,
    ("item", 0, "list", 1, 0): 14,
    ("item", 0, "list", 1, 1): 14,
    ("item", 0, "list", 2): 16,
    ("item", 0, "list", 2, "name"): 16,
    ("item", 0, "list", 2, "odd key"): 16,
    ("item", 0, "list", 3): 17,
    ("item", 0, "inner"): 19,
    ("item", 0, "inner", "a"): 20,
    ("item", 0, "inner", "a", "b"): 20,
    ("item", 0, "inner", "a", "b", "c.d"): 20,
    ("item", 1): 21,
    ("item", 1, "id"): 22,
    ("item", 1, "sub"): 23,
    ("item", 1, "sub", 0): 23,
    ("item", 1, "sub", 0, "n"): 24,
    ("item", 1, "sub", 1): 25,
    ("item", 1, "sub", 1, "n"): 26,
}


def paths(value, path=()):
    """Every path the parser itself sees."""
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, (*path, key))
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from paths(item, (*path, index))


def test_lines_of_a_tricky_file():
    assert lines_of(TRICKY) == PLACES


def test_lines_with_carriage_returns_are_the_same():
    assert lines_of(TRICKY.replace("\n", "\r\n")) == PLACES


@pytest.mark.parametrize("text", [TRICKY, DEFAULT.read_text()], ids=["tricky", "default"])
def test_lines_are_known_for_exactly_what_the_parser_sees(text):
    assert set(lines_of(text)) == set(paths(tomllib.loads(text)))


def test_lines_of_the_default_program_hold_their_key():
    text = DEFAULT.read_text()
    shown = text.splitlines()
    for path, line in lines_of(text).items():
        if path and isinstance(path[-1], str):
            assert path[-1] in shown[line - 1]


def test_lines_of_nothing():
    assert lines_of("") == {(): 1}


def test_lines_where_the_last_one_does_not_end():
    assert lines_of("# first\na = 1") == {(): 1, ("a",): 2}
