"""Answers about time that passes: months, gaps, evaluations at their time. Leave stops all these clocks."""

from datetime import date, timedelta
from itertools import pairwise

from training.domain.evaluation import rounds_due
from training.domain.hours import Span as Days
from training.domain.hours import days_covered, months_between
from training.domain.program.rules import EvaluationCadence, MaximumGap, MinimumMonths
from training.domain.requirements.answers import Answer, Unit
from training.domain.requirements.asking import Asked, in_number
from training.domain.requirements.facts import Standing
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext, say_date


def minimum_months(rule: MinimumMonths, asked: Asked) -> Answer:
    """Days of leave are taken off the end, so that a month begun before a leave is finished after it."""
    standing, began = asked.standing, _began(asked)
    yesterday = standing.on - timedelta(days=1)
    away = days_covered(_leave(standing, yesterday), began, yesterday)
    return Answer(
        id=rule.id,
        label=rule.label,
        unit=Unit.MONTHS,
        needed=rule.months,
        raw=months_between(began, standing.on),
        countable=months_between(began, standing.on - timedelta(days=away)),
        reasons=(_days_away(away),) if away else (),
    )


def _days_away(days: int) -> str:
    return ngettext("%(number)s day of leave not counted.", "%(number)s days of leave not counted.", days)


def maximum_gap(rule: MaximumGap, asked: Asked) -> Answer:
    """Of all intervals, from the start to the day of the question, how many are short enough."""
    ledger, leave = asked.ledger, _leave(asked.standing, asked.standing.on)
    held = {ledger.entries[row].on for row in ledger.chosen(ledger.rows(rule), rule.which)}
    days = sorted({*held, _began(asked), asked.standing.on})
    long = [
        _too_long(rule, _days(first, last, leave), first, last)
        for first, last in pairwise(days)
        if _days(first, last, leave) > rule.days
    ]
    intervals = len(days) - 1
    return in_number(rule, Unit.INTERVALS, intervals, intervals - len(long), *long)


def _too_long(rule: MaximumGap, days: int, first: date, last: date) -> str:
    return ngettext(
        "%(number)s day from %(first)s to %(last)s; %(allowed)s are allowed (%(rule)s).",
        "%(number)s days from %(first)s to %(last)s; %(allowed)s are allowed (%(rule)s).",
        days,
        first=say_date(first),
        last=say_date(last),
        allowed=rule.days,
        rule=rule.label,
    )


def evaluation_cadence(rule: EvaluationCadence, asked: Asked) -> Answer:
    """A stretch ends on the day its evaluation is due; written later, it belongs to the next one."""
    standing, began = asked.standing, _began(asked)
    due = rounds_due(began, rule.months, standing.leave, on=standing.on)
    missed = [
        _("No evaluation between %(first)s and %(last)s.", first=say_date(first), last=say_date(last))
        for first, last in pairwise([began, *due])
        if not any(first < day <= last for day in standing.evaluated_on)
    ]
    return in_number(rule, Unit.ROUNDS, len(due), len(due) - len(missed), *missed)


def _began(asked: Asked) -> date:
    """The day the internship began; where only the log is known, that of its first signed entry."""
    if asked.standing.started_on:
        return asked.standing.started_on
    today = asked.standing.on
    signed = [one.on for one in asked.ledger.entries if one.signed_on is not None and one.signed_on <= today]
    return min([*signed, today])


def _leave(standing: Standing, until: date) -> list[Days]:
    return [(first, last or until) for first, last in standing.leave]


def _days(first: date, last: date, leave: list[Days]) -> int:
    return (last - first).days - days_covered(leave, first + timedelta(days=1), last)
