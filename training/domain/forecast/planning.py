"""A month that has not been worked yet, written as a log."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from training.domain.hours import add_months, month_ends, month_of
from training.domain.requirements.facts import Entry

WEEKS = 4


def month_after(day: date) -> date:
    return add_months(day.replace(day=1), 1)


def signed_and_planned(
    entries: Sequence[Entry], on: date, month: date, planned: Mapping[str, int]
) -> list[Entry]:
    """The log with what waits on a day signed on it, and the plan of a month in four weekly parts."""
    log = [entry if _is_signed(entry, on) else replace(entry, signed_on=on) for entry in entries]
    return [*log, *_planned(entries, month, planned)]


def _is_signed(entry: Entry, on: date) -> bool:
    return entry.signed_on is not None and entry.signed_on <= on


def _planned(entries: Sequence[Entry], month: date, planned: Mapping[str, int]) -> Iterator[Entry]:
    """As the latest entry of the same activity was: same case, supervisor, setting and mode."""
    for activity, minutes in planned.items():
        alike = [entry for entry in entries if entry.activity == activity]
        like = max(alike, key=lambda entry: entry.on, default=Entry(on=month, minutes=1, activity=activity))
        for week in range(WEEKS):
            part = minutes * (week + 1) // WEEKS - minutes * week // WEEKS
            if part:
                on = month.replace(day=4 + 7 * week)
                yield replace(
                    like, on=on, minutes=part, observed_minutes=0, signed_on=month_ends(month_of(on))
                )
