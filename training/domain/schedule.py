"""The first proposal of a cohort's sessions, made from the modules of the program."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from training.domain.hours import as_hours
from training.domain.program.practice import Module, ModuleKind
from training.domain.tongue import ngettext
from training.domain.words import RuleBroken

# Nine hours, the most that is proposed for one day; the office may still edit each session.
DAILY_MINUTES = 540


@dataclass(frozen=True, slots=True)
class Outline:
    """What the office says about a new cohort. Both days are included."""

    title: str
    place: str
    zone: str
    starts_on: date
    ends_on: date
    capacity: int


@dataclass(frozen=True, slots=True)
class Planned:
    """One session to be held; `module` is the id of the module it belongs to."""

    module: str
    kind: ModuleKind
    on: date
    minutes: int
    title: str


class TooFewDays(RuleBroken):
    def __init__(self, days: int, needed: int, daily: int) -> None:
        super().__init__(
            ngettext(
                "One day is too few: with at most %(daily)s a day the course takes %(needed)s days.",
                "%(number)s days are too few: with at most %(daily)s a day the course takes %(needed)s.",
                days,
                daily=as_hours(daily),
                needed=needed,
            )
        )


def planned_sessions(
    modules: Iterable[Module], first_day: date, last_day: date, *, daily_minutes: int = DAILY_MINUTES
) -> list[Planned]:
    """Sessions in the program's order, spread over the days so that the fullest day is as light as can be.

    A module's minutes are split over its sessions to the minute. Raises TooFewDays.
    """
    parts = [(module, number) for module in modules for number in range(module.sessions)]
    minutes = [_share(module, number) for module, number in parts]
    days = (last_day - first_day).days + 1
    ceiling = max(daily_minutes, *minutes, 0)
    if (needed := _days_used(minutes, ceiling)) > days:
        raise TooFewDays(days, needed, ceiling)
    lightest = _lightest(minutes, days, ceiling)
    return [
        Planned(module.id, module.kind, first_day + timedelta(days=day), length, _title(module, number))
        for (module, number), length, day in zip(parts, minutes, _packed(minutes, lightest), strict=True)
    ]


def _share(module: Module, number: int) -> int:
    """The minutes of one session; what does not divide evenly goes to the first ones."""
    each, left = divmod(module.minutes, module.sessions)
    return each + (number < left)


def _title(module: Module, number: int) -> str:
    """Kept with the session, so it is not translated: it stays in the language of the program."""
    return module.title if module.sessions == 1 else f"{module.title}, {number + 1} of {module.sessions}"


def _packed(minutes: Iterable[int], most: int) -> Iterator[int]:
    """The day, from 0, of each session when a day takes at most so many minutes and the order is kept."""
    day, used = 0, 0
    for length in minutes:
        if used and used + length > most:
            day, used = day + 1, 0
        used += length
        yield day


def _days_used(minutes: Iterable[int], most: int) -> int:
    return max(_packed(minutes, most), default=-1) + 1


def _lightest(minutes: Sequence[int], days: int, ceiling: int) -> int:
    """The least daily number of minutes with which everything fits, found by halving."""
    low, high = max(minutes, default=0), ceiling
    while low < high:
        middle = (low + high) // 2
        if _days_used(minutes, middle) <= days:
            high = middle
        else:
            low = middle + 1
    return low
