"""The gates of a case, and its closing."""

from datetime import date

from training.domain.case import CLOSING, Gates, still_to_agree
from training.domain.internship import Party

DAY = date(2026, 10, 1)


def test_gates_missing_are_named_in_order():
    gates = Gates(suitable_on=DAY, release_on=None, triadic_on=None, is_licensed=True, is_supervised=False)

    assert gates.missing() == [
        "the therapist attests the release of information",
        "the triadic meeting is held",
        "the therapist and the mentor have signed their agreements",
    ]


def test_gates_all_there_miss_nothing():
    gates = Gates(suitable_on=DAY, release_on=DAY, triadic_on=DAY, is_licensed=True, is_supervised=True)

    assert gates.missing() == []


def test_still_to_agree_until_all_three_have():
    assert still_to_agree([]) == list(CLOSING)
    assert still_to_agree([Party.INTERN, Party.CLIENT]) == [Party.THERAPIST]
    assert still_to_agree(CLOSING) == []
