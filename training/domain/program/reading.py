"""Reads a program file into a Program, or says everything that is wrong with it.

The classes in `values` are the grammar: field types and marks say what a key may hold, a field without a
default must be given, and the first field of a listed class tells its items apart. Nothing here knows a
single key of the file.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from training.domain.program import faults
from training.domain.program.locating import lines_of
from training.domain.program.marks import RefersTo
from training.domain.program.mistakes import Mistake, Path, ProgramMistakes, nearest, of_syntax, spelled
from training.domain.program.practice import Internship, RuleSet
from training.domain.program.values import InternshipBook, Program, RuleBook, Rules

Raw = Any
Kind = TypeVar("Kind")
WRONG: Final = object()  # stands for a value that could not be read, so that reading goes on
NAMES: Final = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    date: "a date such as 2026-01-31",
    float: "a number with a decimal point",
    list: "a list",
    dict: "a table",
}


def read(text: str) -> Program:
    """Return the program; raise ProgramMistakes with every mistake, its line and its reason."""
    program: Program = _read(text, Program, ())
    return program


def read_internship(text: str) -> Internship:
    """Return only the `[internship]` part, from a file that may hold nothing else."""
    internship: Internship = _read(text, Internship, ("internship",))
    return internship


def read_rules(text: str) -> Rules:
    """Return a program, or a rule book: a file that has rules, and nothing that only a program has."""
    raw = _parsed(text)
    if "internship" not in raw or _ONLY_IN_PROGRAMS & raw.keys():
        return read(text)
    part = raw["internship"]
    is_whole = isinstance(part, dict) and bool(_ONLY_IN_INTERNSHIPS & part.keys())
    book: Rules = _read(text, InternshipBook if is_whole else RuleBook, ())
    return book


def _needed_beyond(kind: type, other: type) -> set[str]:
    known = {field.name for field in fields(other)}
    return {field.name for field in fields(kind) if _is_required(field)} - known


def read_as(text: str, kind: type[Kind]) -> Kind:
    """Return a file as any class that is written like those of a program: typed, marked, frozen."""
    value: Kind = _read(text, kind, ())
    return value


def fingerprint(text: str) -> str:
    """Return the SHA-256 of the file as it stands, in hex: what a person's pinned version is checked by."""
    return sha256(text.encode()).hexdigest()


def _parsed(text: str) -> dict[str, Raw]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProgramMistakes([of_syntax(error, text)]) from None


def _read(text: str, kind: type, path: Path) -> Any:
    reader = _Reader(_parsed(text), lines_of(text))
    value = reader.part(kind, path)
    if reader.mistakes:
        raise ProgramMistakes(reader.mistakes)
    return value


