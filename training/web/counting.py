"""How often somebody tried, counted in this process for the rate limits.

The counter that comes with `limits` begins a thread for nearly every count and walks all addresses in it:
a few thousand visitors, and each of them waits. This one sweeps once a minute.
"""

from threading import Lock
from time import time

from limits.storage import Storage

ADDRESS = "counted://"
SWEEP = 60.0
"""Seconds between looking for what is over."""


class Counted(Storage):
    """A count and its end for each key, in fixed windows. Several processes count in Redis instead."""

    STORAGE_SCHEME = ["counted"]

    def __init__(self, uri: str | None = None, *, wrap_exceptions: bool = False, **_: str) -> None:
        self._lock = Lock()
        self._counts: dict[str, tuple[int, float]] = {}
        self._swept_at = time()
        super().__init__(uri, wrap_exceptions=wrap_exceptions)

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time()
        with self._lock:
            self._sweep(now)
            count, until = self._counts.get(key, (0, 0.0))
            count, until = (count + amount, until) if until > now else (amount, now + expiry)
            self._counts[key] = (count, until)
        return count

    def _sweep(self, now: float) -> None:
        if now - self._swept_at > SWEEP:
            self._swept_at = now
            self._counts = {key: kept for key, kept in self._counts.items() if kept[1] > now}

    def get(self, key: str) -> int:
        count, until = self._counts.get(key, (0, 0.0))
        return count if until > time() else 0

    def get_expiry(self, key: str) -> float:
        return self._counts.get(key, (0, time()))[1]

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        with self._lock:
            count = len(self._counts)
            self._counts = {}
        return count

    def clear(self, key: str) -> None:
        with self._lock:
            self._counts.pop(key, None)
