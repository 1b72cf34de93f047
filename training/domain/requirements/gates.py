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
from training.domain.requirements.ledger import Cut, Ledger, because
from training.domain.requirements.periods import month_in_words
from training.domain.tongue import gettext as _
from training.domain.tongue import say_date


def started(rule: StartGate, ledger: Ledger, cut: Cut) -> None:
    """Closed unless opened: where the day is not known, nothing has begun."""
    standing = ledger.standing
    is_contract = rule.day is Selector.CONTRACT
    opened = standing.contracted_on if is_contract else standing.applied_on
    why = because(_before_contract if is_contract else _before_application, opened)
    rows = ledger.rows(rule)
    ledger.zero([row for row in rows if opened is None or ledger.entries[row].on < opened], cut, why)


def _before_contract(opened: date | None, lost: str) -> str:
    if opened is None:
        return _("%(lost)s not counted: worked before the contract, whose day is not known.", lost=lost)
    return _("%(lost)s not counted: worked before the contract on %(day)s.", lost=lost, day=say_date(opened))


def _before_application(opened: date | None, lost: str) -> str:
    if opened is None:
        return _("%(lost)s not counted: worked before the application, whose day is not known.", lost=lost)
    return _(
        "%(lost)s not counted: worked before the application on %(day)s.", lost=lost, day=say_date(opened)
    )


def supervisor_valid(rule: ValidSupervisor, ledger: Ledger, cut: Cut) -> None:
    valid = defaultdict[str | None, list[tuple[date, date]]](list)
    for name, first, last in ledger.standing.supervisors:
        valid[name].append((first, last or date.max))
    for row in ledger.chosen(ledger.rows(rule), rule.which):
        entry = ledger.entries[row]
        if not any(first <= entry.on <= last for first, last in valid.get(entry.supervisor, ())):
            why = because(_not_entitled, entry.on.replace(day=1), entry.supervisor or "")
            ledger.zero([row], cut, why)


def _not_entitled(month: date, who: str, lost: str) -> str:
    if not who:
        return _(
            "%(lost)s of %(month)s not counted: nobody is named who was entitled to supervise then.",
            lost=lost,
            month=month_in_words(month),
        )
    return _(
        "%(lost)s of %(month)s not counted: %(who)s was not entitled to supervise then.",
        lost=lost,
        month=month_in_words(month),
        who=who,
    )


def artefact(rule: Artefact, ledger: Ledger, cut: Cut) -> None:
    for row in ledger.chosen(ledger.rows(rule), rule.which):
        entry = ledger.entries[row]
        if rule.needs_tag not in entry.tags:
            why = because(_artefact_missing, entry.on.replace(day=1), rule.needs_tag, rule.label)
            ledger.zero([row], cut, why)


def _artefact_missing(month: date, tag: str, rule: str, lost: str) -> str:
    return _(
        "%(lost)s of %(month)s not counted: “%(tag)s” is missing (%(rule)s).",
        lost=lost,
        month=month_in_words(month),
        tag=tag,
        rule=rule,
    )


def group_size(rule: GroupSize, ledger: Ledger, cut: Cut) -> None:
    for row in ledger.chosen(ledger.rows(rule), rule.which):
        entry = ledger.entries[row]
        if (entry.group_size or 0) > rule.most:
            ledger.zero([row], cut, because(_group_too_large, entry.on.replace(day=1), rule.most))


def _group_too_large(month: date, most: int, lost: str) -> str:
    return _(
        "%(lost)s of %(month)s not counted: held in a group of more than %(most)s.",
        lost=lost,
        month=month_in_words(month),
        most=most,
    )


def followed_up(rule: FollowUp, ledger: Ledger, cut: Cut) -> None:
    """Lost only when the last day for it is over; until then it may still be done."""
    days = _days_by_case(rule, ledger)
    for row in ledger.chosen(ledger.rows(rule), rule.which):
        entry = ledger.entries[row]
        last = _last_day(entry.on, rule.within_days, ledger.standing)
        done = days.get(entry.case, [])
        at = bisect_left(done, entry.on)
        if (at == len(done) or done[at] > last) and ledger.standing.on > last:
            ledger.zero([row], cut, because(_not_followed, entry.on, last, rule.label))


def _not_followed(day: date, last: date, rule: str, lost: str) -> str:
    return _(
        "%(lost)s of %(day)s not counted: nothing followed by %(last)s (%(rule)s).",
        lost=lost,
        day=say_date(day),
        last=say_date(last),
        rule=rule,
    )


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
