"""What may be written into the log: work of days that have been, soon enough, and no client's name.

Every fault is found at once and belongs to one field, so that a form can show it beside that field.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from training.domain.hours import as_hours
from training.domain.identifiers import found_in
from training.domain.program.practice import Activity, Internship
from training.domain.requirements.facts import Leave
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext, say_date
from training.domain.words import RuleBroken

Days = tuple[date | None, date | None]  # first and last day a case was open; None: not yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What somebody says they did: one stretch of one activity. `case` is a case's code."""

    on: date
    minutes: int
    activity: str
    case: str | None = None
    methods: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the work is held against. `minutes_that_day` are those of the other entries of the day."""

    today: date
    began_on: date
    leave: tuple[Leave, ...] = ()
    cases: Mapping[str, Days]
    minutes_that_day: int = 0
    known_names: tuple[str, ...] = ()
    is_amendment: bool = False


class Fault(NamedTuple):
    field: str
    sentence: str


class NotLoggable(RuleBroken):
    """Holds all faults; its sentence is that of all of them together."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(" ".join(fault.sentence for fault in faults))


class NotOpenForLog(RuleBroken):
    def __init__(self) -> None:
        super().__init__(
            _("The log is open while the internship is active. What is written in it stays readable.")
        )


class NotYoursToChange(RuleBroken):
    def __init__(self) -> None:
        super().__init__(
            _("Only a draft or a returned entry can be changed. Take it back first, or amend what is signed.")
        )


class OnlySignedAmended(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("Only a signed entry is amended. Any other can simply be changed."))


class AmendmentOpen(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("An amendment of this entry is open already. Please change that one."))


class NoSupervisor(RuleBroken):
    """Nobody could sign: the entry's day has no supervisor of that role with a signed agreement."""

    def __init__(self, activity: str, on: date, role: str) -> None:
        super().__init__(
            _(
                "“%(activity)s” on %(day)s needs the signature of a %(role)s, and none had signed "
                "the agreement for that day. Please ask the office.",
                activity=activity,
                day=say_date(on),
                role=role.lower(),
            )
        )


class OtherMonth(RuleBroken):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Entries are sent month by month; one of these is of another month. "
                "Please open the month again."
            )
        )


def check(work: Work, around: Surroundings, program: Internship) -> None:
    """Refuse what may not be written down, with every fault at once."""
    if faults := tuple(faults_in(work, around, program)):
        raise NotLoggable(faults)


def faults_in(work: Work, around: Surroundings, program: Internship) -> Iterator[Fault]:
    activity = program.activity(work.activity)
    yield from _of_day(work, around, program)
    yield from _of_minutes(work, around, program)
    yield from _of_case(work, around, activity)
    if work.methods and not activity.uses_methods:
        yield Fault(
            "methods",
            _("“%(activity)s” has no methods. Please take the ticks out.", activity=activity.label),
        )
    for finding in found_in(work.note, around.known_names):
        yield Fault("note", _("“%(words)s”: %(advice)s", words=finding.text, advice=finding.kind.advice))


def _of_day(work: Work, around: Surroundings, program: Internship) -> Iterator[Fault]:
    late = program.limits.late_entry_days
    if work.on > around.today:
        yield Fault("on", _("This day is still to come. Write down what has happened."))
    elif work.on < around.began_on:
        yield Fault(
            "on",
            _(
                "Hours count from %(day)s, when everyone had signed the agreement.",
                day=say_date(around.began_on),
            ),
        )
    elif work.on < around.today - timedelta(days=late) and not around.is_amendment:
        yield Fault(
            "on",
            ngettext(
                "This is more than %(number)s day ago. Please ask the office to help.",
                "This is more than %(number)s days ago. Please ask the office to help.",
                late,
            ),
        )
    elif any(begins <= work.on and (ends is None or work.on <= ends) for begins, ends in around.leave):
        yield Fault("on", _("You were on leave that day. Please choose another day, or ask the office."))


def _of_minutes(work: Work, around: Surroundings, program: Internship) -> Iterator[Fault]:
    cap, total = program.limits.daily_minutes, work.minutes + around.minutes_that_day
    if work.minutes <= 0:
        yield Fault("minutes", _("Please say how long it took."))
    elif total > cap:
        yield Fault(
            "minutes",
            _(
                "That makes %(total)s on this day; at most %(most)s can count.",
                total=as_hours(total),
                most=as_hours(cap),
            ),
        )


def _of_case(work: Work, around: Surroundings, activity: Activity) -> Iterator[Fault]:
    if work.case is None:
        if activity.needs_case:
            yield Fault(
                "case", _("“%(activity)s” belongs to a case. Please choose it.", activity=activity.label)
            )
    elif not activity.needs_case:
        yield Fault(
            "case",
            _("“%(activity)s” belongs to no case. Please choose “no case”.", activity=activity.label),
        )
    elif work.case not in around.cases:
        yield Fault("case", _("This case is not one of yours. Please choose another."))
    elif not _was_open(around.cases[work.case], work.on):
        yield Fault(
            "case",
            _(
                "Case %(case)s was not open on %(day)s. Please look at the day and the case.",
                case=work.case,
                day=say_date(work.on),
            ),
        )


def _was_open(days: Days, on: date) -> bool:
    opened, closed = days
    return opened is not None and opened <= on and (closed is None or on <= closed)


# ------------------------------------------------------------------ what should follow, what is unusual


class Done(NamedTuple):
    """An entry as the look-over sees it."""

    ref: str
    on: date
    minutes: int
    activity: str
    case: str | None


class Owed(NamedTuple):
    """Something that should have followed a session by a day and did not."""

    after: Done
    activity: str
    due_on: date


def owed(entries: list[Done], program: Internship, today: date) -> list[Owed]:
    """What is still missing after each session, the longest overdue first.

    One consultation answers for every session of the case up to its day.
    """
    missing = [
        Owed(entry, expected.activity, entry.on + timedelta(days=expected.within_days))
        for entry in entries
        for expected in program.activity(entry.activity).expects_after
        if not any(_follows(other, entry, expected.activity) for other in entries)
    ]
    return sorted(
        (one for one in missing if one.after.on < today), key=lambda one: (one.due_on, one.after.ref)
    )


def _follows(other: Done, entry: Done, activity: str) -> bool:
    """Late is better than never: what came after its time is no longer missing."""
    is_kind = other.activity == activity and other.case == entry.case
    return is_kind and entry.on <= other.on


def unusual(entry: Done, agreed_minutes: int | None, same_day: int) -> list[str]:
    """Remarks for whoever looks over a month; none of them forbids anything."""
    remarks = []
    if agreed_minutes is not None and entry.minutes > agreed_minutes:
        remarks.append(_("longer than the agreed %(minutes)s", minutes=as_hours(agreed_minutes)))
    if same_day > 1:
        remarks.append(_("twice on this day"))
    return remarks
