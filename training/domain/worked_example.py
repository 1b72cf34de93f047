"""A few entries of an invented log, counted by the very rules of a program."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from training.domain.hours import add_months, as_hours, month_of, sign_by
from training.domain.program import Program
from training.domain.requirements import Entry, Progress, Standing, progress
from training.domain.tongue import gettext as _
from training.domain.tongue import say_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry and what becomes of it. `fate`: counts, waits or lost; `why` is a sentence."""

    on: date
    hours: str
    fate: str
    word: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    started_on: date
    on: date
    activity: str
    lines: tuple[Line, ...]
    summary: str


def example(program: Program) -> Example:
    """Judge each entry by itself, and sum up what all of them together come to."""
    started_on = program.effective_on.replace(day=15)
    entries = list(_entries(program, started_on))
    standing = Standing(on=entries[-1].on + timedelta(days=7), started_on=started_on)
    rules = program.internship.requirements
    lines = tuple(_line(one, progress(rules, [one], standing)) for one in entries)
    return Example(
        started_on=started_on,
        on=standing.on,
        activity=program.internship.activity(entries[0].activity).label,
        lines=lines,
        summary=_summary(progress(rules, entries, standing)),
    )


def _entries(program: Program, started_on: date) -> Iterator[Entry]:
    """Too early, in time, too late (where there is a deadline), and not signed yet: a month apart."""
    activity, months = _activity(program), program.internship.sign_by_months
    case = "A" if program.internship.activity(activity).needs_case else None

    def worked(on: date, minutes: int, signed_on: date | None) -> Entry:
        return Entry(on=on, minutes=minutes, activity=activity, case=case, signed_on=signed_on)

    early, first = started_on - timedelta(days=5), started_on + timedelta(days=3)
    second, last = add_months(first, 1), add_months(first, 2 if months else 1)
    yield worked(early, 60, started_on + timedelta(days=1))
    yield worked(first, 120, _deadline(first, months))
    if months:
        yield worked(second, 90, _deadline(second, months) + timedelta(days=1))
        last = _deadline(second, months) + timedelta(days=1)
    yield worked(last, 75, None)


def _activity(program: Program) -> str:
    """One that a requirement asks for, so that the example is about what matters."""
    asked = [getattr(rule, "activities", ()) for rule in program.internship.requirements]
    return next((names[0] for names in asked if names), program.internship.activities[0].id)


def _deadline(on: date, months: int | None) -> date:
    """The last day for a signature; where the program sets none, a day like any other."""
    return sign_by(month_of(on), months) if months else on + timedelta(days=20)


def _line(entry: Entry, found: Progress) -> Line:
    fate, word, why = _fate(entry, found)
    return Line(
        on=entry.on,
        hours=as_hours(entry.minutes),
        fate=fate,
        word=word,
        why=why,
    )


def _fate(entry: Entry, found: Progress) -> tuple[str, str, str]:
    reasons = " ".join(one.reason for one in found.uncounted)
    if found.countable and entry.signed_on:
        signed = _("Signed on %(day)s, in time.", day=say_date(entry.signed_on))
        return ("counts", _("counts in part"), reasons) if reasons else ("counts", _("counts"), signed)
    if found.pending:
        return "waits", _("waits"), _("Not signed yet. It counts as soon as it is signed in time.")
    return "lost", _("does not count"), reasons


def _summary(found: Progress) -> str:
    return _(
        "Of %(raw)s in the log %(countable)s count and %(pending)s wait; %(lost)s are lost.",
        raw=as_hours(found.raw),
        countable=as_hours(found.countable),
        pending=as_hours(found.pending),
        lost=as_hours(found.raw - found.countable - found.pending),
    )
