import pytest

from training.vault import BadLedger, Erasure, from_lines, to_lines

ERASURES = [
    Erasure("person:7f3k", "2026-03-01T09:00:00.000000Z", "asked to be erased"),
    Erasure("person:2abc", "2026-03-02T09:00:00.000000Z", "kept long enough"),
]


def test_the_ledger_is_one_json_object_a_line():
    assert to_lines(ERASURES[:1]) == (
        '{"at":"2026-03-01T09:00:00.000000Z","subject":"person:7f3k","why":"asked to be erased"}\n'
    )


def test_the_ledger_is_read_back_as_written():
    assert list(from_lines(to_lines(ERASURES))) == ERASURES


@pytest.mark.parametrize("line", ["", "{", "[]", "{}", '{"subject":"a","at":"b"}', "7"])
def test_a_line_that_cant_be_read_is_named(line):
    with pytest.raises(BadLedger, match="Line 3 "):
        list(from_lines(to_lines(ERASURES) + line + "\n"))
