"""What is known: the log, and everything but the log. Plain values; nobody asks a clock or a database."""

from dataclasses import dataclass
from datetime import date

from training.domain.program.rules import Mode

Leave = tuple[date, date | None]  # first and last day; None: it goes on
Validity = tuple[str, date, date | None]  # a supervisor, and the first and last day; None: no end is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the log. `minutes` > 0; `signed_on` None: nobody has signed it yet."""

    on: date
    minutes: int
    activity: str
    case: str | None = None
    supervisor: str | None = None
    signed_on: date | None = None
    mode: Mode | None = None
    group_size: int | None = None
    setting: str | None = None
    tags: frozenset[str] = frozenset()
    observed_minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Everything but the log, as it is on the day of the question.

    `started_on` None: only the log is known, so nothing is too early, and clocks run from the first entry
    that is signed. Whoever has not applied or has no contract yet is judged as if they did so today.
    """

    on: date
    started_on: date | None = None
    applied_on: date | None = None
    contracted_on: date | None = None
    leave: tuple[Leave, ...] = ()
    supervisors: tuple[Validity, ...] = ()
    closed_cases: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    attested: frozenset[str] = frozenset()
    evaluations: int = 0
    evaluated_on: tuple[date, ...] = ()
