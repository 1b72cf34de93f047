"""A log of hours from a CSV file: every bad row is named, with its column and the reason."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from training.domain.hours import as_hours
from training.domain.program import Program
from training.domain.requirements import Entry, Standing

NEEDED = ("date", "minutes", "activity")
ANSWERED = (*NEEDED, "supervisor", "case", "signed_on")
NOT_ANSWERED = ("mode", "group_size", "setting", "tags", "observed_minutes")
"""Columns of the format that no rule of a program asks about yet: allowed while they are empty."""

A_DAY = 24 * 60


class LogWrong(Exception):
    """Every mistake, one line each: file, line, column, reason."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class _Mistakes:
    def __init__(self, file: Path) -> None:
        self.file = file
        self.lines: list[str] = []

    def add(self, line: int, column: str, reason: str) -> None:
        self.lines.append(f"{self.file}:{line}: {column}: {reason}")


def read_log(file: Path, program: Program) -> list[Entry]:
    """The entries of a file. Raises LogWrong."""
    wrong = _Mistakes(file)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise LogWrong([f"{file}: this is not UTF-8 text."]) from None
    rows = csv.DictReader(text.splitlines())
    if _check_columns(rows.fieldnames or [], wrong):
        entries = [entry for row in rows if (entry := _entry(row, rows.line_num, program, wrong))]
        for day in more_than_a_day(entries):
            wrong.lines.append(f"{file}: minutes: more than 24 hours on {day}.")
        if not wrong.lines:
            return entries
    raise LogWrong(wrong.lines)


def _check_columns(names: Sequence[str], wrong: _Mistakes) -> bool:
    for name in names:
        if name not in ANSWERED + NOT_ANSWERED:
            wrong.add(1, name, "there is no such column.")
    for name in NEEDED:
        if name not in names:
            wrong.add(1, name, "this column is missing.")
    return not wrong.lines


def _entry(row: dict[str, str], line: int, program: Program, wrong: _Mistakes) -> Entry | None:
    before = len(wrong.lines)
    if None in row or None in row.values():
        wrong.add(line, "row", "it has more or fewer cells than the first line.")
        return None
    for column, reason in _faults(row, program):
        wrong.add(line, column, reason)
    if len(wrong.lines) > before:
        return None
    return Entry(
        on=date.fromisoformat(row["date"]),
        minutes=int(row["minutes"]),
        activity=row["activity"],
        case=row.get("case") or None,
        supervisor=row.get("supervisor") or None,
        signed_on=_day(row.get("signed_on", "")),
    )


def _faults(row: dict[str, str], program: Program) -> Iterator[tuple[str, str]]:
    for column in ("date", "signed_on"):
        if (row.get(column) or column == "date") and _day(row.get(column, "")) is None:
            yield column, f"“{row[column]}” is no day; write 2026-03-31."
    if not row["minutes"].isascii() or not row["minutes"].isdigit() or not 0 < int(row["minutes"]) <= A_DAY:
        yield "minutes", f"“{row['minutes']}” is not a whole number from 1 to {A_DAY}."
    if row["activity"] not in {one.id for one in program.internship.activities}:
        yield "activity", f"the program has no activity “{row['activity']}”."
    for column in NOT_ANSWERED:
        if row.get(column):
            yield column, "no rule of this program asks for it, so it must be empty."


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-03-31") else None
    except ValueError:
        return None


def more_than_a_day(entries: list[Entry]) -> list[str]:
    """Days on which more was worked than a day has."""
    days: Counter[date] = Counter()
    for entry in entries:
        days[entry.on] += entry.minutes
    return [f"{day:%-d %B %Y}: {as_hours(sum_)}" for day, sum_ in sorted(days.items()) if sum_ > A_DAY]


def standing_of(entries: list[Entry], on: date) -> Standing:
    """As far as a log alone tells: the internship began with its first entry, and no case is closed."""
    return Standing(on=on, started_on=min((entry.on for entry in entries), default=on))
