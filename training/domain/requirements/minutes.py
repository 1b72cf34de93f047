"""Answers in minutes: so many in all, so many of a kind, and such a share of what counts."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import ceil, floor

from training.domain.hours import as_hours
from training.domain.program.rules import CumulativeShare, MinimumMinutes, Rule
from training.domain.requirements.answers import Answer, Unit
from training.domain.requirements.asking import Asked
from training.domain.tongue import gettext as _


def minimum_minutes(rule: MinimumMinutes, asked: Asked) -> Answer:
    rows = asked.chosen(rule)
    if rule.once:
        spent = asked.spent.setdefault(rule.once, set())
        rows = [row for row in rows if row not in spent]
        spent.update(rows)
    waits, left = asked.ledger.waits, asked.ledger.left
    return Answer(
        id=rule.id,
        label=rule.label,
        unit=Unit.MINUTES,
        needed=rule.minutes,
        raw=asked.raw(rows),
        countable=_weighed(rule, asked, rows, left.__getitem__),
        pending=_weighed(rule, asked, asked.waiting(rows), waits.__getitem__),
        reasons=asked.reasons(rows),
    )


def _weighed(rule: MinimumMinutes, asked: Asked, rows: Iterable[int], of: Callable[[int], int]) -> int:
    """The minutes of these rows, each times the first weight that fits it; rounded down once, at the end."""
    if not rule.weights:
        return sum(map(of, rows))
    rest, together = list(rows), Fraction()
    for weight in rule.weights:
        fitting = {*asked.ledger.chosen(rest, weight.which)}
        together += weight.exactly * sum(map(of, fitting))
        rest = [row for row in rest if row not in fitting]
    return floor(together + sum(map(of, rest)))


def cumulative_share(rule: CumulativeShare, asked: Asked) -> Answer:
    """Needed is the share of all that counts today, rounded up; while nothing counts, nothing is needed."""
    rows = asked.chosen(rule)
    have, everything = asked.ledger.minutes(rows), sum(asked.ledger.left)
    return Answer(
        id=rule.id,
        label=rule.label,
        unit=Unit.MINUTES,
        needed=ceil(everything * rule.share),
        raw=asked.raw(rows),
        countable=have,
        pending=asked.pending(rows),
        reasons=_short_of(rule, have, everything),
    )


def _short_of(rule: CumulativeShare, have: int, everything: int) -> tuple[str, ...]:
    """Each new minute of the kind also adds to the whole, so more is to be done than is missing today."""
    if have >= everything * rule.share:
        return ()
    said = {"have": f"{floor(1000 * have / everything) / 10:g}", "asked": f"{rule.percent:g}"}
    if rule.share == 1:
        return (_("%(have)s %% of what counts; %(asked)s %% is asked.", **said),)
    more = ceil((everything * rule.share - have) / (1 - rule.share))
    return (
        _(
            "%(have)s %% of what counts; %(asked)s %% is asked. %(more)s more of it alone would be enough.",
            **said,
            more=as_hours(more),
        ),
    )


def taking(rule: Rule, asked: Asked) -> Answer:
    """A rule that takes away asks for nothing of its own: it says what it took."""
    rows = asked.everything
    return Answer(
        id=rule.id,
        label=rule.label,
        unit=Unit.MINUTES,
        needed=0,
        raw=asked.raw(rows),
        countable=sum(asked.ledger.left),
        pending=asked.pending(rows),
        reasons=asked.taken_by(rule),
        asks=False,
    )