class _Reader:
    def __init__(self, raw: Mapping[str, Raw], lines: Mapping[Path, int]) -> None:
        self.mistakes: list[Mistake] = []
        self._raw = raw
        self._lines = lines

    def part(self, kind: type, path: Path) -> Any:
        raw: Raw = self._raw
        for step in path:
            raw = raw.get(step, {})
        return self._value(kind, raw, path)

    def _wrong(self, path: Path, reason: str) -> object:
        known = next(path[:depth] for depth in range(len(path), -1, -1) if path[:depth] in self._lines)
        self.mistakes.append(Mistake(self._lines[known], spelled(path), reason))
        return WRONG

    def _value(self, kind: Any, raw: Raw, path: Path) -> Any:
        origin = get_origin(kind)
        if origin is Annotated:
            return self._marked(*get_args(kind), raw=raw, path=path)
        if origin in {Union, UnionType}:
            return self._one_of(get_args(kind), raw, path)
        if origin is tuple:
            return self._listed(get_args(kind)[0], raw, path)
        if is_dataclass(kind):
            return self._table(kind, raw, path)
        if issubclass(kind, StrEnum):
            return self._word(kind, raw, path)
        return self._scalar(kind, raw, path)

    def _scalar(self, kind: type, raw: Raw, path: Path) -> Any:
        if kind is float and type(raw) is int:
            return float(raw)
        is_lookalike = (isinstance(raw, bool) and kind is int) or isinstance(raw, datetime)
        if not isinstance(raw, kind) or is_lookalike:
            expected = "a number" if kind is float else NAMES[kind]
            return self._wrong(path, f"must be {expected}, not {NAMES.get(type(raw), 'a time')}")
        if isinstance(raw, str) and not raw.strip():
            return self._wrong(path, "is empty")
        return raw

    def _word(self, kind: type[StrEnum], raw: Raw, path: Path) -> Any:
        if isinstance(raw, str) and raw in set(kind):
            return kind(raw)
        return self._wrong(path, f"“{raw}” is not known" + nearest(str(raw), kind))

    def _marked(self, kind: Any, *marks: object, raw: Raw, path: Path) -> Any:
        value = self._value(kind, raw, path)
        if value is WRONG:
            return WRONG
        found = [reason for mark in marks for reason in self._faults(mark, value)]
        for reason in found:
            self._wrong(path, reason)
        return WRONG if found else value

    def _faults(self, mark: object, value: Any) -> Iterator[str]:
        if isinstance(mark, RefersTo):
            yield from faults.of_reference(mark, value, self._ids(mark.collection))
        else:
            yield from faults.of_mark(mark, value)

    def _ids(self, collection: str) -> set[str]:
        """The ids given in a list of the file, whether or not the rest of it is sound."""
        found: Raw = self._raw
        for step in collection.split("."):
            found = found.get(step) if isinstance(found, dict) else None
        items = found if isinstance(found, list) else []
        return {str(item["id"]) for item in items if isinstance(item, dict) and "id" in item}

    def _one_of(self, kinds: tuple[Any, ...], raw: Raw, path: Path) -> Any:
        """`X | None` reads an X; a union of classes is told apart by the key `kind`."""
        given = [kind for kind in kinds if kind is not NoneType]
        if len(given) == 1:
            return self._value(given[0], raw, path)
        by_kind = {kind.kind: kind for kind in given}
        if not isinstance(raw, dict) or "kind" not in raw:
            return self._wrong((*path, "kind"), f"is missing{nearest('', by_kind)}")
        if (named := str(raw["kind"])) not in by_kind:
            return self._wrong((*path, "kind"), f"“{named}” is not known" + nearest(named, by_kind))
        return self._table(by_kind[named], {key: raw[key] for key in raw if key != "kind"}, path)

    def _listed(self, kind: Any, raw: Raw, path: Path) -> Any:
        if not isinstance(raw, list):
            return self._wrong(path, "must be a list")
        if not raw:
            return self._wrong(path, "is an empty list")
        doubled = list(faults.doubled(raw, _key(kind)))
        for index, reason in doubled:
            self._wrong((*path, index), reason)
        items = tuple(self._value(kind, item, (*path, index)) for index, item in enumerate(raw))
        return WRONG if doubled or WRONG in items else items

    def _table(self, kind: Any, raw: Raw, path: Path) -> Any:
        if not isinstance(raw, dict):
            return self._wrong(path, "must be a table")
        known = {field.name: field for field in fields(kind)}
        for key in raw.keys() - known:
            self._wrong((*path, key), "no such key here" + nearest(key, known))
        hints = _hints(kind)
        given = {name: self._value(hints[name], raw[name], (*path, name)) for name in known if name in raw}
        missing = [name for name, field in known.items() if name not in raw and _is_required(field)]
        for name in missing:
            self._wrong((*path, name), "is missing")
        if missing or WRONG in given.values():
            return WRONG
        return self._sensible(kind(**given), path)

    def _sensible(self, value: Any, path: Path) -> Any:
        found = list(faults.of_sense(value))
        for field, reason in found:
            self._wrong((*path, field), reason)
        return WRONG if found else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _key(kind: Any) -> str | None:
    """The field that tells the items of a list apart: the first one of their class, if it must be given."""
    classes = [kind, *get_args(kind)]
    firsts = (fields(item)[0] for item in classes if is_dataclass(item))
    return next((first.name for first in firsts if _is_required(first)), None)


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


_ONLY_IN_PROGRAMS: Final = _needed_beyond(Program, RuleBook)
_ONLY_IN_INTERNSHIPS: Final = _needed_beyond(Internship, RuleSet)
