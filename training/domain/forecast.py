"""When an internship would be complete at the present pace. A guess that says what it rests on."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from training.domain.hours import add_months, month_ends, month_of, months_between
from training.domain.ledger import Entry, Fate, Standing, judged
from training.domain.program.rules import Consensus, MinimumMinutes, MinimumMonths, Requirement, SignBy
from training.domain.requirements import Answer, Progress

WINDOW_MONTHS = 3
_MONTH = 30.4375  # days, on average
FARTHEST_MONTHS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """`on` None: met already (`is_met`), or nothing has moved, so there is no telling."""

    id: str
    label: str
    on: date | None
    is_met: bool
    basis: str


def guesses(
    rules: Iterable[Requirement], progress: Progress, entries: Sequence[Entry], standing: Standing
) -> list[Guess]:
    """One guess a requirement that asks for something, in the order of the program.

    Minutes go by the work of the last three months; what is counted in cases and rounds by the whole time.
    """
    asked = [rule for rule in rules if not isinstance(rule, SignBy | Consensus)]
    return [_guess(rule, progress.answer(rule.id), entries, standing) for rule in asked]


def binding(all_guesses: Iterable[Guess]) -> Guess | None:
    """The one that takes longest; None where one of them cannot be told, or all are met."""
    open_ones = [one for one in all_guesses if not one.is_met]
    dated = [(one.on, one) for one in open_ones if one.on is not None]
    return max(dated, key=lambda pair: pair[0])[1] if dated and len(dated) == len(open_ones) else None


def together(
    rules: Iterable[Requirement], entries: Iterable[Entry], standing: Standing
) -> list[tuple[date, int]]:
    """How the minimum hours came together: a day and the countable minutes worked until then.

    From the beginning over the end of each month until today. Each rule counts no more than it asks.
    """
    rules = tuple(rules)
    deadline = next((rule.months for rule in rules if isinstance(rule, SignBy)), None)
    ledger = judged(entries, standing, deadline)
    asked = [
        (rule.minutes, ledger.about(rule.activities).by_month(Fate.COUNTS))
        for rule in rules
        if isinstance(rule, MinimumMinutes)
    ]
    periods = _periods(standing.started_on, standing.on)
    return [
        (standing.started_on, 0),
        *(
            (
                min(month_ends(last), standing.on),
                sum(_until(last, needed, months) for needed, months in asked),
            )
            for last in periods
        ),
    ]


def _periods(first: date, last: date) -> list[str]:
    begins = first.replace(day=1)
    return [month_of(add_months(begins, number)) for number in range(months_between(begins, last) + 1)]


def _until(last: str, needed: int, months: Counter[str]) -> int:
    return min(needed, sum(minutes for period, minutes in months.items() if period <= last))


def _guess(rule: Requirement, answer: Answer, entries: Sequence[Entry], standing: Standing) -> Guess:
    if isinstance(rule, MinimumMonths):
        months, basis = float(answer.missing), "time passes by itself, leave not counted"
        return _told(answer, months, basis, standing.on)
    if isinstance(rule, MinimumMinutes):
        since = add_months(standing.on, -WINDOW_MONTHS)
        recent = sum(
            one.minutes
            for one in entries
            if since < one.on <= standing.on and (not rule.activities or one.activity in rule.activities)
        )
        pace, basis = recent / WINDOW_MONTHS, "at the pace of the last three months"
    else:
        worked = max((standing.on - standing.started_on).days / _MONTH, 1.0)
        pace, basis = answer.countable / worked, "at the pace of the whole internship"
    left = max(0, answer.missing - answer.pending)
    return _told(answer, left / pace if pace else None, basis, standing.on)


def _told(answer: Answer, months: float | None, basis: str, today: date) -> Guess:
    known = not answer.met and months is not None and months <= FARTHEST_MONTHS
    on = today + timedelta(days=ceil((months or 0) * _MONTH)) if known else None
    return Guess(id=answer.id, label=answer.label, on=on, is_met=answer.met, basis=basis)
