"""Answers to a program's questions, each as one text: is it too long, is it enough, how does it read.

A choice is its id, several are ids joined by commas, a date is ISO text, yes and no are these words;
nothing is the empty text. What a person may leave for later and what must be there to send are two
questions: `too_long` is asked at every save, `is_enough` only before sending.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from training.domain.program.admission import Application, Part, PartKind, Question, QuestionKind
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext, say_date, say_number
from training.domain.words import Word

Texts = Mapping[str, str]
"""Answers by the id of their question."""

PAIRING = "pairing"
"""The id under which the pairing questions stand as the last part."""

AND = ","
YES, NO = "yes", "no"
WORDY = frozenset({QuestionKind.TEXT, QuestionKind.PARAGRAPH, QuestionKind.ESSAY})


class PartState(Word):
    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    COMPLETE = "complete"


def count_words(text: str) -> int:
    return len(text.split())


def too_long(question: Question, text: str) -> str | None:
    """The sentence for a text over its limit, or None."""
    over = count_words(text) - (question.max_words or 0)
    if question.max_words is None or over <= 0:
        return None
    return ngettext(
        "%(number)s word too many; at most %(most)s.",
        "%(number)s words too many; at most %(most)s.",
        over,
        most=say_number(question.max_words),
    )


def is_enough(question: Question, text: str) -> bool:
    """Whether this answer may be sent as it is."""
    if not text:
        return not question.required
    return count_words(text) >= (question.min_words or 0) and too_long(question, text) is None


def still_open(questions: Iterable[Question], texts: Texts) -> list[Question]:
    return [question for question in questions if not is_enough(question, texts.get(question.id, ""))]


def state_of(questions: Iterable[Question], texts: Texts) -> PartState:
    """How far a part is. One without a single answer is not begun, even if nothing in it is needed."""
    asked = tuple(questions)
    if not any(texts.get(question.id) for question in asked):
        return PartState.NOT_BEGUN
    return PartState.BEGUN if still_open(asked, texts) else PartState.COMPLETE


def written_parts(asked: Application) -> tuple[Part, ...]:
    """Every part that holds questions, the private ones about pairing last."""
    pairing = Part(
        id=PAIRING,
        title=_("For pairing people in the course"),
        intro=asked.pairing.intro,
        questions=asked.pairing.questions,
    )
    return (*(part for part in asked.parts if part.kind is PartKind.QUESTIONS), pairing)


def open_parts(asked: Application, texts: Texts) -> list[str]:
    """The titles of the parts that cannot be sent yet."""
    return [part.title for part in written_parts(asked) if still_open(part.questions, texts)]


def read_aloud(question: Question, text: str) -> str:
    """An answer as people read it: labels for ids, a date in words."""
    if not text or question.kind in WORDY:
        return text
    if question.kind is QuestionKind.DATE:
        return say_date(date.fromisoformat(text))
    if question.kind is QuestionKind.YESNO:
        return _("Yes") if text == YES else _("No")
    if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        return ", ".join(question.choice(one).label for one in text.split(AND))
    return text
