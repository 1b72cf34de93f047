#!/usr/bin/env python
"""Gather every marked word into `training/translations/messages.pot`, for whoever translates.

Besides the words marked in code and templates these are the labels of every enum that people read.
A new language after that: `pybabel init`, `pybabel compile`, both with `-d training/translations`.
"""

import importlib
import pkgutil
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
PAGES = ("templates/**.html", "templates/**.txt")
METHODS = [("training/**.py", "python"), *((pages, "jinja2") for pages in PAGES)]
OPTIONS = {pages: {"trimmed": "true", "silent": "false"} for pages in PAGES}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "marked": None, "counted": (1, 2), "later": None}
TARGET = ROOT / "training" / "translations" / "messages.pot"


def catalog() -> Catalog:
    found = Catalog(project="Training tracker", charset="utf-8")
    for file, line, message, comments, context in extract_from_dir(
        str(ROOT), METHODS, OPTIONS, KEYWORDS, ("Translators:",), directory_filter=_is_ours
    ):
        if not file.startswith("templates/documents/"):
            found.add(message, None, [(file, line)], auto_comments=comments, context=context)
    for name, label in [*labels(), *machines()]:
        found.add(label, None, [(name, 1)])
    return found


def _is_ours(folder: str) -> bool:
    return Path(folder).name in {"training", "templates"} or bool(
        {"training", "templates"} & set(Path(folder).relative_to(ROOT).parts[:1])
    )


def labels() -> list[tuple[str, str]]:
    """The label of every word of every enum of the domain, with the module it stands in."""
    domain = importlib.import_module("training.domain")
    for module in pkgutil.walk_packages(domain.__path__, "training.domain."):
        importlib.import_module(module.name)
    word: type[Any] = importlib.import_module("training.domain.words").Word
    return sorted({(kind.__module__, one.plain) for kind in kinds(word) for one in kind})


def machines() -> list[tuple[str, str]]:
    """What each state machine is called in a sentence."""
    known = importlib.import_module("training.domain.machines")
    return [(known.__name__, machine.name) for machine in known.MACHINES]


def kinds(word: type[Any]) -> list[type[Any]]:
    return [found for kind in word.__subclasses__() for found in (kind, *kinds(kind))]


def main() -> None:
    TARGET.parent.mkdir(exist_ok=True)
    found = catalog()
    with TARGET.open("wb") as file:
        write_po(file, found, sort_output=True, omit_header=False)
    print(f"{len(found)} messages in {TARGET.relative_to(ROOT)}")  # noqa: T201 -- what it was asked for


if __name__ == "__main__":
    main()
