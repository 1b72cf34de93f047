"""When an account rests after wrong tries, and who must have a second factor."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from training.domain.roles import Role

TRIES = 10
FIRST_REST = timedelta(minutes=15)
LONGEST_REST = timedelta(hours=24)

# An applicant is on their own yet, a referee has no account. Everybody else reads, logs or signs what counts.
WITHOUT_SECOND_FACTOR = frozenset({Role.APPLICANT, Role.REFEREE})


def rest_until(wrong_in_a_row: int, at: datetime) -> datetime | None:
    """Until when an account rests after that many wrong tries. Each further one doubles the rest."""
    beyond = wrong_in_a_row - TRIES
    if beyond < 0:
        return None
    doubled = FIRST_REST * (1 << min(beyond, 10))
    return at + min(doubled, LONGEST_REST)


def is_resting(until: datetime | None, at: datetime) -> bool:
    return until is not None and at < until


def demands_second_factor(roles: Iterable[Role]) -> bool:
    return not WITHOUT_SECOND_FACTOR.issuperset(roles)
