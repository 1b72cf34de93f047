"""When a letter that could not be delivered is tried again, and when trying ends."""

from datetime import timedelta

WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
MOST_ATTEMPTS = 8
"""About ten hours in all: a mail server that is down over night loses nothing."""


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts; None when it is time for a person to look at it."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return WAITS[min(attempts, len(WAITS)) - 1]
