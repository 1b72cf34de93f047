"""`python -m bench [part …]`: measure, print a table, and keep the figures in bench/results.json."""

import importlib
import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PARTS = ("engine", "start", "signoff", "record", "certificates", "pages")
RESULTS = Path(__file__).with_name("results.json")


def measured(part: str) -> dict[str, Any]:
    print(f"measuring {part} …", file=sys.stderr)
    found: dict[str, Any] = importlib.import_module(f"bench.{part}").measure()
    return found | {"measured_on": f"{datetime.now(UTC):%Y-%m-%d}", "load": round(os.getloadavg()[0], 1)}


def rows(figures: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Figures inside figures, under the names that lead there."""
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from rows(value, f"{above}{name} · ")
        else:
            yield f"{above}{name}".replace("_", " "), value


def show(results: dict[str, Any]) -> None:
    table = list(rows(results))
    width = max(len(name) for name, _ in table)
    for name, value in table:
        print(f"{name:{width}}  {value:>12}")


def main(wanted: list[str]) -> None:
    if unknown := set(wanted) - set(PARTS):
        raise SystemExit(f"There is no part {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.")
    there = [part for part in PARTS if importlib.util.find_spec(f"bench.{part}")]
    results = {part: measured(part) for part in there if part in (wanted or there)}
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    RESULTS.write_text(json.dumps(kept | results, indent=2) + "\n")
    show(results)


main(sys.argv[1:])
