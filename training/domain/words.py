"""Words people see, and refusals written for them."""

from enum import StrEnum

from training.domain.tongue import gettext


class Word(StrEnum):
    """An enum whose stored value is the lower-case word and whose label is what people read."""

    @property
    def plain(self) -> str:
        """The label in English."""
        return self.value.replace("_", " ").capitalize()

    @property
    def label(self) -> str:
        return gettext(self.plain)


class RuleBroken(Exception):
    """A refusal, written for the person who meets it."""
