"""What the macros draw: requirement bars, hours by month, the internship at a glance. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from training.domain.hours import add_months, as_hours, month_of, month_starts
from training.domain.log import Done
from training.domain.program import Activity, MinimumMinutes, MinimumMonths, Program
from training.domain.requirements import Answer, Progress, Unit
from training.models import Internship

MONTHS_SHOWN = 12
KINDS = ["client sessions", "around the sessions", "study and group"]


def bars(progress: Progress) -> list[dict[str, Any]]:
    """A row for each requirement that asks for something."""
    return [_bar(one) for one in progress.answers if one.asks]


def _bar(answer: Answer) -> dict[str, Any]:
    return {
        "label": answer.label,
        "rule": f"at least {_amount(answer.needed, answer.unit)}",
        "counts": answer.countable,
        "waiting": answer.pending,
        "needed": answer.needed,
        "counts_text": _figure(answer.countable, answer.unit),
        "waiting_text": _figure(answer.pending, answer.unit) if answer.pending else None,
        "needed_text": _amount(answer.needed, answer.unit),
        "met": answer.met,
    }


def _figure(number: int, unit: Unit) -> str:
    return as_hours(number) if unit is Unit.MINUTES else str(number)


def _amount(number: int, unit: Unit) -> str:
    if unit is Unit.MINUTES:
        return as_hours(number)
    return f"{number} {unit.value if number != 1 else unit.value.removesuffix('s')}"


def by_month(done: Iterable[Done], program: Program, today: date) -> dict[str, Any]:
    """Hours of the last twelve months by kind of work, with the pace the program asks for."""
    minutes: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in done:
        minutes[month_of(one.on)][_kind(program.internship.activity(one.activity))] += one.minutes
    first = add_months(today.replace(day=1), 1 - MONTHS_SHOWN)
    periods = [month_of(add_months(first, number)) for number in range(MONTHS_SHOWN)]
    needed = _pace(program)
    tallest = max([sum(minutes[period]) for period in periods] + [needed])
    return {
        "rows": [_column(period, minutes[period]) for period in periods],
        "kinds": KINDS,
        "top": max(3, -(-tallest // 180) * 3),
        "needed": round(needed / 60, 1) or None,
        "needed_text": f"needed pace {as_hours(needed)}",
    }


def _kind(activity: Activity) -> int:
    if activity.uses_methods:
        return 0
    return 1 if activity.needs_case else 2


def _column(period: str, parts: list[int]) -> dict[str, Any]:
    first = month_starts(period)
    hours = [round(minutes / 60, 1) for minutes in parts]
    return {"label": f"{first:%B %Y}", "short": f"{first:%b}"[0], "parts": hours}


def _pace(program: Program) -> int:
    """Minutes a month that would reach all the minimum minutes in the minimum time; 0 where none is set."""
    rules = program.internship.requirements
    minutes = sum(rule.minutes for rule in rules if isinstance(rule, MinimumMinutes))
    months = next((rule.months for rule in rules if isinstance(rule, MinimumMonths)), 0)
    return minutes // months if months else 0


# ------------------------------------------------------------------ at a glance


class _Scale:
    """Days as percent of the whole time shown."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last

    def at(self, day: date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(100 * min(max(share, 0), 1), 2)


def life(internship: Internship, program: Program, today: date) -> dict[str, Any]:
    """Cases, leave and evaluations on one line of time. Needs these loaded and the internship begun."""
    began = internship.started_on or today
    months = next(
        (rule.months for rule in program.internship.requirements if isinstance(rule, MinimumMonths)), 12
    )
    scale = _Scale(began, max(add_months(began, months), add_months(today, 3)))
    rows = [*_cases(internship, scale, today), *_leave(internship, scale, today)]
    rows += _evaluations(internship, program, scale, today)
    return {"rows": rows, "ticks": _ticks(scale), "today": scale.at(today)}


def _cases(internship: Internship, scale: _Scale, today: date) -> list[dict[str, Any]]:
    rows = []
    for case in internship.cases:
        if case.opened_on is None:
            continue
        end, is_closed = case.closed_on or today, case.closed_on is not None
        until = f"closed on {_day(end)}" if is_closed else "still open"
        span = {
            "start": scale.at(case.opened_on),
            "end": scale.at(end),
            "kind": "closed" if is_closed else "open",
        }
        detail = "closed" if is_closed else f"open · {case.format.label.lower()}"
        words = f"Case {case.code}, opened on {_day(case.opened_on)}, {until}"
        rows.append({"label": case.code, "detail": detail, "spans": [span], "words": words})
    return rows


def _leave(internship: Internship, scale: _Scale, today: date) -> list[dict[str, Any]]:
    if not internship.leaves:
        return []
    spans = [
        {"start": scale.at(one.from_on), "end": scale.at(one.until_on or today), "kind": "leave"}
        for one in internship.leaves
    ]
    said = [
        f"{_day(one.from_on)} to {_day(one.until_on) if one.until_on else 'now'}" for one in internship.leaves
    ]
    return [{"label": "Leave", "spans": spans, "words": "Leave: " + "; ".join(said)}]


def _evaluations(
    internship: Internship, program: Program, scale: _Scale, today: date
) -> list[dict[str, Any]]:
    """What was written is marked done; the next rounds stand ahead."""
    every, began = program.internship.evaluations.every_months, internship.started_on or today
    done = [day for day, _ in groupby(sorted(one.due_on for one in internship.evaluations))]
    ahead, number = [], 1
    while (due := add_months(began, every * number)) <= scale.last:
        ahead += [due] if due > today and due not in done else []
        number += 1
    marks = [{"at": scale.at(day), "kind": "done"} for day in done]
    marks += [{"at": scale.at(day), "kind": "ahead"} for day in ahead]
    coming = f", the next is due on {_day(ahead[0])}" if ahead else ""
    words = f"{len(done)} rounds of evaluation written{coming}"
    return [{"label": "Evaluations", "marks": marks, "words": words}] if marks else []


def _ticks(scale: _Scale) -> list[dict[str, Any]]:
    """The beginning, and each January far enough from it to be read."""
    januaries = [date(year, 1, 1) for year in range(scale.first.year + 1, scale.last.year + 1)]
    far = [day for day in januaries if scale.at(day) >= 14]
    return [{"at": scale.at(day), "label": f"{day:%b %Y}"} for day in (scale.first, *far)]


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
