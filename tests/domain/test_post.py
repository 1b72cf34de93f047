from datetime import timedelta

from training.domain.post import MOST_ATTEMPTS, wait_after


def test_waits_grow_to_two_hours_and_then_end():
    waits = [wait_after(attempts) for attempts in range(1, MOST_ATTEMPTS + 1)]

    minutes = [wait and wait / timedelta(minutes=1) for wait in waits]
    assert minutes == [1, 5, 30, 120, 120, 120, 120, None]
