"""Every word a person reads passes through here, so that it can be put into their language in one place.

The sentences in the code are the English ones. What they become for somebody else is decided at the edge,
which hands over a chooser by `speak`; without one, as in a rule's own test or a command, they stay English.
Values go in by name: `gettext("At most %(most)s can count.", most=as_hours(cap))`.
"""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from typing import Protocol


class Shape(Enum):
    """How a date is written, as strftime has it in English; the month is a word, never a number."""

    DAY = "%-d %B %Y"  # 18 March 2028
    DAY_OF_YEAR = "%-d %B"  # 18 March
    SHORT_DAY = "%-d %b"  # 18 Mar
    WEEKDAY = "%a %-d %b"  # Sat 18 Mar
    FULL_WEEKDAY = "%a %-d %b %Y"  # Sat 18 Mar 2028
    LONG_DAY = "%A, %-d %B %Y"  # Saturday, 18 March 2028
    MONTH = "%B %Y"  # March 2028
    SHORT_MONTH = "%b %Y"  # Mar 2028
    MONTH_NAME = "%B"  # March
    SHORT_MONTH_NAME = "%b"  # Mar
    MOMENT = "%-d %B %Y, %H:%M"  # 18 March 2028, 14:02
    CLOCK = "%H:%M"  # 14:02


class Tongue(Protocol):
    """One language. `one` and `many` give back the text with its %(name)s places still open."""

    code: str
    direction: str

    def one(self, text: str) -> str: ...
    def many(self, one: str, many: str, number: int) -> str: ...
    def date(self, on: date, shape: Shape) -> str: ...
    def number(self, number: int) -> str: ...


class English:
    """The language the sentences are written in."""

    code = "en"
    direction = "ltr"

    def one(self, text: str) -> str:
        return text

    def many(self, one: str, many: str, number: int) -> str:
        return one if number == 1 else many

    def date(self, on: date, shape: Shape) -> str:
        return on.strftime(shape.value)

    def number(self, number: int) -> str:
        return f"{number:,}"


ENGLISH: Tongue = English()
_choose: Callable[[], Tongue] = lambda: ENGLISH  # noqa: E731 -- replaced by `speak`


def speak(choose: Callable[[], Tongue]) -> None:
    """From now on `choose` says whose language is spoken, asked anew for every sentence."""
    global _choose  # noqa: PLW0603 -- the one switch between the rules and the edge
    _choose = choose


def spoken() -> Tongue:
    return _choose()


def gettext(text: str, **values: object) -> str:
    """The sentence in the language of whoever reads it."""
    said = _choose().one(text)
    return said % values if values else said


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """The sentence for this number, which is `%(number)s` in it."""
    tongue = _choose()
    return tongue.many(one, many, number) % {"number": tongue.number(number), **values}


def marked(text: str) -> str:
    """Mark words that stand in a table for translation; `gettext` them where they are shown."""
    return text


def counted(one: str, many: str) -> tuple[str, str]:
    """Mark a sentence for one and for several that stands in a table; `ngettext` it where it is shown."""
    return one, many


def say_date(on: date | datetime, shape: Shape = Shape.DAY) -> str:
    return _choose().date(on, shape)


def say_number(number: int) -> str:
    """1,204: with the separator of the language."""
    return _choose().number(number)
