"""What an internship asks, what is done, and for every minute that does not count, why.

Pure: the day of the question is part of the Standing, and the order of entries does not matter.

1. What is too early, still ahead or unsigned is set apart (`signing`).
2. The rules that take hours away work in the order of the program, each on what the one before left. They
   change no entry: they note how much they took of it, and why (`ledger`).
3. The rules that ask for something are answered from what is left (`asking`).

So of every entry each minute counts, waits, or was taken by one rule for one reason, and in every period
`raw = countable - sum(adjustments)`: the minutes that wait are an adjustment too, of the policy `pending`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from training.domain.program import rules as r
from training.domain.program.rules import Counting, Policy, Requirement, Selector, SignBy
from training.domain.requirements import (
    amounts,
    clocks,
    counts,
    gates,
    minutes,
    shares,
    signing,
    supervision,
    windows,
)
from training.domain.requirements.answers import Adjustment, Answer, Period, Progress, Uncounted, Unit
from training.domain.requirements.asking import Asked, Taken
from training.domain.requirements.facts import Entry, Leave, Standing
from training.domain.requirements.ledger import Cut, Ledger
from training.domain.requirements.periods import Cell

__all__ = [
    "Adjustment",
    "Answer",
    "Entry",
    "Leave",
    "Period",
    "Progress",
    "Standing",
    "Uncounted",
    "Unit",
    "held",
    "progress",
    "worked_through",
]

Take = Callable[[Any, Ledger, Cut], None]
BY_MONTH: Final = Counting()

TAKES: Final[dict[type, tuple[Take, Policy]]] = {
    r.SignBy: (signing.signed, Policy.ZERO),
    r.StartGate: (gates.started, Policy.ZERO),
    r.ValidSupervisor: (gates.supervisor_valid, Policy.ZERO),
    r.Artefact: (gates.artefact, Policy.ZERO),
    r.GroupSize: (gates.group_size, Policy.ZERO),
    r.FollowUp: (gates.followed_up, Policy.ZERO),
    r.Observation: (supervision.observation, Policy.ZERO),
    r.PeriodMinimum: (amounts.period_minimum, Policy.ZERO),
    r.Cap: (amounts.cap, Policy.TRIM),
    r.NoMoreThan: (shares.no_more_than, Policy.TRIM),
    r.Share: (shares.at_least, Policy.TRIM),
    r.Contacts: (supervision.contacts, Policy.PRORATE),
    r.Ratio: (supervision.ratio, Policy.TRIM),
    r.Rolling: (amounts.rolling, Policy.TRIM),
    r.LookBack: (windows.look_back, Policy.ZERO),
    r.BestWindow: (windows.best_window, Policy.ZERO),
}
"""What each kind of rule takes, and under which policy it says so."""

ANSWERS: Final[dict[type, Callable[[Any, Asked], Answer]]] = {
    **dict.fromkeys(TAKES, minutes.taking),
    r.MinimumMinutes: minutes.minimum_minutes,
    r.CumulativeShare: minutes.cumulative_share,
    r.MinimumEntries: counts.minimum_entries,
    r.DistinctCases: counts.distinct_cases,
    r.DistinctWeeks: counts.distinct_weeks,
    r.ClosedCases: counts.closed_cases,
    r.EvaluationRounds: counts.evaluation_rounds,
    r.Consensus: counts.consensus,
    r.MinimumMonths: clocks.minimum_months,
    r.MaximumGap: clocks.maximum_gap,
    r.EvaluationCadence: clocks.evaluation_cadence,
}


def progress(
    rules: Iterable[Requirement], entries: Iterable[Entry], standing: Standing, counting: Counting = BY_MONTH
) -> Progress:
    """Answer every rule that holds for this person, in the order of the program."""
    rules = held(rules, standing)
    ledger = worked_through(rules, entries, standing, counting)
    asked = Asked(ledger, next((rule for rule in rules if isinstance(rule, SignBy)), None))
    return _summed(asked, tuple(ANSWERS[type(rule)](rule, asked) for rule in rules))


def held(rules: Iterable[Requirement], standing: Standing) -> tuple[Requirement, ...]:
    """The rules that hold for this person. Raises TypeError for a kind that has no answer."""
    found = tuple(rule for rule in rules if _holds(rule, standing))
    if strange := next((rule for rule in found if type(rule) not in ANSWERS), None):
        raise TypeError(f"no answer is known for a rule of kind {strange.kind}")
    return found


def worked_through(
    rules: Sequence[Requirement], entries: Iterable[Entry], standing: Standing, counting: Counting = BY_MONTH
) -> Ledger:
    """The log after every rule that takes has taken, in the order of the program."""
    valued = {name for rule in rules if isinstance(rule, r.MinimumMinutes) for name in rule.activities}
    ledger = Ledger(list(entries), standing, counting, valued)
    signing.set_apart(ledger, next((rule for rule in rules if isinstance(rule, SignBy)), None))
    for order, rule in enumerate(rules):
        if type(rule) in TAKES:
            take, policy = TAKES[type(rule)]
            take(rule, ledger, Cut(order, rule.id, getattr(rule, "policy", policy)))
    return ledger


def _holds(rule: Requirement, standing: Standing) -> bool:
    """By the day of application or of the contract; a rule that goes by the day of work asks each entry."""
    force = getattr(rule, "in_force", None)
    if force is None or force.by is Selector.WORK:
        return True
    contracted_on = standing.contracted_on or standing.started_on
    day = contracted_on if force.by is Selector.CONTRACT else standing.applied_on
    return bool(force.covers(day or standing.on))


def _summed(asked: Asked, answers: tuple[Answer, ...]) -> Progress:
    periods = _periods(asked.ledger, _adjusted(asked.taken))
    return Progress(
        raw=sum(one.raw for one in periods),
        countable=sum(one.countable for one in periods),
        pending=sum(one.pending for one in periods),
        uncounted=tuple(
            Uncounted(period=one.period, minutes=-taken.minutes, reason=taken.why)
            for one in periods
            for taken in one.adjustments
            if taken.policy is not Policy.PENDING
        ),
        answers=answers,
        periods=periods,
    )


def _periods(ledger: Ledger, adjusted: dict[Cell, list[Adjustment]]) -> tuple[Period, ...]:
    entries, left, waits = ledger.entries, ledger.left, ledger.waits
    return tuple(
        Period(
            period=cell[0],
            scope=cell[1],
            raw=sum([entries[row].minutes for row in rows]),
            countable=sum([left[row] for row in rows]),
            pending=sum([waits.get(row, 0) for row in rows]),
            adjustments=tuple(adjusted.get(cell, ())),
        )
        for cell, rows in ledger.together(ledger.counting.period, ledger.counting.scope).items()
    )


def _adjusted(taken: Taken) -> dict[Cell, list[Adjustment]]:
    """What was taken in each period, in the order of the rules: one adjustment for each reason."""
    found: dict[Cell, list[Adjustment]] = defaultdict(list)
    for (cell, cut, why), amount in sorted(taken.items(), key=lambda item: (item[0][1], item[0][2].order)):
        found[cell].append(Adjustment(rule=cut.rule, policy=cut.policy, minutes=-amount, why=why.of(amount)))
    return found
