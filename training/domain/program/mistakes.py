"""What is wrong with a program file, all of it at once, with the line."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from training.domain.words import RuleBroken

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    line: int
    where: str
    reason: str

    def __str__(self) -> str:
        return (
            f"line {self.line}: {self.where}: {self.reason}"
            if self.where
            else f"line {self.line}: {self.reason}"
        )


class ProgramMistakes(RuleBroken):
    """The program cannot be used. `mistakes` holds every one found, in the order of the file."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(map(str, self.mistakes)))


def spelled(path: Path) -> str:
    """Write a path as people would: `application.parts[2].title`, counting from one."""
    words = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(words).removeprefix(".")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean “x”?`, or all that is allowed where nothing is near."""
    known = sorted(known)
    if near := get_close_matches(word, known, n=1):
        return f"; did you mean “{near[0]}”?"
    return f"; known are {', '.join(known)}" if known else ""


def of_syntax(error: tomllib.TOMLDecodeError, text: str) -> Mistake:
    """Turn the parser's complaint, which has its line only in the message, into a mistake."""
    reason, _, place = str(error).partition(" (at ")
    line = re.match(r"line (\d+)", place)
    return Mistake(int(line[1]) if line else max(1, len(text.splitlines())), "", reason)
