"""The log while the rules work on it: what is left of every entry, and who took the rest and why.

A rule never changes an entry; it takes minutes off what is `left` of it and says why, so that for every
entry `minutes = left + all that was taken`. Which of several entries loses first depends on what they say,
never on the order in which they came: the later day first; on the same day what no minimum asks for.
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from training.domain.program.rules import ByPeriod, Counting, Policy, Rule, Scope, Selector, Span, Which
from training.domain.requirements.facts import Entry, Standing
from training.domain.requirements.periods import Cell, in_words, labeller

LOST = "{lost}"
"""Stands in a sentence for the minutes it explains, which are known when all of a period are together."""


class Cut(NamedTuple):
    """Who takes: a rule by its place in the program, its id, and what its policy is."""

    order: int
    rule: str
    policy: Policy


class Loss(NamedTuple):
    row: int
    cut: Cut
    why: str
    minutes: int


class Part(NamedTuple):
    """The entries of one period and scope, and its name for a sentence."""

    rows: list[int]
    name: str


class Ledger:
    """Rows are positions in the log. `live` are those that rules may look at: signed, begun, not ahead."""

    def __init__(
        self, entries: Sequence[Entry], standing: Standing, counting: Counting, valued: Iterable[str]
    ) -> None:
        self.entries = entries
        self.standing = standing
        self.counting = counting
        self.left = [entry.minutes for entry in entries]
        self.is_out = [False] * len(entries)
        self.live: Sequence[int] = range(len(entries))
        self.unsigned: list[int] = []  # past the deadline: for the rule that set it to take
        self.waits: dict[int, int] = {}  # minutes of each row that awaits a signature in time
        self.losses: list[Loss] = []
        self._valued = frozenset(valued)
        self._cells: dict[tuple[Span, Scope], list[Cell]] = {}

    # -------------------------------------------------------------- which entries

    def rows(self, rule: Rule) -> list[int]:
        """What a rule may look at; under a rule that holds by the day of work, only those days."""
        is_out, force = self.is_out, rule.in_force
        rows = [row for row in self.live if not is_out[row]]
        if force is None or force.by is not Selector.WORK:
            return rows
        return [row for row in rows if force.covers(self.entries[row].on)]

    def chosen(self, rows: Sequence[int], which: Which) -> Sequence[int]:
        entries = self.entries
        if which.activities:
            activities = frozenset(which.activities)
            rows = [row for row in rows if entries[row].activity in activities]
        if which.mode:
            rows = [row for row in rows if entries[row].mode == which.mode]
        if which.tags:
            tags = frozenset(which.tags)
            rows = [row for row in rows if tags <= entries[row].tags]
        return rows

    def parts(self, rule: ByPeriod) -> Iterator[Part]:
        """The entries by the period and scope of the rule, or else of the program, in order."""
        span, scope = rule.period or self.counting.period, rule.scope or self.counting.scope
        cells, found = self.cells(span, scope), dict[Cell, list[int]]()
        for row in self.rows(rule):
            found.setdefault(cells[row], []).append(row)
        is_alone = len({value for _, value in found}) == 1
        for cell in sorted(found, key=written):
            yield Part(found[cell], in_words(cell, span, scope, is_alone=is_alone))

    def cells(self, span: Span, scope: Scope) -> list[Cell]:
        """The period and scope of every row."""
        if (span, scope) not in self._cells:
            label = labeller(span, self.counting.first_day)
            of = (lambda _: None) if scope is Scope.ALL else attrgetter(scope.value)
            self._cells[span, scope] = [(label(entry.on), of(entry)) for entry in self.entries]
        return self._cells[span, scope]

    def minutes(self, rows: Iterable[int]) -> int:
        left = self.left
        return sum([left[row] for row in rows])

    # -------------------------------------------------------------- taking

    def take(self, row: int, minutes: int, cut: Cut, why: str) -> None:
        if minutes:
            self.left[row] -= minutes
            self.losses.append(Loss(row, cut, why, minutes))

    def zero(self, rows: Iterable[int], cut: Cut, why: str) -> None:
        """All of these, and no later rule sees them: no contact, no case, no session."""
        for row in rows:
            self.take(row, self.left[row], cut, why)
            self.is_out[row] = True

    def trim(self, rows: Iterable[int], minutes: int, cut: Cut, why: str) -> None:
        """So many minutes of these, the latest first. An entry trimmed to nothing is still a meeting held."""
        for row in sorted(rows, key=self._rank, reverse=True):
            if minutes <= 0:
                return
            taken = min(minutes, self.left[row])
            self.take(row, taken, cut, why)
            minutes -= taken

    def prorate(self, rows: Iterable[int], have: int, needed: int, cut: Cut, why: str) -> None:
        """Leave `have / needed` of them together, rounded down once: each keeps its part of a running sum."""
        before = 0
        for row in sorted(rows, key=self._rank):
            after = before + self.left[row]
            kept = after * have // needed - before * have // needed
            before = after
            self.take(row, self.left[row] - kept, cut, why)

    def _rank(self, row: int) -> tuple[Any, ...]:
        entry = self.entries[row]
        return (
            entry.on,
            entry.activity not in self._valued,
            entry.activity,
            entry.mode or "",
            entry.setting or "",
            entry.supervisor or "",
            entry.case or "",
            sorted(entry.tags),
            entry.group_size or 0,
            entry.observed_minutes,
            entry.minutes,
        )


def fits(entry: Entry, which: Which) -> bool:
    """Whether one entry is among those that are meant; `Ledger.chosen` asks the same of many."""
    return (
        (not which.activities or entry.activity in which.activities)
        and (which.mode is None or entry.mode == which.mode)
        and entry.tags.issuperset(which.tags)
    )


def written(cell: Cell) -> tuple[str, str]:
    return cell[0], cell[1] or ""
