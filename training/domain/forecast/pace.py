"""How fast a requirement has been filling, month by month: now, at its slowest and at its fastest.

**What stands in the log** (minutes, sessions, weeks, shares) goes by the last three months. Its range is the
slowest and the fastest three months on end of the last twelve, month by month, within the internship: that
is a spread the intern has lived through, needs no assumption about its shape, and can be told in a sentence.

**What is counted one by one** (cases, rounds) is too rare for that. It goes by the whole time, give or take
the square root of the number: the standard error of a count.

Hours that keep being lost do not speed anything up: a pace is multiplied by the share of what was logged for
the requirement that counts or still may.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import sqrt
from typing import NamedTuple

from training.domain.hours import add_months
from training.domain.program.rules import (
    CumulativeShare,
    DistinctWeeks,
    MinimumEntries,
    MinimumMinutes,
    Requirement,
)
from training.domain.requirements import Answer
from training.domain.requirements.facts import Entry, Standing
from training.domain.requirements.ledger import fits
from training.domain.tongue import gettext as _

WINDOW_MONTHS = 3
LIVED_MONTHS = 12
MONTH = 30.4375  # days, on average

Amounts = list[tuple[date, float]]


class Pace(NamedTuple):
    """What is added in a month; `now` lies between the other two."""

    now: float
    slow: float
    fast: float
    basis: str


def of_log(rule: Requirement, answer: Answer, entries: Sequence[Entry], standing: Standing) -> Pace | None:
    """The pace of what stands in the log; None for a rule that asks for something else."""
    amounts = _amounts(rule, entries)
    if amounts is None:
        return None
    kept = (answer.countable + answer.pending) / answer.raw if answer.raw else 1.0
    kept = 1.0 if isinstance(rule, CumulativeShare) else kept
    months = [kept * one for one in _windows(amounts, standing)]
    return Pace(months[0], min(months), max(months), _("at the pace of the last three months"))


def of_count(answer: Answer, standing: Standing) -> Pace:
    worked = max((standing.on - (standing.started_on or standing.on)).days / MONTH, 1.0)
    have, give_or_take = answer.countable, sqrt(answer.countable)
    slow, fast = (have - give_or_take) / worked, (have + give_or_take) / worked
    return Pace(have / worked, slow, fast, _("at the pace of the whole internship"))


def _amounts(rule: Requirement, entries: Sequence[Entry]) -> Amounts | None:
    """What each entry adds, on its day."""
    match rule:
        case MinimumMinutes():
            return [(one.on, float(one.minutes)) for one in entries if fits(one, rule.which)]
        case MinimumEntries():
            return [(one.on, 1.0) for one in entries if fits(one, rule.which)]
        case DistinctWeeks():
            weeks = {
                one.on - timedelta(days=one.on.weekday()): one.on for one in entries if fits(one, rule.which)
            }
            return [(day, 1.0) for day in weeks.values()]
        case CumulativeShare():
            return [(one.on, float(_beyond(rule, one))) for one in entries]
        case _:
            return None


def _beyond(rule: CumulativeShare, entry: Entry) -> Fraction:
    """Minutes by which an entry brings the kind nearer to its share of the whole, or takes it farther off."""
    return (fits(entry, rule.which) - rule.share) * entry.minutes


def _windows(amounts: Amounts, standing: Standing) -> list[float]:
    """Per month, the latest three months first, then three months on end one month earlier, and so on."""
    found = []
    for back in range(LIVED_MONTHS - WINDOW_MONTHS + 1):
        last = add_months(standing.on, -back)
        first = add_months(standing.on, -back - WINDOW_MONTHS)
        if back and first < (standing.started_on or standing.on):
            break
        found.append(sum(amount for day, amount in amounts if first < day <= last) / WINDOW_MONTHS)
    return found
