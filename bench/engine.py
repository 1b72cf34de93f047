"""The requirement engine, in CPU time: ten years of daily entries, twice as many, and many people.

The batch is what a report over everyone does: read each person's rows out of SQLite, make entries of them,
answer every rule. It is held against merely fetching the same rows as tuples.
"""

import os
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import process_time

from training.domain.program import Rules, read_rules
from training.domain.program.rules import Mode
from training.domain.requirements import Entry, Standing, progress

ROOT = Path(__file__).parent.parent
BOOKS = {
    "surrogate_partner": ROOT / "training" / "programs" / "surrogate-partner.toml",
    "bacb": ROOT / "docs" / "programs" / "bacb-supervised-2022.toml",
    "bbs": ROOT / "docs" / "programs" / "bbs-lmft.toml",
    "emdria": ROOT / "docs" / "programs" / "emdria-consultation.toml",
}
ROWS = 10_000
BEGAN, ENDED = date(2000, 1, 1), date(2026, 1, 15)
DAYS = 3_650
PLACES = (20, 200, 2_000)  # people; `ENGINE_PEOPLE=10000` asks for one more place
ROWS_EACH = 1_500
TIMES = 15


def entry(number: int, rows: int, activities: list[str]) -> Entry:
    """Every column is filled, so that all rules have work; one in fifty is unsigned."""
    on = ENDED - timedelta(days=(rows - number) * DAYS // ROWS)
    return Entry(
        on=on,
        minutes=30 + number % 90,
        activity=activities[number % len(activities)],
        case=f"T2-B{number % 7}",
        supervisor=f"S{number % 2}",
        setting=f"W{number % 2}",
        mode=Mode.INDIVIDUAL if number % 3 else Mode.GROUP,
        group_size=number % 12 or None,
        tags=frozenset({"unrestricted"}) if number % 2 else frozenset(),
        observed_minutes=number % 5,
        signed_on=on + timedelta(days=20) if number % 50 else None,
    )


def log_of(book: Rules, rows: int) -> list[Entry]:
    activities = [one.id for one in book.internship.activities]
    return [entry(number, rows, activities) for number in range(rows)]


def takes_ms(*works: Callable[[], object]) -> list[float]:
    """The least of several times, all in turn: what else the machine does only ever makes them longer."""
    took = [[_once(work) for work in works] for _ in range(TIMES)]
    return [min(column) for column in zip(*took, strict=True)]


def _once(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return (process_time() - began) * 1000


def answering(book: Rules, rows: int) -> Callable[[], object]:
    log, standing = log_of(book, rows), Standing(on=date(2026, 2, 15), started_on=BEGAN)
    rules = book.internship
    return lambda: progress(rules.requirements, log, standing, rules.counting)


# ------------------------------------------------------------------ many people


def stored(book: Rules, people: int) -> sqlite3.Connection:
    """So many people with so many rows each, as plain columns."""
    base = sqlite3.connect(":memory:")
    base.execute(
        'CREATE TABLE entry (person INT, "on" TEXT, minutes INT, activity TEXT, "case" TEXT, signed TEXT)'
    )
    log = [_columns(one) for one in log_of(book, ROWS_EACH)]
    for person in range(people):
        base.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", [(person, *row) for row in log])
    base.execute("CREATE INDEX log ON entry (person)")
    return base


def _columns(one: Entry) -> tuple[str, int, str, str | None, str | None]:
    signed = one.signed_on.isoformat() if one.signed_on else None
    return one.on.isoformat(), one.minutes, one.activity, one.case, signed


def rows_of(base: sqlite3.Connection, person: int) -> list[tuple[str, int, str, str, str | None]]:
    asked = base.execute(
        'SELECT "on", minutes, activity, "case", signed FROM entry WHERE person = ?', (person,)
    )
    return asked.fetchall()


def read_all(base: sqlite3.Connection, people: int) -> None:
    for person in range(people):
        rows_of(base, person)


def answer_all(base: sqlite3.Connection, book: Rules, people: int) -> None:
    standing, rules, day = (
        Standing(on=date(2026, 2, 15), started_on=BEGAN),
        book.internship,
        date.fromisoformat,
    )
    for person in range(people):
        log = [
            Entry(
                on=day(on),
                minutes=minutes,
                activity=activity,
                case=case,
                signed_on=day(signed) if signed else None,
            )
            for on, minutes, activity, case, signed in rows_of(base, person)
        ]
        progress(rules.requirements, log, standing, rules.counting)


def batch(book: Rules, people: int) -> dict[str, float]:
    """Each once: a report over everyone is long enough to be measured so."""
    base, rows = stored(book, people), people * ROWS_EACH
    read, answered = _once(lambda: read_all(base, people)), _once(lambda: answer_all(base, book, people))
    base.close()
    return {
        "people": people,
        "rows_each": ROWS_EACH,
        "read_rows_per_cpu_s": round(rows / read * 1000),
        "answered_rows_per_cpu_s": round(rows / answered * 1000),
        "answering_costs_times_reading": round(answered / read, 1),
    }


def batches(book: Rules) -> dict[str, dict[str, float]]:
    more = os.environ.get("ENGINE_PEOPLE")
    places = (*PLACES, *([int(more)] if more else []))
    return {f"of_{people}": batch(book, people) for people in places}


def measure() -> dict[str, object]:
    books = {name: read_rules(path.read_text()) for name, path in BOOKS.items()}
    found: dict[str, object] = {"rows": ROWS}
    for name, book in books.items():
        whole, twice = takes_ms(answering(book, ROWS), answering(book, 2 * ROWS))
        found[name] = {"cpu_ms": round(whole, 1), "twice_the_rows_costs_times": round(twice / whole, 2)}
    return found | {"batches": batches(books["surrogate_partner"])}
