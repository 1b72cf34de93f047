"""How far applications come, and how long they stay on the way. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median

from training.domain.application import ApplicationStatus as S

ROAD = (S.DRAFT, S.SUBMITTED, S.UNDER_REVIEW, S.DECIDED, S.OFFERED, S.ACCEPTED, S.ENROLLED)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An application came into a status; the first is its beginning, as a draft."""

    application: str
    status: S
    at: datetime


@dataclass(frozen=True, slots=True)
class Stay:
    """`reached`: applications that ever came here; `here`: that stand here now.

    `days`: the median of the stays that ended, in whole days; None before the first has.
    """

    status: S
    reached: int
    here: int
    days: int | None


def stays(arrivals: Iterable[Arrival]) -> list[Stay]:
    """One a status of the main road. Who was sent back or waits is counted where they came to."""
    ways: dict[str, list[Arrival]] = defaultdict(list)
    for one in sorted(arrivals, key=lambda one: one.at):
        ways[one.application].append(one)
    reached: Counter[S] = Counter(status for way in ways.values() for status in {one.status for one in way})
    here: Counter[S] = Counter(way[-1].status for way in ways.values())
    ended = _ended(ways.values())
    return [Stay(status, reached[status], here[status], _days(ended[status])) for status in ROAD]


def _ended(ways: Iterable[Sequence[Arrival]]) -> dict[S, list[int]]:
    """Whole days of every stay that ended."""
    found: dict[S, list[int]] = defaultdict(list)
    for way in ways:
        for one, following in pairwise(way):
            found[one.status].append((following.at - one.at).days)
    return found


def _days(ended: list[int]) -> int | None:
    return round(median(ended)) if ended else None
