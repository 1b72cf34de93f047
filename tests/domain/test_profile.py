"""When somebody is reminded of a licence or insurance, and how it stands."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from training.domain.profile import Answered, Standing, ensure_waiting, is_followed, standing, step_due

TODAY = date(2026, 10, 15)


@pytest.mark.parametrize(
    ("left", "step"),
    [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)],
)
def test_reminders_are_due_60_30_and_7_days_before(left, step):
    assert step_due(TODAY + timedelta(days=left), TODAY) == step


def paper(first, last, verified=TODAY):
    return SimpleNamespace(valid_from=first, expires_on=last, verified_on=verified)


OLD = paper(date(2025, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("other", "followed"),
    [
        (paper(date(2027, 1, 1), date(2028, 12, 31)), True),
        (paper(date(2026, 6, 1), date(2028, 5, 31)), True),
        (paper(date(2027, 1, 2), date(2028, 12, 31)), False),
        (paper(date(2027, 1, 1), date(2028, 12, 31), verified=None), False),
        (paper(date(2024, 1, 1), date(2026, 11, 30)), False),
    ],
)
def test_who_has_the_next_one_verified_is_not_reminded(other, followed):
    assert is_followed(OLD, [OLD, other]) == followed


@pytest.mark.parametrize(
    ("verified", "refused", "found"),
    [
        (None, None, Standing.WAITING),
        (TODAY, None, Standing.VERIFIED),
        (None, TODAY, Standing.REFUSED),
    ],
)
def test_how_it_stands(verified, refused, found):
    assert standing(verified, refused) is found


@pytest.mark.parametrize("found", [Standing.VERIFIED, Standing.REFUSED])
def test_it_is_answered_once(found):
    ensure_waiting(Standing.WAITING)
    with pytest.raises(Answered):
        ensure_waiting(found)
