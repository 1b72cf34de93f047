"""Dates and signatures: what has been worked, and what somebody vouches for in time."""

from collections.abc import Callable
from datetime import date

from training.domain.hours import month_of, sign_by
from training.domain.program.rules import Loses, Policy, Scope, SignBy, Span
from training.domain.requirements.ledger import LOST, Cut, Ledger
from training.domain.requirements.periods import day_in_words, month_in_words

START, FUTURE, SIGNATURE = "start", "future", "signature"
"""What always holds, as it is called in the answer: no rule of a program is needed for it."""


def set_apart(ledger: Ledger, rule: SignBy | None) -> None:
    """Before any rule: what is too early or still ahead is lost; what nobody has signed waits.

    So no unsigned entry ever helps another one to count. A signature after the day of the question is not
    there yet.
    """
    on, started_on = ledger.standing.on, ledger.standing.started_on or date.min
    deadline = deadline_of(rule)
    for row, entry in enumerate(ledger.entries):
        if entry.on < started_on:
            _lose(ledger, row, START, f"worked before the internship began on {day_in_words(started_on)}")
        elif entry.on > on:
            _lose(ledger, row, FUTURE, f"dated after {day_in_words(on)}")
        elif entry.signed_on is None or entry.signed_on > on:
            _set_aside(ledger, row, rule, deadline(entry.on))


def _lose(ledger: Ledger, row: int, name: str, reason: str) -> None:
    month = month_in_words(ledger.entries[row].on)
    ledger.zero([row], Cut(-1, name, Policy.ZERO), f"{LOST} of {month} not counted: {reason}.")


def _set_aside(ledger: Ledger, row: int, rule: SignBy | None, deadline: date) -> None:
    ledger.is_out[row] = True
    if ledger.standing.on > deadline:
        ledger.unsigned.append(row)
        return
    until = f": it counts only if signed by {day_in_words(deadline)}." if deadline < date.max else "."
    cut = Cut(-1, rule.id if rule else SIGNATURE, Policy.PENDING)
    ledger.waits[row] = ledger.left[row]
    ledger.take(row, ledger.left[row], cut, f"{LOST} waiting for a signature{until}")


def deadline_of(rule: SignBy | None) -> Callable[[date], date]:
    """The function that says by when a day's work has to be signed; each month is worked out once."""
    known: dict[int, date] = {}

    def deadline(day: date) -> date:
        key = day.year * 100 + day.month
        if key not in known:
            known[key] = sign_by(month_of(day), rule.months) if rule else date.max
        return known[key]

    return deadline


def signed(rule: SignBy, ledger: Ledger, cut: Cut) -> None:
    """Take what was signed too late or not at all; where the rule says so, all that is in its period."""
    deadline, late = deadline_of(rule), _signed_late(rule, ledger)
    if rule.loses is Loses.PERIOD:
        _lose_periods(rule, ledger, cut, {*late, *ledger.unsigned})
        return
    for word, rows in (("not signed by", ledger.unsigned), ("signed after", late)):
        for row in rows:
            day = ledger.entries[row].on
            why = f"{LOST} of {month_in_words(day)} not counted: {word} {day_in_words(deadline(day))}."
            ledger.zero([row], cut, why)


def _signed_late(rule: SignBy, ledger: Ledger) -> list[int]:
    late, entries = list[int](), ledger.entries
    for (month, _), rows in ledger.together(Span.MONTH, Scope.ALL).items():
        last = sign_by(month, rule.months)
        late += [row for row in rows if not ledger.is_out[row] and (entries[row].signed_on or last) > last]
    return late


def _lose_periods(rule: SignBy, ledger: Ledger, cut: Cut, late: set[int]) -> None:
    for row in ledger.unsigned:
        ledger.is_out[row] = False
    deadline = deadline_of(rule)
    for part in ledger.parts(rule):
        if missed := [row for row in part.rows if row in late]:
            last = day_in_words(min(deadline(ledger.entries[row].on) for row in missed))
            ledger.zero(part.rows, cut, f"Nothing of {part.name} counts: not all of it was signed by {last}.")
