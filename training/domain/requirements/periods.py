"""Days put into periods, and periods put into words."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

from training.domain.hours import month_starts
from training.domain.program.rules import Scope, Span, Weekday
from training.domain.tongue import Shape, say_date
from training.domain.tongue import gettext as _

Cell = tuple[str, str | None]
"""A period as it is written (`2026-03`, the first day of a week, `whole`), and its scope."""

WHOLE = "whole"


class Stretch(NamedTuple):
    """A period and scope that a sentence is to name. `value` "": nobody and nowhere is given."""

    label: str
    value: str
    span: Span
    scope: Scope

    @classmethod
    def of(cls, cell: Cell, span: Span, scope: Scope, *, is_alone: bool) -> "Stretch":
        """With whom or where is left unsaid where all are of one scope anyway."""
        label, value = cell
        return cls(label, value or "", span, Scope.ALL if is_alone else scope)

    def __str__(self) -> str:
        """`March 2026`, and with whom or where unless it is about all of them."""
        when = {"when": _SPANS[self.span](self.label), "value": self.value}
        match self.scope, bool(self.value):
            case Scope.SUPERVISOR, True:
                return _("%(when)s with %(value)s", **when)
            case Scope.SUPERVISOR, False:
                return _("%(when)s without a supervisor", **when)
            case Scope.SETTING, True:
                return _("%(when)s in %(value)s", **when)
            case Scope.SETTING, False:
                return _("%(when)s without a setting", **when)
        return when["when"]


def month_in_words(day: date) -> str:
    return say_date(day, Shape.MONTH)


_SPANS: dict[Span, Callable[[str], str]] = {
    Span.MONTH: lambda label: month_in_words(month_starts(label)),
    Span.WEEK: lambda label: _("the week of %(day)s", day=say_date(date.fromisoformat(label))),
    Span.WHOLE: lambda _label: _("the whole time"),
}


MOST_DAYS: Final = 100_000
"""So many days are kept in mind, more than two lives have; a log of stranger dates begins them anew."""


class _Labels(dict[date, str]):
    """Says in which period a day is, as a dictionary that fills itself: each day is worked out once."""

    def __init__(self, label: Callable[[date], str]) -> None:
        super().__init__()
        self._label = label

    def __missing__(self, day: date) -> str:
        if len(self) >= MOST_DAYS:
            self.clear()
        return self.setdefault(day, self._label(day))


@cache
def labels(span: Span, first_day: Weekday) -> Mapping[date, str]:
    """One for the whole process: the calendar is the same for every log."""
    first = [*Weekday].index(first_day)
    label: dict[Span, Callable[[date], str]] = {
        Span.MONTH: lambda day: day.isoformat()[: len("2026-03")],
        Span.WEEK: lambda day: (day - timedelta(days=(day.weekday() - first) % 7)).isoformat(),
        Span.WHOLE: lambda _: WHOLE,
    }
    return _Labels(label[span])
