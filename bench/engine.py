"""The requirement engine, in CPU time, on a log far longer than any: 10,000 entries, and half of that."""

from datetime import date, timedelta
from statistics import median
from time import process_time

from tests.factories import program
from training.domain.requirements import Entry, Standing, progress

ROWS = 10_000
BEGAN = date(2024, 1, 15)
ACTIVITIES = [one.id for one in program().internship.activities]


def entry(number: int) -> Entry:
    on = BEGAN + timedelta(days=number % 900)
    return Entry(
        on=on,
        minutes=30 + number % 90,
        activity=ACTIVITIES[number % len(ACTIVITIES)],
        case=f"T2-B{number % 7}",
        signed_on=on + timedelta(days=20) if number % 5 else None,
    )


def takes_ms(rows: int) -> float:
    rules, entries = program().internship.requirements, [entry(number) for number in range(rows)]
    standing = Standing(on=date(2026, 10, 15), started_on=BEGAN)
    took = []
    for _ in range(15):
        began = process_time()
        progress(rules, entries, standing)
        took.append((process_time() - began) * 1000)
    return median(took)


def measure() -> dict[str, float]:
    half, whole = takes_ms(ROWS // 2), takes_ms(ROWS)
    return {
        "rows": ROWS,
        "half_cpu_ms": round(half, 1),
        "whole_cpu_ms": round(whole, 1),
        "doubling_costs_times": round(whole / half, 2),
    }
