"""A log of hours from a CSV file: every bad row is named, with its column and the reason."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from training.domain.hours import as_hours
from training.domain.program import Rules
from training.domain.program.rules import Mode
from training.domain.requirements import Entry

NEEDED = ("date", "minutes", "activity")
COLUMNS = (
    *NEEDED,
    "mode",
    "group_size",
    "supervisor",
    "setting",
    "case",
    "tags",
    "observed_minutes",
    "signed_on",
)
A_DAY = 24 * 60
Row = dict[str, str]


class LogWrong(Exception):
    """Every mistake, one line each: file, line, column, reason."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class _Mistakes:
    def __init__(self, file: Path) -> None:
        self.file = file
        self.found: list[tuple[int, str, str]] = []

    def add(self, line: int, column: str, reason: str) -> None:
        self.found.append((line, column, reason))

    def lines(self) -> list[str]:
        """In the order of the file; of one row in the order of its columns."""
        ordered = sorted(self.found, key=lambda one: one[0])
        return [f"{self.file}:{line}: {column}: {reason}" for line, column, reason in ordered]


def read_log(file: Path, program: Rules) -> list[Entry]:
    """The entries of a file. Raises LogWrong."""
    wrong = _Mistakes(file)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise LogWrong([f"{file}: this is not UTF-8 text."]) from None
    entries = _entries(text, program, wrong)
    if wrong.found:
        raise LogWrong(wrong.lines())
    return entries


def _entries(text: str, program: Rules, wrong: _Mistakes) -> list[Entry]:
    rows = csv.reader(io.StringIO(text, newline=""))
    names = [name.strip() for name in next(rows, [])]
    _check_columns(names, wrong)
    if wrong.found:
        return []
    activities, numbered = frozenset(one.id for one in program.internship.activities), list[tuple[int, Row]]()
    for cells in rows:
        if len(cells) == len(names):
            row = {name: cell.strip() for name, cell in zip(names, cells, strict=True)}
            numbered.append((rows.line_num, row))
        elif cells:
            wrong.add(rows.line_num, "row", "it has more or fewer cells than the first line.")
    return _checked(numbered, activities, wrong)


def _check_columns(names: Sequence[str], wrong: _Mistakes) -> None:
    for name, times in Counter(names).items():
        if name not in COLUMNS:
            wrong.add(1, name, "there is no such column.")
        elif times > 1:
            wrong.add(1, name, "this column is there twice.")
    for name in NEEDED:
        if name not in names:
            wrong.add(1, name, "this column is missing.")


def _checked(numbered: list[tuple[int, Row]], activities: frozenset[str], wrong: _Mistakes) -> list[Entry]:
    entries, worked = [], Counter[date]()
    for line, row in numbered:
        faults = list(_faults(row, activities))
        for column, reason in faults:
            wrong.add(line, column, reason)
        if faults:
            continue
        entry = _entry(row)
        entries.append(entry)
        worked[entry.on] += entry.minutes
        if worked[entry.on] > A_DAY:
            together = as_hours(worked[entry.on])
            wrong.add(
                line, "minutes", f"more than 24 hours on {entry.on:%-d %B %Y}: {together} with this row."
            )
    return entries


def _entry(row: Row) -> Entry:
    return Entry(
        on=date.fromisoformat(row["date"]),
        minutes=int(row["minutes"]),
        activity=row["activity"],
        case=row.get("case") or None,
        supervisor=row.get("supervisor") or None,
        signed_on=_day(row.get("signed_on", "")),
        mode=Mode(row["mode"]) if row.get("mode") else None,
        group_size=_number(row, "group_size"),
        setting=row.get("setting") or None,
        tags=frozenset(row.get("tags", "").split()),
        observed_minutes=_number(row, "observed_minutes") or 0,
    )


def _number(row: Row, column: str) -> int | None:
    return int(row[column]) if row.get(column) else None


# ------------------------------------------------------------------ what is wrong with a row


def _faults(row: Row, activities: frozenset[str]) -> Iterator[tuple[str, str]]:
    """In the order of the columns. An empty cell means “not given”, but for the three that are needed."""
    for column, fault in _FAULTS.items():
        cell = row.get(column, "")
        if (cell or column in NEEDED) and (reason := fault(cell)):
            yield column, reason
    if row["activity"] not in activities:
        yield "activity", f"the program has no activity “{row['activity']}”."
    if _is_number(row["minutes"]) and _is_number(row.get("observed_minutes", "")):
        minutes, observed = int(row["minutes"]), int(row["observed_minutes"])
        if observed > minutes:
            yield "observed_minutes", f"{observed} is more than the {minutes} minutes of the entry."


def _no_day(cell: str) -> str | None:
    return None if _day(cell) else f"“{cell}” is no day; write 2026-03-31."


def _no_minutes(cell: str) -> str | None:
    if _is_number(cell) and 0 < int(cell) <= A_DAY:
        return None
    return f"“{cell}” is not a whole number from 1 to {A_DAY}."


def _no_mode(cell: str) -> str | None:
    return None if cell in {*Mode} else f"“{cell}” is neither individual nor group."


def _no_size(cell: str) -> str | None:
    return None if _is_number(cell) and int(cell) else f"“{cell}” is not a whole number from 1."


def _no_number(cell: str) -> str | None:
    return None if _is_number(cell) else f"“{cell}” is not a whole number from 0."


_FAULTS: dict[str, Callable[[str], str | None]] = {
    "date": _no_day,
    "minutes": _no_minutes,
    "mode": _no_mode,
    "group_size": _no_size,
    "observed_minutes": _no_number,
    "signed_on": _no_day,
}


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"[0-9]{1,9}", cell) is not None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None
