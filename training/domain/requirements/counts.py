"""Answers in numbers: entries, cases, weeks, rounds, and who has agreed."""

from collections.abc import Iterable

from training.domain.program.rules import (
    ClosedCases,
    Consensus,
    DistinctCases,
    DistinctWeeks,
    EvaluationRounds,
    MinimumEntries,
    Scope,
    Span,
)
from training.domain.requirements.answers import Answer, Unit
from training.domain.requirements.asking import Asked, in_number
from training.domain.tongue import gettext as _


def minimum_entries(rule: MinimumEntries, asked: Asked) -> Answer:
    rows = asked.chosen(rule)
    return Answer(
        id=rule.id,
        label=rule.label,
        unit=Unit.SESSIONS,
        needed=rule.entries,
        raw=len(rows),
        countable=len(asked.counted(rows)),
        pending=len(asked.waiting(rows)),
        reasons=asked.reasons(rows),
    )


def distinct_cases(rule: DistinctCases, asked: Asked) -> Answer:
    rows, entries = asked.chosen(rule), asked.ledger.entries

    def cases(of: Iterable[int]) -> set[str]:
        return {case for row in of if (case := entries[row].case)}

    seen, countable = cases(rows), cases(asked.counted(rows))
    pending = cases(asked.waiting(rows)) - countable
    lost = seen - countable - pending
    said = (
        (pending, _("%(cases)s: waiting for a signature on their first hours.", cases=_listed(pending))),
        (lost, _("%(cases)s: without any hours that count.", cases=_listed(lost))),
    )
    return Answer(
        id=rule.id,
        label=rule.label,
        unit=Unit.CASES,
        needed=rule.cases,
        raw=len(seen),
        countable=len(countable),
        pending=len(pending),
        reasons=tuple(why for found, why in said if found),
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def distinct_weeks(rule: DistinctWeeks, asked: Asked) -> Answer:
    rows, ledger = asked.chosen(rule), asked.ledger
    entries, left, waits = ledger.entries, ledger.left, ledger.waits
    chosen = None if len(rows) == len(entries) else frozenset(rows)
    raw = countable = hoped = 0
    for week in ledger.together(Span.WEEK, Scope.ALL).values():
        own = week if chosen is None else [row for row in week if row in chosen]
        counts = sum([left[row] for row in own])
        raw += sum([entries[row].minutes for row in own]) >= rule.minutes
        countable += counts >= rule.minutes
        hoped += counts + sum([waits.get(row, 0) for row in own]) >= rule.minutes
    return Answer(
        id=rule.id,
        label=rule.label,
        unit=Unit.WEEKS,
        needed=rule.weeks,
        raw=raw,
        countable=countable,
        pending=hoped - countable,
        reasons=asked.reasons(rows),
    )


def closed_cases(rule: ClosedCases, asked: Asked) -> Answer:
    return in_number(rule, Unit.CASES, rule.cases, len(asked.standing.closed_cases))


def evaluation_rounds(rule: EvaluationRounds, asked: Asked) -> Answer:
    return in_number(rule, Unit.ROUNDS, rule.rounds, asked.standing.evaluations)


def consensus(rule: Consensus, asked: Asked) -> Answer:
    """Somebody has to agree: with no party named, one is still missing."""
    parties = asked.standing.parties
    if not parties:
        return in_number(rule, Unit.PARTIES, 1, 0, _("Nobody is named yet who has to agree."))
    silent = sorted(parties - asked.standing.attested)
    reasons = [_("Still to agree: %(names)s.", names=_listed(silent))] if silent else []
    return in_number(rule, Unit.PARTIES, len(parties), len(parties) - len(silent), *reasons)
