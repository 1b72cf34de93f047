"""On which line of a TOML file does a key stand? The standard parser does not say.

The text has been parsed before it comes here, so its grammar is taken for granted: this walks over
headers, keys, strings and brackets, and notes where each key and each item of a list begins.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from training.domain.program.mistakes import Path

_TOKEN = re.compile(
    r"""
    (?P<quoted> \"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5} | "(?:\\.|[^"\\])*" | '[^']*' )
  | (?P<mark> [\[\]{}=,.\n] )
  | (?P<skip> \#[^\n]* | [^\S\n]+ )
  | (?P<bare> [^\s\[\]{}=,."'\#]+ )
    """,
    re.VERBOSE | re.DOTALL,
)
_ENDS_SCALAR = frozenset("\n,]}")


def lines_of(text: str) -> dict[Path, int]:
    """Return the line, counted from one, of every table, key and list item."""
    return _Walk(text).lines


class _Walk:
    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {(): 1}
        self._listed: dict[Path, int] = {}
        self._tokens = [*_tokens(text), ("\n", 0)]
        self._at = 0
        table: Path = ()
        while self._at < len(self._tokens):
            table = self._statement(table)

    def _peek(self) -> str:
        return self._tokens[self._at][0]

    def _take(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1][0]

    def _note(self, path: Path) -> None:
        """A table begins where it, or anything in it, is first named."""
        for depth in range(1, len(path) + 1):
            self.lines.setdefault(path[:depth], self._tokens[self._at][1])

    def _statement(self, table: Path) -> Path:
        """Walk over one header or one `key = value`; return the table the next one belongs to."""
        if self._peek() == "\n":
            self._take()
            return table
        if self._peek() == "[":
            return self._header()
        self._pair(table)
        return table

    def _header(self) -> Path:
        self._take()
        is_listed = self._peek() == "["
        if is_listed:
            self._take()
        path = self._opened(self._keys(), is_listed=is_listed)
        self._note(path)
        while self._take() != "\n":
            pass
        return path

    def _opened(self, keys: list[str], *, is_listed: bool) -> Path:
        """`[[a.b]]` opens the next b of the last a; `[a.b.c]` is inside the last b."""
        path: Path = ()
        for depth, key in enumerate(keys, 1):
            path += (key,)
            if is_listed and depth == len(keys):
                self._listed[path] = self._listed.get(path, 0) + 1
            if path in self._listed:
                path += (self._listed[path] - 1,)
        return path

    def _keys(self) -> list[str]:
        keys = [_unquoted(self._take())]
        while self._peek() == ".":
            self._take()
            keys.append(_unquoted(self._take()))
        return keys

    def _pair(self, table: Path) -> None:
        begin = self._at
        path = table + tuple(self._keys())
        after, self._at = self._at, begin
        self._note(path)
        self._at = after + 1
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._peek() == "[":
            self._list(path)
        elif self._peek() == "{":
            self._inline_table(path)
        else:
            while self._peek() not in _ENDS_SCALAR:
                self._take()

    def _list(self, path: Path) -> None:
        self._take()
        index = 0
        while self._peek() != "]":
            if self._peek() in {",", "\n"}:
                self._take()
                continue
            self._note((*path, index))
            self._value((*path, index))
            index += 1
        self._take()

    def _inline_table(self, path: Path) -> None:
        self._take()
        while self._peek() != "}":
            if self._peek() == ",":
                self._take()
                continue
            self._pair(path)
        self._take()


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    text = text.replace("\r\n", "\n")
    matches = list(_TOKEN.finditer(text))
    breaks = accumulate((match[0].count("\n") for match in matches), initial=1)
    for match, line in zip(matches, breaks, strict=False):
        if match.lastgroup != "skip":
            yield match[0], line


def _unquoted(key: str) -> str:
    return key[1:-1] if key[0] in "\"'" else key
