"""Words of a form, which is built once and read in many languages."""

from flask_babel.speaklater import LazyString

from training.domain.tongue import gettext


def later(text: str) -> str:
    """Words put into the reader's language when they are shown, not when the form is defined."""
    words: str = LazyString(gettext, text)
    return words
