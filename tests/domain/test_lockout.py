"""When an account rests, and who must have a second factor."""

from datetime import UTC, datetime, timedelta

import pytest

from training.domain.lockout import demands_second_factor, is_resting, rest_until
from training.domain.roles import Role

NOON = datetime(2026, 10, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wrong", "minutes"), [(10, 15), (11, 30), (12, 60), (16, 960), (17, 1440), (60, 1440), (10**6, 1440)]
)
def test_rest_grows_from_the_tenth_wrong_try_to_a_day(wrong, minutes):
    assert rest_until(wrong, NOON) == NOON + timedelta(minutes=minutes)


@pytest.mark.parametrize("wrong", [0, 1, 9])
def test_rest_is_not_needed_before_the_tenth(wrong):
    assert rest_until(wrong, NOON) is None


def test_resting_ends_on_the_minute():
    assert is_resting(NOON + timedelta(seconds=1), NOON)
    assert not is_resting(NOON, NOON)
    assert not is_resting(None, NOON)


def test_second_factor_is_demanded_of_every_role_but_applicant_and_referee():
    free = {Role.APPLICANT, Role.REFEREE}
    assert {role for role in Role if not demands_second_factor({role})} == free
    assert demands_second_factor({Role.APPLICANT, Role.INTERN})
    assert not demands_second_factor(set())
