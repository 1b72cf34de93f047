"""Days put into periods, and periods put into words."""

from collections.abc import Callable
from datetime import date, timedelta

from training.domain.hours import month_starts
from training.domain.program.rules import Scope, Span, Weekday

Cell = tuple[str, str | None]
"""A period as it is written (`2026-03`, the first day of a week, `whole`), and its scope."""

WHOLE = "whole"


def day_in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def month_in_words(day: date) -> str:
    return f"{day:%B %Y}"


def in_words(cell: Cell, span: Span, scope: Scope, *, is_alone: bool) -> str:
    """`March 2026`, and with whom or where unless there is only one anyway."""
    label, value = cell
    when = _SPANS[span](label)
    if is_alone or scope is Scope.ALL:
        return when
    if value is None:
        return f"{when} without a {scope.value}"
    return f"{when} with {value}" if scope is Scope.SUPERVISOR else f"{when} in {value}"


_SPANS: dict[Span, Callable[[str], str]] = {
    Span.MONTH: lambda label: month_in_words(month_starts(label)),
    Span.WEEK: lambda label: f"the week of {day_in_words(date.fromisoformat(label))}",
    Span.WHOLE: lambda _: "the whole time",
}


def labeller(span: Span, first_day: Weekday) -> Callable[[date], str]:
    """The function that says in which period a day is; each period is worked out once."""
    if span is Span.WHOLE:
        return lambda _: WHOLE
    return _months() if span is Span.MONTH else _weeks([*Weekday].index(first_day))


def _months() -> Callable[[date], str]:
    known: dict[int, str] = {}

    def label(day: date) -> str:
        key = day.year * 100 + day.month
        if key not in known:
            known[key] = f"{day:%Y-%m}"
        return known[key]

    return label


def _weeks(first: int) -> Callable[[date], str]:
    known: dict[date, str] = {}

    def label(day: date) -> str:
        if day not in known:
            known[day] = (day - timedelta(days=(day.weekday() - first) % 7)).isoformat()
        return known[day]

    return label
