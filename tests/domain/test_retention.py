"""How long things are kept, as a program says it."""

from datetime import date

import pytest

from tests.factories import program
from training.domain.program.wording import Retention
from training.domain.retention import (
    Kind,
    MissingKinds,
    Period,
    UnknownKinds,
    ensure_carried_out,
    how,
    periods,
    said,
)


def test_the_night_carries_out_what_the_program_says():
    assert [(one.kind.value, one.months) for one in periods(program().retention)] == [
        ("unsubmitted_application", 12),
        ("declined_answers", 12),
        ("admitted_answers", 12),
        ("decision", 84),
        ("session_notes", 12),
        ("mails", 24),
    ]


@pytest.mark.parametrize(
    ("on", "over"),
    [
        (date(2027, 10, 15), date(2026, 10, 15)),
        (date(2028, 2, 29), date(2027, 2, 28)),
        (date(2027, 3, 31), date(2026, 3, 31)),
    ],
)
def test_whole_months_are_counted_back(on, over):
    assert Period(Kind.DECLINED, 12).over(on) == over


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (None, "for good"),
        (1, "1 month"),
        (12, "12 months"),
        (24, "2 years"),
        (84, "7 years"),
        (30, "30 months"),
    ],
)
def test_periods_read_as_people_say_them(months, words):
    assert said(months) == words


def kept(id_):
    return Retention(id=id_, what="Something", counted_from="some day", source="nobody", months=1)


def test_a_kind_that_nobody_carries_out_is_refused():
    with pytest.raises(UnknownKinds, match="vibrations"):
        ensure_carried_out((*program().retention, kept("vibrations")))


def test_a_kind_that_is_forgotten_is_refused():
    with pytest.raises(MissingKinds, match="mails"):
        ensure_carried_out(tuple(one for one in program().retention if one.id != "mails"))


def test_every_kind_says_what_happens():
    assert {how(one.id) for one in program().retention if one.months is None} == {
        "It is part of the record, of which nothing can be taken out.",
        "They stay: others rely on them.",
    }
    assert how("mails") == "It is deleted in the night after."
