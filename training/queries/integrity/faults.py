"""What is told of a row that is not as it was written."""

from dataclasses import dataclass

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Fault:
    """One row that is not what it should be: which table, which row in words, and why."""

    table: str
    row: str
    reason: str
