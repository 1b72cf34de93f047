"""Dates and signatures: what has been worked, and what somebody vouches for in time."""

from collections.abc import Callable
from datetime import date

from training.domain.hours import month_of, sign_by
from training.domain.program.rules import Loses, Policy, Scope, SignBy, Span
from training.domain.requirements.ledger import Cut, Ledger, Why, because
from training.domain.requirements.periods import Stretch, month_in_words
from training.domain.tongue import gettext as _
from training.domain.tongue import say_date

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
            _lose(ledger, row, START, because(_too_early, entry.on.replace(day=1), started_on))
        elif entry.on > on:
            _lose(ledger, row, FUTURE, because(_still_ahead, entry.on.replace(day=1), on))
        elif entry.signed_on is None or entry.signed_on > on:
            _set_aside(ledger, row, rule, deadline(entry.on))


def _lose(ledger: Ledger, row: int, name: str, why: Why) -> None:
    ledger.zero([row], Cut(-1, name, Policy.ZERO), why)


def _too_early(month: date, began: date, lost: str) -> str:
    return _(
        "%(lost)s of %(month)s not counted: worked before the internship began on %(day)s.",
        lost=lost,
        month=month_in_words(month),
        day=say_date(began),
    )


def _still_ahead(month: date, today: date, lost: str) -> str:
    return _(
        "%(lost)s of %(month)s not counted: dated after %(day)s.",
        lost=lost,
        month=month_in_words(month),
        day=say_date(today),
    )


def _set_aside(ledger: Ledger, row: int, rule: SignBy | None, deadline: date) -> None:
    ledger.is_out[row] = True
    if ledger.standing.on > deadline:
        ledger.unsigned.append(row)
        return
    cut = Cut(-1, rule.id if rule else SIGNATURE, Policy.PENDING)
    ledger.waits[row] = ledger.left[row]
    ledger.take(row, ledger.left[row], cut, because(_waits, deadline))


def _waits(deadline: date, lost: str) -> str:
    if deadline == date.max:
        return _("%(lost)s waiting for a signature.", lost=lost)
    return _(
        "%(lost)s waiting for a signature: it counts only if signed by %(day)s.",
        lost=lost,
        day=say_date(deadline),
    )


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
    for say, rows in ((_never_signed, ledger.unsigned), (_signed_after, late)):
        for row in rows:
            day = ledger.entries[row].on
            ledger.zero([row], cut, because(say, day.replace(day=1), deadline(day)))


def _never_signed(month: date, deadline: date, lost: str) -> str:
    return _(
        "%(lost)s of %(month)s not counted: not signed by %(day)s.",
        lost=lost,
        month=month_in_words(month),
        day=say_date(deadline),
    )


def _signed_after(month: date, deadline: date, lost: str) -> str:
    return _(
        "%(lost)s of %(month)s not counted: signed after %(day)s.",
        lost=lost,
        month=month_in_words(month),
        day=say_date(deadline),
    )


def _signed_late(rule: SignBy, ledger: Ledger) -> list[int]:
    late, entries = list[int](), ledger.entries
    for (month, _scope), rows in ledger.together(Span.MONTH, Scope.ALL).items():
        last = sign_by(month, rule.months)
        late += [row for row in rows if not ledger.is_out[row] and (entries[row].signed_on or last) > last]
    return late


def _lose_periods(rule: SignBy, ledger: Ledger, cut: Cut, late: set[int]) -> None:
    for row in ledger.unsigned:
        ledger.is_out[row] = False
    deadline = deadline_of(rule)
    for part in ledger.parts(rule):
        if missed := [row for row in part.rows if row in late]:
            last = min(deadline(ledger.entries[row].on) for row in missed)
            ledger.zero(part.rows, cut, because(_not_all_signed, part.stretch, last))


def _not_all_signed(stretch: Stretch, deadline: date, _lost: str) -> str:
    return _(
        "Nothing of %(period)s counts: not all of it was signed by %(day)s.",
        period=stretch,
        day=say_date(deadline),
    )
