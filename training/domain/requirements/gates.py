"""Entry by entry: what one entry must have to count at all."""

from bisect import bisect_left
from collections import defaultdict
from datetime import date, timedelta

from training.domain.hours import days_covered
from training.domain.program.rules import (
    Artefact,
    FollowUp,
    GroupSize,
    Selector,
    StartGate,
    ValidSupervisor,
    Which,
)
from training.domain.requirements.facts import Standing
from training.domain.requirements.ledger import LOST, Cut, Ledger
from training.domain.requirements.periods import day_in_words, month_in_words


def started(rule: StartGate, ledger: Ledger, cut: Cut) -> None:
    """Closed unless opened: where the day is not known, nothing has begun."""
    standing = ledger.standing
    is_contract = rule.day is Selector.CONTRACT
    opened = standing.contracted_on if is_contract else standing.applied_on
    since = f" on {day_in_words(opened)}" if opened else ", whose day is not known"
    why = f"{LOST} not counted: worked before the {rule.day.value}{since}."
    rows = ledger.rows(rule)
    ledger.zero([row for row in rows if opened is None or ledger.entries[row].on < opened], cut, why)


def supervisor_valid(rule: ValidSupervisor, ledger: Ledger, cut: Cut) -> None:
    valid = defaultdict[str | None, list[tuple[date, date]]](list)
    for name, first, last in ledger.standing.supervisors:
        valid[name].append((first, last or date.max))
    for row in ledger.chosen(ledger.rows(rule), rule.which):
        entry = ledger.entries[row]
        if not any(first <= entry.on <= last for first, last in valid.get(entry.supervisor, ())):
            who = entry.supervisor or "nobody named"
            why = (
                f"{LOST} of {month_in_words(entry.on)} not counted: {who} was not entitled to supervise then."
            )
            ledger.zero([row], cut, why)


def artefact(rule: Artefact, ledger: Ledger, cut: Cut) -> None:
    for row in ledger.chosen(ledger.rows(rule), rule.which):
        entry = ledger.entries[row]
        if rule.needs_tag not in entry.tags:
            month = month_in_words(entry.on)
            why = f"{LOST} of {month} not counted: “{rule.needs_tag}” is missing ({rule.label})."
            ledger.zero([row], cut, why)


def group_size(rule: GroupSize, ledger: Ledger, cut: Cut) -> None:
    for row in ledger.chosen(ledger.rows(rule), rule.which):
        entry = ledger.entries[row]
        if (entry.group_size or 0) > rule.most:
            month = month_in_words(entry.on)
            why = f"{LOST} of {month} not counted: held in a group of more than {rule.most}."
            ledger.zero([row], cut, why)


def followed_up(rule: FollowUp, ledger: Ledger, cut: Cut) -> None:
    """Lost only when the last day for it is over; until then it may still be done."""
    days = _days_by_case(rule, ledger)
    for row in ledger.chosen(ledger.rows(rule), rule.which):
        entry = ledger.entries[row]
        last = _last_day(entry.on, rule.within_days, ledger.standing)
        done = days.get(entry.case, [])
        at = bisect_left(done, entry.on)
        if (at == len(done) or done[at] > last) and ledger.standing.on > last:
            day, until = day_in_words(entry.on), day_in_words(last)
            why = f"{LOST} of {day} not counted: nothing followed by {until} ({rule.label})."
            ledger.zero([row], cut, why)


def _days_by_case(rule: FollowUp, ledger: Ledger) -> dict[str | None, list[date]]:
    found = defaultdict[str | None, list[date]](list)
    for row in ledger.chosen(ledger.rows(rule), Which(activities=rule.by)):
        entry = ledger.entries[row]
        found[entry.case].append(entry.on)
    return {case: sorted(days) for case, days in found.items()}


def _last_day(day: date, within: int, standing: Standing) -> date:
    """So many days later; days of leave on the way do not count."""
    away = [(first, last or standing.on) for first, last in standing.leave]
    last = day + timedelta(days=within)
    while (moved := day + timedelta(days=within + days_covered(away, day, last))) != last:
        last = moved
    return last
