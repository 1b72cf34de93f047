from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories import NOON, program
from training.domain.application import ReferenceStatus as R
from training.domain.program import ReferencesNeeded
from training.domain.reference import (
    AlreadyNamed,
    AskedToday,
    EnoughNamed,
    RefereeIsApplicant,
    ensure_may_ask,
    ensure_may_name,
    hashed,
    is_live,
    lacking,
    rung,
)


def name(email, *, named=(), standing=0):
    ensure_may_name(email, own="ines@example.org", named=named, standing=standing, needed=2)


def test_applicant_cannot_be_the_referee_however_the_address_is_written():
    with pytest.raises(RefereeIsApplicant):
        name(" INES@example.org")


def test_nobody_is_named_twice():
    with pytest.raises(AlreadyNamed):
        name("Feld@clinic.example", named=["feld@clinic.example"])


def test_third_referee_is_refused_while_two_stand():
    name("new@clinic.example", standing=1)
    with pytest.raises(EnoughNamed):
        name("new@clinic.example", standing=2)


def test_referee_is_written_to_once_a_day_at_most():
    ensure_may_ask(None, NOON)
    ensure_may_ask(NOON, NOON + timedelta(days=1))
    with pytest.raises(AskedToday):
        ensure_may_ask(NOON, NOON + timedelta(hours=23))


def test_link_lives_until_its_moment_and_only_while_asked():
    later = NOON + timedelta(days=60)

    assert is_live(R.REQUESTED, later, later - timedelta(seconds=1))
    assert not is_live(R.REQUESTED, later, later)
    assert not any(is_live(state, later, NOON) for state in R if state is not R.REQUESTED)


def test_named_is_enough_only_where_letters_come_after_an_offer():
    asked = program().references
    states = [R.NOT_REQUESTED, R.REQUESTED, R.REFUSED]

    assert lacking(states, asked) == 1
    assert lacking(states, replace(asked, required=ReferencesNeeded.AFTER_OFFER)) == 0


def test_reminder_falls_on_the_days_of_the_ladder():
    asked_on = date(2026, 10, 1)
    days = [rung(asked_on, asked_on + timedelta(days=passed), (7, 14, 28)) for passed in (0, 7, 8, 28)]

    assert days == [None, 7, None, 28]


def test_hash_of_a_link_is_not_the_link():
    assert hashed("token") == "3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0"
