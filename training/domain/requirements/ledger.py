"""The log while the rules work on it: what is left of every entry, and who took the rest and why.

A rule never changes an entry; it takes minutes off what is `left` of it and says why, so that for every
entry `minutes = left + all that was taken`. Which of several entries loses first depends on what they say,
never on the order in which they came: the later day first; on the same day what no minimum asks for.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Any, NamedTuple

from training.domain.hours import as_hours
from training.domain.program.rules import ByPeriod, Counting, Policy, Rule, Scope, Selector, Span, Which
from training.domain.requirements.facts import Entry, Standing
from training.domain.requirements.periods import Cell, Stretch, labels


class Why(NamedTuple):
    """A reason as plain values, which group and sort alike in every language.

    `say(*about, lost)` makes the sentence, where it is said: the minutes it explains are known only when all
    of a period are together.
    """

    say: Callable[..., str]
    about: tuple[Any, ...]

    @property
    def order(self) -> tuple[str, tuple[Any, ...]]:
        return self.say.__name__, self.about

    def of(self, minutes: int) -> str:
        return self.say(*self.about, as_hours(minutes))


def because(say: Callable[..., str], *about: object) -> Why:
    """A reason; what it is about has to be plain values that can be compared."""
    return Why(say, about)


class Cut(NamedTuple):
    """Who takes: a rule by its place in the program, its id, and what its policy is."""

    order: int
    rule: str
    policy: Policy


class Loss(NamedTuple):
    row: int
    cut: Cut
    why: Why
    minutes: int


class Part(NamedTuple):
    """The entries of one period and scope; how it is called is worked out only where a sentence says it."""

    rows: list[int]
    stretch: Stretch


class Ledger:
    """Rows are positions in the log. No rule looks at those that are `out`: unsigned, ahead, or lost."""

    def __init__(
        self, entries: Sequence[Entry], standing: Standing, counting: Counting, valued: Iterable[str]
    ) -> None:
        self.entries = entries
        self.standing = standing
        self.counting = counting
        self.left = [entry.minutes for entry in entries]
        self.is_out = [False] * len(entries)
        self.unsigned: list[int] = []  # past the deadline: for the rule that set it to take
        self.waits: dict[int, int] = {}  # minutes of each row that awaits a signature in time
        self.losses: list[Loss] = []
        self._valued = frozenset(valued)
        self._together: dict[tuple[Span, Scope], dict[Cell, list[int]]] = {}

    # -------------------------------------------------------------- which entries

    def rows(self, rule: Rule) -> list[int]:
        """What a rule may look at; under a rule that holds by the day of work, only those days."""
        rows = [row for row, is_out in enumerate(self.is_out) if not is_out]
        return self.in_force(rule, rows)

    def in_force(self, rule: Rule, rows: list[int]) -> list[int]:
        force = rule.in_force
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
        together, is_out = self.together(span, scope), self.is_out
        is_alone = len({value for _, value in together}) == 1
        for cell, members in together.items():
            if rows := self.in_force(rule, [row for row in members if not is_out[row]]):
                yield Part(rows, Stretch.of(cell, span, scope, is_alone=is_alone))

    def together(self, span: Span, scope: Scope) -> dict[Cell, list[int]]:
        """All rows, out or not, by their period and scope, in order."""
        if (span, scope) not in self._together:
            found: dict[Cell, list[int]] = defaultdict(list)
            for row, cell in enumerate(self.cells(span, scope)):
                found[cell].append(row)
            self._together[span, scope] = {cell: found[cell] for cell in sorted(found, key=written)}
        return self._together[span, scope]

    def cells(self, span: Span, scope: Scope) -> Iterator[Cell]:
        """The period and scope of every row, in the order of the log."""
        label = labels(span, self.counting.first_day)
        days = [label[entry.on] for entry in self.entries]
        of = repeat(None) if scope is Scope.ALL else map(attrgetter(scope.value), self.entries)
        return zip(days, of, strict=False)

    def minutes(self, rows: Iterable[int]) -> int:
        left = self.left
        return sum([left[row] for row in rows])

    # -------------------------------------------------------------- taking

    def take(self, row: int, minutes: int, cut: Cut, why: Why) -> None:
        if minutes:
            self.left[row] -= minutes
            self.losses.append(Loss(row, cut, why, minutes))

    def zero(self, rows: Iterable[int], cut: Cut, why: Why) -> None:
        """All of these, and no later rule sees them: no contact, no case, no session."""
        for row in rows:
            self.take(row, self.left[row], cut, why)
            self.is_out[row] = True

    def trim(self, rows: Iterable[int], minutes: int, cut: Cut, why: Why) -> None:
        """So many minutes of these, the latest first. An entry trimmed to nothing is still a meeting held."""
        if minutes <= 0:
            return
        for row in sorted(rows, key=self._rank, reverse=True):
            if minutes <= 0:
                return
            taken = min(minutes, self.left[row])
            self.take(row, taken, cut, why)
            minutes -= taken

    def prorate(self, rows: Iterable[int], have: int, needed: int, cut: Cut, why: Why) -> None:
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
