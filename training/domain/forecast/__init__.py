"""When an internship would be complete at the present pace. A guess that says what it rests on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from training.domain.forecast.pace import MONTH, Pace, of_count, of_log
from training.domain.forecast.planning import month_after, signed_and_planned
from training.domain.hours import as_hours, month_ends, month_of, sign_by
from training.domain.program.rules import (
    Consensus,
    Counting,
    EvaluationCadence,
    MaximumGap,
    MinimumMonths,
    Requirement,
    SignBy,
    Taking,
)
from training.domain.requirements import Answer, Progress, Unit, progress
from training.domain.requirements.answers import amount
from training.domain.requirements.facts import Entry, Standing
from training.domain.tongue import gettext as _
from training.domain.tongue import say_date

__all__ = ["Guess", "Outlook", "binding", "first_step", "forecast", "guesses", "what_if"]

FARTHEST_MONTHS = 600
SOON_DAYS = 31
_UNTOLD = Taking | Consensus | EvaluationCadence | MaximumGap
"""Rules that nothing adds up towards: kept or broken, agreed or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """`on` None: met already (`is_met`), or nothing has moved, so there is no telling.

    `early` and `late` are the same day at the fastest and at the slowest pace (see `pace`); `late` None
    beside a day: at the slowest pace there would be no end.
    """

    id: str
    label: str
    on: date | None
    is_met: bool
    basis: str
    early: date | None = None
    late: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a log leads to: where it stands, when each requirement would be met, and what to do first."""

    on: date
    progress: Progress
    guesses: tuple[Guess, ...]
    binding: Guess | None
    first_step: str


def forecast(
    rules: Iterable[Requirement], entries: Sequence[Entry], standing: Standing, counting: Counting
) -> Outlook:
    """Answer the rules and look ahead from the day of the question."""
    rules = tuple(rules)
    found = progress(rules, entries, standing, counting)
    told = guesses(rules, found, entries, standing)
    return Outlook(
        on=standing.on,
        progress=found,
        guesses=tuple(told),
        binding=binding(told),
        first_step=first_step(rules, found, entries, standing),
    )


def what_if(
    rules: Iterable[Requirement],
    entries: Sequence[Entry],
    standing: Standing,
    counting: Counting,
    planned: Mapping[str, int],
) -> Outlook:
    """The same at the end of next month, had these minutes of each activity been worked in it.

    What waits today is taken as signed today, and the plan as signed in its own month.
    """
    month = month_after(standing.on)
    last = month_ends(month_of(month))
    log = signed_and_planned(entries, standing.on, month, planned)
    return forecast(rules, log, replace(standing, on=last), counting)


def guesses(
    rules: Iterable[Requirement], progress: Progress, entries: Sequence[Entry], standing: Standing
) -> list[Guess]:
    """One guess for each requirement that something adds up towards, in the order of the program."""
    asked = {rule.id: rule for rule in rules if not isinstance(rule, _UNTOLD)}
    return [_guess(asked[one.id], one, entries, standing) for one in progress.answers if one.id in asked]


def binding(all_guesses: Iterable[Guess]) -> Guess | None:
    """The one that takes longest; None where one of them cannot be told, or all are met."""
    open_ones = [one for one in all_guesses if not one.is_met]
    dated = [(one.on, one) for one in open_ones if one.on is not None]
    return max(dated, key=lambda pair: pair[0])[1] if dated and len(dated) == len(open_ones) else None


# ------------------------------------------------------------------ one requirement


def _guess(rule: Requirement, answer: Answer, entries: Sequence[Entry], standing: Standing) -> Guess:
    if isinstance(rule, MinimumMonths):
        pace = Pace(1.0, 1.0, 1.0, _("time passes by itself, leave not counted"))
        return _told(answer, float(answer.missing), pace, standing.on)
    pace = of_log(rule, answer, entries, standing) or of_count(answer, standing)
    return _told(answer, float(max(0, answer.missing - answer.pending)), pace, standing.on)


def _told(answer: Answer, left: float, pace: Pace, today: date) -> Guess:
    def day(a_month: float) -> date | None:
        if answer.met or a_month <= 0 or left / a_month > FARTHEST_MONTHS:
            return None
        return today + timedelta(days=ceil(left / a_month * MONTH))

    on = day(pace.now)
    return Guess(
        id=answer.id,
        label=answer.label,
        on=on,
        is_met=answer.met,
        basis=pace.basis,
        early=day(pace.fast) if on else None,
        late=day(pace.slow) if on else None,
    )


# ------------------------------------------------------------------ what to do first


def first_step(
    rules: Iterable[Requirement], progress: Progress, entries: Sequence[Entry], standing: Standing
) -> str:
    """One sentence: what runs out soonest, else what does not move, else what takes longest."""
    rules = tuple(rules)
    told = guesses(rules, progress, entries, standing)
    return (
        _signatures(rules, progress, entries, standing)
        or _standstill(told)
        or _longest(progress, told)
        or _end(progress)
    )


def _signatures(
    rules: Iterable[Requirement], progress: Progress, entries: Sequence[Entry], standing: Standing
) -> str | None:
    """Work that would be lost within a month for want of a signature."""
    rule = next((one for one in rules if isinstance(one, SignBy)), None)
    if rule is None or not progress.pending:
        return None
    open_days = [
        sign_by(month_of(one.on), rule.months)
        for one in entries
        if one.on <= standing.on and (one.signed_on is None or one.signed_on > standing.on)
    ]
    last = min((day for day in open_days if day >= standing.on), default=date.max)
    if (last - standing.on).days > SOON_DAYS:
        return None
    return _(
        "Ask for signatures first: %(minutes)s wait, and the oldest of them count only if signed by %(day)s.",
        minutes=as_hours(progress.pending),
        day=say_date(last),
    )


def _standstill(told: Iterable[Guess]) -> str | None:
    still = next((one for one in told if not one.is_met and one.on is None), None)
    if still is None:
        return None
    return _("Begin with “%(requirement)s”: nothing has moved there lately.", requirement=still.label)


def _longest(progress: Progress, told: Iterable[Guess]) -> str | None:
    longest = binding(told)
    if longest is None:
        return None
    answer = progress.answer(longest.id)
    if answer.unit is Unit.MONTHS:
        return _(
            "“%(requirement)s” takes longest, and only time helps there: keep your pace in the rest.",
            requirement=longest.label,
        )
    return _(
        "Plan “%(requirement)s” first: it takes longest, and %(missing)s are missing.",
        requirement=longest.label,
        missing=amount(answer.missing, answer.unit),
    )


def _end(progress: Progress) -> str:
    missing = [one.label for one in progress.answers if not one.met]
    if not missing:
        return _("Every requirement is met.")
    return _("Still open: %(requirements)s.", requirements=", ".join(missing))
