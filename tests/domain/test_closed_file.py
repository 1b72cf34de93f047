"""When a closed file may be opened, for what, and how long it stands open."""

from datetime import timedelta

import pytest

from tests.factories import NOON
from training.domain.application import ApplicationStatus as S
from training.domain.closed_file import NeverSent, ReasonTooShort, ends, ensure_reason, ensure_sent
from training.domain.permissions import Actor, Permission, Stake, allows
from training.domain.roles import Role

ADMINISTRATOR = Actor(1, "P-1", frozenset({Role.ADMINISTRATOR}))


def test_it_stands_open_for_one_hour():
    assert ends(NOON) == NOON + timedelta(hours=1)


@pytest.mark.parametrize("text", ["", "   ", "a court asks", " " * 40 + "because"])
def test_a_word_is_no_reason(text):
    with pytest.raises(ReasonTooShort):
        ensure_reason(text)


def test_a_reason_is_kept_without_its_margins():
    assert ensure_reason("  A court asks for the file.\n") == "A court asks for the file."


@pytest.mark.parametrize(("state", "sent"), [(S.DRAFT, None), (S.DISCARDED, None), (S.WITHDRAWN, None)])
def test_what_was_never_sent_stays_shut(state, sent):
    with pytest.raises(NeverSent):
        ensure_sent(state, sent)


@pytest.mark.parametrize("state", [S.SUBMITTED, S.DECLINED, S.ENROLLED, S.WITHDRAWN])
def test_whatever_was_sent_can_be_opened(state):
    ensure_sent(state, NOON)


@pytest.mark.parametrize("stake", [Stake(owner=1), Stake(owner=2, conflicted=frozenset({1}))])
def test_nobody_breaks_the_glass_before_their_own_file_or_one_they_stepped_back_from(stake):
    assert not allows(ADMINISTRATOR, Permission.OPEN_CLOSED_FILE, stake)


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.ADMINISTRATOR])
def test_only_an_administrator_breaks_it(role):
    asked = allows(Actor(1, "P-1", frozenset({role})), Permission.OPEN_CLOSED_FILE, Stake(owner=2))
    assert not asked
    assert allows(ADMINISTRATOR, Permission.OPEN_CLOSED_FILE, Stake(owner=2))
