"""A question put to the log when all rules have taken what they take, and what every answer is made of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from training.domain.hours import as_hours
from training.domain.program.rules import Chooses, Policy, Rule, Selector, SignBy
from training.domain.requirements.answers import Answer, Unit
from training.domain.requirements.facts import Standing
from training.domain.requirements.ledger import Cut, Ledger, Loss, Why
from training.domain.requirements.periods import Cell, month_in_words
from training.domain.requirements.signing import deadline_of
from training.domain.tongue import gettext as _
from training.domain.tongue import say_date

Taken = dict[tuple[Cell, Cut, Why], int]
"""Minutes that were taken, by period and scope, by rule, and by reason."""


class Asked:
    """`spent`: rows already counted by a rule that counts each hour once, by the word it shares."""

    def __init__(self, ledger: Ledger, sign_by: SignBy | None) -> None:
        self.ledger = ledger
        self.sign_by = sign_by
        self.spent: dict[str, set[int]] = {}
        self.everything: Final = range(len(ledger.entries))
        counting = ledger.counting
        self._cells: Final = tuple(ledger.cells(counting.period, counting.scope))
        self.taken: Final = self._sums(ledger.losses)
        self._raw: Final = sum([entry.minutes for entry in ledger.entries])

    def _sums(self, losses: Iterable[Loss]) -> Taken:
        """First by the reason itself, which many rows share: to compare what it says takes longer."""
        minutes_by: dict[tuple[Cell, int], int] = defaultdict(int)
        reasons: dict[int, Loss] = {}
        for loss in losses:
            minutes_by[self._cells[loss.row], id(loss.why)] += loss.minutes
            reasons[id(loss.why)] = loss
        together: Taken = defaultdict(int)
        for (cell, reason), minutes in minutes_by.items():
            together[cell, reasons[reason].cut, reasons[reason].why] += minutes
        return together

    @property
    def standing(self) -> Standing:
        return self.ledger.standing

    def chosen(self, rule: Rule) -> Sequence[int]:
        """The rows a rule is about, whatever became of them."""
        rows: Sequence[int] = self.everything
        if rule.in_force and rule.in_force.by is Selector.WORK:
            rows = [row for row in rows if rule.in_force.covers(self.ledger.entries[row].on)]
        return self.ledger.chosen(rows, rule.which) if isinstance(rule, Chooses) else rows

    def raw(self, rows: Sequence[int]) -> int:
        entries = self.ledger.entries
        return self._raw if self._are_all(rows) else sum([entries[row].minutes for row in rows])

    def pending(self, rows: Sequence[int]) -> int:
        waits = self.ledger.waits
        return sum(waits.values()) if self._are_all(rows) else sum([waits.get(row, 0) for row in rows])

    def counted(self, rows: Iterable[int]) -> list[int]:
        left = self.ledger.left
        return [row for row in rows if left[row]]

    def waiting(self, rows: Sequence[int]) -> list[int]:
        waits = self.ledger.waits
        return sorted(waits) if self._are_all(rows) else [row for row in rows if row in waits]

    def reasons(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Why some of these do not count, period by period, and until when the others may wait."""
        return (*self._lost(rows), *self._waiting(rows))

    def taken_by(self, rule: Rule) -> tuple[str, ...]:
        """What one rule took, and why."""
        own = {key: minutes for key, minutes in self.taken.items() if key[1].rule == rule.id}
        waiting = self._waiting(self.everything) if rule is self.sign_by else []
        return (*_sentences(own), *waiting)

    def _lost(self, rows: Sequence[int]) -> list[str]:
        if self._are_all(rows):
            return _sentences(self.taken)
        wanted = frozenset(rows)
        return _sentences(self._sums(loss for loss in self.ledger.losses if loss.row in wanted))

    def _waiting(self, rows: Sequence[int]) -> list[str]:
        if not (waiting := self.waiting(rows)):
            return []
        minutes = as_hours(self.pending(waiting))
        if self.sign_by is None:
            return [_("%(minutes)s waiting for a signature.", minutes=minutes)]
        first = min(self.ledger.entries[row].on for row in waiting)
        said = _(
            "%(minutes)s waiting for a signature. Those of %(month)s count only if signed by %(day)s.",
            minutes=minutes,
            month=month_in_words(first),
            day=say_date(deadline_of(self.sign_by)(first)),
        )
        return [said]

    def _are_all(self, rows: Sequence[int]) -> bool:
        return len(rows) == len(self.ledger.entries)


def _sentences(taken: Taken) -> list[str]:
    """In the order of periods, then of rules; the same sentence of two scopes is said once for both."""
    found: dict[tuple[str, Cut, Why], int] = defaultdict(int)
    for (cell, cut, why), minutes in taken.items():
        if cut.policy is not Policy.PENDING:
            found[cell[0], cut, why] += minutes
    told = sorted(found.items(), key=lambda item: (*item[0][:2], item[0][2].order))
    return [why.of(minutes) for (*_place, why), minutes in told]


def in_number(rule: Rule, unit: Unit, needed: int, have: int, *reasons: str) -> Answer:
    """An answer to which nothing can be pending."""
    return Answer(
        id=rule.id, label=rule.label, unit=unit, needed=needed, raw=have, countable=have, reasons=reasons
    )
