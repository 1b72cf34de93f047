#!/usr/bin/env python
"""Write docs/third-party.md: whose work the product stands on, and under which licence."""

import json
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
PINNED = re.compile(r"^([a-z0-9-]+)==", re.MULTILINE)
VAGUE = {"OSI Approved", "Other/Proprietary License"}
READ_BY_HAND = {"huey": "MIT"}  # from the licence file: its metadata name none

PAGE = """# Third-party work

Written by `make lock` from what is installed; change nothing here by hand.

## Libraries the product runs on

Versions and checksums are in `requirements.txt`. None is changed, and none is part of this repository.

| Library | Licence |
| --- | --- |
{libraries}

Pyphen is offered under three licences; the product uses it under the MPL 1.1.

## Files in `static/vendor`

Versions are in `.ci/assets/package-lock.json`, checksums in `SHA256SUMS`, licences beside the files.

| Work | Licence |
| --- | --- |
{assets}

`fonts-pdf` holds modified versions of Source Serif 4 (© 2014–2021 Adobe Systems Incorporated) and Source
Sans 3 (© 2023 Adobe), both with the Reserved Font Name “Source”: the subsets for Latin and Latin Extended are
merged into one file a face, and renamed Tracker Serif and Tracker Sans. `fonts-europe` holds the letters of
Europe, cut out of Latin Extended and renamed likewise. They stay under the SIL Open Font License 1.1.
"""


def licence(name: str) -> str:
    """The SPDX expression where a library gives one, else its classifiers, else its own words."""
    about = metadata(name).json
    classifiers = [
        line.split(" :: ")[-1] for line in about.get("classifier", ()) if line.startswith("License ::")
    ]
    telling = [words for words in classifiers if words not in VAGUE]
    return str(
        about.get("license_expression") or ", ".join(telling) or about.get("license") or READ_BY_HAND[name]
    )


def libraries() -> Iterator[tuple[str, str]]:
    """Name and licence of each library of the lock that this system installs."""
    for name in dict.fromkeys(PINNED.findall((ROOT / "requirements.txt").read_text())):
        try:
            yield name, licence(name)
        except PackageNotFoundError:
            continue  # locked for another system


def assets() -> Iterator[tuple[str, str]]:
    lock = json.loads((ROOT / ".ci" / "assets" / "package-lock.json").read_text())
    for path, package in lock["packages"].items():
        if path:
            yield path.removeprefix("node_modules/"), package["license"]


def table(rows: Iterator[tuple[str, str]]) -> str:
    return "\n".join(f"| {name} | {terms} |" for name, terms in rows)


if __name__ == "__main__":
    page = PAGE.format(libraries=table(libraries()), assets=table(assets()))
    (ROOT / "docs" / "third-party.md").write_text(page)
