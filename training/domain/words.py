"""Words people see, and refusals written for them."""

from enum import StrEnum


class Word(StrEnum):
    """An enum whose stored value is the lower-case word and whose label is what people read."""

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


class RuleBroken(Exception):
    """A refusal, written for the person who meets it."""
