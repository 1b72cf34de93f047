"""The guide for operators names every setting there is, and none that is not."""

import re
from pathlib import Path

from training.config import Settings

GUIDE = Path(__file__).parent.parent / "docs" / "operations.md"


def test_the_guide_lists_exactly_the_settings_there_are():
    rows = [line for line in GUIDE.read_text().splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row.split("|")[1])}

    assert named == {field.alias for field in Settings.model_fields.values()}
