"""A day of the course as an instructor sees it: who came late or left early, spread over its sessions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from training.domain.course import Mark, Presence, marked
from training.domain.hours import as_hours
from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken


@dataclass(frozen=True, slots=True)
class DayMark:
    """One trainee on one day. What is late is missed at the start, what is early at the end, in minutes."""

    presence: Presence
    late: int = 0
    early: int = 0


class NotOneself(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("You are a trainee of this course yourself: somebody else vouches for you."))


def ensure_another(person: str, by: str) -> None:
    """Numbers of people. Nobody marks, verifies or assesses themselves. Raises NotOneself."""
    if person == by:
        raise NotOneself


class NothingLeft(RuleBroken):
    def __init__(self, planned: int) -> None:
        super().__init__(
            _(
                "The day has %(planned)s. Somebody who missed all of it is marked absent or excused.",
                planned=as_hours(planned),
            )
        )


def session_marks(day: DayMark, planned: Sequence[int]) -> list[Mark]:
    """The mark for each session of the day, `planned` being their minutes in order. Raises NothingLeft."""
    if day.presence is not Presence.PARTIAL:
        return [marked(day.presence, 0, minutes) for minutes in planned]
    came, left = day.late, sum(planned) - day.early
    if came >= left:
        raise NothingLeft(sum(planned))
    return list(_between(came, left, planned))


def day_mark_of(marks: Sequence[Mark], planned: Sequence[int]) -> DayMark | None:
    """The day as one word, or as late and early; None where it needs saying session by session.

    Who came late and left early in one and the same session is read back as late: the minutes are the same.
    """
    for presence in (Presence.PRESENT, Presence.ABSENT, Presence.EXCUSED):
        if all(one.presence is presence for one in marks):
            return DayMark(presence)
    late = _missed_first(marks, planned)
    told = DayMark(Presence.PARTIAL, late, _missed(marks, planned) - late)
    return told if _says(told, marks, planned) else None


def _between(came: int, left: int, planned: Iterable[int]) -> Iterable[Mark]:
    """Minutes are counted through the day from the start of its first session; breaks are not in them."""
    start = 0
    for minutes in planned:
        end = start + minutes
        there = max(0, min(end, left) - max(start, came))
        yield Mark(_presence(there, minutes), there)
        start = end


def _presence(there: int, planned: int) -> Presence:
    if there == planned:
        return Presence.PRESENT
    return Presence.PARTIAL if there else Presence.ABSENT


def _missed(marks: Iterable[Mark], planned: Iterable[int]) -> int:
    return sum(planned) - sum(mark.minutes for mark in marks)


def _missed_first(marks: Iterable[Mark], planned: Iterable[int]) -> int:
    """Minutes missed until somebody was there, those of the session they came into included."""
    missed = 0
    for mark, minutes in zip(marks, planned, strict=True):
        missed += minutes - mark.minutes
        if mark.minutes:
            break
    return missed


def _says(day: DayMark, marks: Sequence[Mark], planned: Sequence[int]) -> bool:
    return day.late + day.early < sum(planned) and session_marks(day, planned) == list(marks)
