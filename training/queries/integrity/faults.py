"""What is told of a row that is not as it was written, and how such a row is read at all.

A value changed by hand may be none that its type knows: moments, days and JSON are read as text.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Text, cast

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Fault:
    """One row that is not what it should be: which table, which row in words, and why."""

    table: str
    row: str
    reason: str


def raw(column: Any) -> Any:
    """The column as text, under its own name."""
    return cast(column, Text).label(column.name)


def moment(text: str | None) -> datetime | None:
    """A moment as the database writes it; None where it is none. Raises nothing."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def parsed(text: str | bytes | None) -> dict[str, Any]:
    """The JSON object in a text; an empty one where there is none. Raises nothing."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
