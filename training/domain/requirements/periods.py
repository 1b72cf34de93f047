"""Days put into periods, and periods put into words."""

from collections.abc import Callable, Mapping
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


class _Labels(dict[date, str]):
    """Says in which period a day is, as a dictionary that fills itself: each day is worked out once."""

    def __init__(self, label: Callable[[date], str]) -> None:
        super().__init__()
        self._label = label

    def __missing__(self, day: date) -> str:
        return self.setdefault(day, self._label(day))


def labels(span: Span, first_day: Weekday) -> Mapping[date, str]:
    first = [*Weekday].index(first_day)
    label: dict[Span, Callable[[date], str]] = {
        Span.MONTH: lambda day: day.isoformat()[: len("2026-03")],
        Span.WEEK: lambda day: (day - timedelta(days=(day.weekday() - first) % 7)).isoformat(),
        Span.WHOLE: lambda _: WHOLE,
    }
    return _Labels(label[span])
