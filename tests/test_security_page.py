"""The page about security names files and tests: each of them is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text()


def test_every_file_it_names_exists():
    named = set(re.findall(r"`((?:training|tests)/[\w./]+)`", PAGE))
    assert len(named) > 50
    assert sorted(one for one in named if not (ROOT / one).exists()) == []


def test_every_test_it_names_exists():
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    written = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)", file.read_text())
    }
    assert len(named) > 40
    assert sorted(named - written) == []
