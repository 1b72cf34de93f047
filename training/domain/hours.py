"""Time as people say it. Durations are whole minutes, months are written 2026-10."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from training.domain.tongue import gettext as _
from training.domain.tongue import say_number, spoken
from training.domain.words import RuleBroken

Span = tuple[date, date]  # first and last day, both included

_WRITTEN = (
    re.compile(r"(?P<hours>\d{1,4}):(?P<minutes>[0-5]\d)"),
    re.compile(r"(?P<hours>\d{1,4})\s*h(?:ours?)?(?:\s*(?P<minutes>[0-5]?\d)\s*(?:m|min|minutes)?)?"),
    re.compile(r"(?P<minutes>\d{1,6})\s*(?:m|min|minutes)?"),
)


class NotADuration(RuleBroken):
    def __init__(self, text: str) -> None:
        super().__init__(_("“%(written)s” is not a duration. Write 90, 1:30 or 1 h 30.", written=text))


class NotAMonth(RuleBroken):
    def __init__(self, text: str) -> None:
        super().__init__(_("“%(written)s” is not a month. Write it as 2026-10.", written=text))


def as_hours(minutes: int) -> str:
    """Write minutes as `45 min`, `2 h` or `1 h 30`."""
    return _as_hours(minutes, spoken().code)


@lru_cache(maxsize=4096)  # a page says many durations, and the same ones again
def _as_hours(minutes: int, language: str) -> str:
    if minutes < 0:
        return f"−{_as_hours(-minutes, language)}"
    hours, rest = divmod(minutes, 60)
    parts = {"hours": say_number(hours), "minutes": f"{rest:02}" if hours else str(rest)}
    if not hours:
        return _("%(minutes)s min", **parts)
    return _("%(hours)s h %(minutes)s", **parts) if rest else _("%(hours)s h", **parts)


def minutes_in(text: str) -> int:
    """Read `90`, `1:30`, `1 h 30` or `2 hours`, or refuse. A number alone is minutes."""
    for pattern in _WRITTEN:
        if found := pattern.fullmatch(text.strip().lower()):
            parts = found.groupdict()
            return int(parts.get("hours") or 0) * 60 + int(parts["minutes"] or 0)
    raise NotADuration(text)


def add_months(day: date, months: int) -> date:
    """Move a day by whole months; the last day of a longer month becomes that of a shorter one."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_between(start: date, end: date) -> int:
    """Count the whole months that have passed from `start` to `end`; none if `end` comes first."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return max(0, months - (add_months(start, months) > end))


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def month_starts(period: str) -> date:
    """Return the first day of a month such as `2026-10`, or refuse."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", period) or period.startswith("0000"):
        raise NotAMonth(period)
    return date.fromisoformat(f"{period}-01")


def month_ends(period: str) -> date:
    first = month_starts(period)
    return first.replace(day=monthrange(first.year, first.month)[1])


def sign_by(period: str, months: int = 1) -> date:
    """Return the last day on which hours of `period` may be signed: the end of the month `months` later."""
    return month_ends(month_of(add_months(month_starts(period), months)))


def days_covered(spans: Iterable[Span], first: date, last: date) -> int:
    """Count the days from `first` to `last`, both included, that lie in a span; a day in two counts once."""
    covered, free_from = 0, first
    for begins, ends in sorted(spans):
        counted_from, counted_to = max(begins, free_from), min(ends, last)
        if counted_from <= counted_to:
            covered += (counted_to - counted_from).days + 1
            free_from = counted_to + timedelta(days=1)
    return covered
