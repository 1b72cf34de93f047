"""A question put to the log when all rules have taken what they take, and what every answer is made of."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from training.domain.hours import as_hours
from training.domain.program.rules import Chooses, Policy, Rule, Selector, SignBy
from training.domain.requirements.answers import Answer, Unit
from training.domain.requirements.facts import Standing
from training.domain.requirements.ledger import LOST, Cut, Ledger
from training.domain.requirements.periods import day_in_words, month_in_words
from training.domain.requirements.signing import deadline_of


@dataclass(slots=True)
class Asked:
    """`spent`: rows already counted by a rule that counts each hour once, by the word it shares."""

    ledger: Ledger
    sign_by: SignBy | None
    spent: dict[str, set[int]] = field(default_factory=dict)

    @property
    def standing(self) -> Standing:
        return self.ledger.standing

    def chosen(self, rule: Rule) -> Sequence[int]:
        """The rows a rule is about, whatever became of them."""
        rows: Sequence[int] = range(len(self.ledger.entries))
        if rule.in_force and rule.in_force.by is Selector.WORK:
            rows = [row for row in rows if rule.in_force.covers(self.ledger.entries[row].on)]
        return self.ledger.chosen(rows, rule.which) if isinstance(rule, Chooses) else rows

    def raw(self, rows: Iterable[int]) -> int:
        entries = self.ledger.entries
        return sum([entries[row].minutes for row in rows])

    def pending(self, rows: Sequence[int]) -> int:
        waits = self.ledger.waits
        return sum(waits.values()) if self._are_all(rows) else sum([waits.get(row, 0) for row in rows])

    def counted(self, rows: Iterable[int]) -> list[int]:
        left = self.ledger.left
        return [row for row in rows if left[row]]

    def waiting(self, rows: Iterable[int]) -> list[int]:
        return [row for row in rows if row in self.ledger.waits]

    def reasons(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Why some of these do not count, period by period, and until when the others may wait."""
        return (*self._lost(rows), *self._waiting(rows))

    def taken_by(self, rule: Rule) -> tuple[str, ...]:
        """What one rule took, and why."""
        rows = range(len(self.ledger.entries))
        waiting = self._waiting(rows) if rule is self.sign_by else []
        return (*self._lost(rows, rule.id), *waiting)

    def _lost(self, rows: Sequence[int], rule: str | None = None) -> list[str]:
        wanted = None if self._are_all(rows) else frozenset(rows)
        counting = self.ledger.counting
        cells = self.ledger.cells(counting.period, counting.scope)
        found = Counter[tuple[str, Cut, str]]()
        for row, cut, why, minutes in self.ledger.losses:
            is_meant = (wanted is None or row in wanted) and rule in {None, cut.rule}
            if is_meant and cut.policy is not Policy.PENDING:
                found[cells[row][0], cut, why] += minutes
        return [why.replace(LOST, as_hours(minutes)) for (_, _, why), minutes in sorted(found.items())]

    def _waiting(self, rows: Sequence[int]) -> list[str]:
        if not (waiting := self.waiting(rows)):
            return []
        waits = f"{as_hours(self.pending(waiting))} waiting for a signature."
        if self.sign_by is None:
            return [waits]
        first = min(self.ledger.entries[row].on for row in waiting)
        last = day_in_words(deadline_of(self.sign_by)(first))
        return [f"{waits} Those of {month_in_words(first)} count only if signed by {last}."]

    def _are_all(self, rows: Sequence[int]) -> bool:
        return len(rows) == len(self.ledger.entries)


def in_number(rule: Rule, unit: Unit, needed: int, have: int, *reasons: str) -> Answer:
    """An answer to which nothing can be pending."""
    return Answer(
        id=rule.id, label=rule.label, unit=unit, needed=needed, raw=have, countable=have, reasons=reasons
    )
