"""Which entries lose how much: what each adjustment of a period is made of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from training.domain.program.rules import Counting, Requirement
from training.domain.requirements import held, worked_through
from training.domain.requirements.facts import Entry, Standing
from training.domain.requirements.ledger import Cut, Why
from training.domain.requirements.periods import Cell

Part = tuple[int, int]
"""A row of the log, by its place, and the minutes taken of it."""


def by_entry(
    rules: Iterable[Requirement], entries: Sequence[Entry], standing: Standing, counting: Counting
) -> dict[Cell, list[list[Part]]]:
    """For each period and scope, in the order of its adjustments, the rows behind each of them."""
    ledger = worked_through(held(rules, standing), entries, standing, counting)
    cells = tuple(ledger.cells(counting.period, counting.scope))
    parts: dict[tuple[Cell, Cut, Why], list[Part]] = defaultdict(list)
    for loss in ledger.losses:
        parts[cells[loss.row], loss.cut, loss.why].append((loss.row, loss.minutes))
    found: dict[Cell, list[list[Part]]] = defaultdict(list)
    for (cell, _, _), rows in sorted(parts.items(), key=lambda item: (item[0][1], item[0][2].order)):
        found[cell].append(sorted(rows))
    return found
