"""Letters: written as outbox rows beside the change they tell of, sent later by the worker."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from training.actions.record import write
from training.domain.program.wording import Letter as Wording
from training.domain.roles import By
from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken
from training.models import Chain, Letter, LetterStatus


def enqueue(
    chain: Chain, wording: Wording, *, key: str, to: str, fill: Mapping[str, str], due_at: datetime
) -> Letter:
    """A letter about this record, to go out once. `key` names the occasion, e.g. `offer:A-7K4MQ2`.

    The texts hold no sensitive word: they may lie open on a shared screen.
    """
    letter = Letter(
        key=key,
        kind=wording.id,
        to=to,
        subject=_one_line(wording.subject.format_map(fill)),
        text=wording.body.format_map(fill),
        status=LetterStatus.WAITING,
        attempts=0,
        due_at=due_at,
    )
    chain.letters.add(letter)
    return letter


class NotFailed(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("This letter has not failed: it was sent, or will be without your help."))


def try_again(letter: Letter, *, by: By) -> None:
    """Send a failed letter with the next post, with all its attempts before it."""
    if letter.status is not LetterStatus.FAILED or not letter.to:
        raise NotFailed
    letter.status, letter.attempts, letter.due_at, letter.problem = LetterStatus.WAITING, 0, by.at, None
    write(letter.chain, "post.try_again", subject=f"letter:{letter.kind}", by=by)


def blank_letters(letters: Iterable[Letter]) -> None:
    """Their person was erased: what waits is not sent; that there was a letter, and of what kind, stays."""
    for one in letters:
        one.to, one.subject, one.text = "", "", ""
        if one.status is not LetterStatus.SENT:
            one.status, one.problem = LetterStatus.FAILED, "erased"


def _one_line(text: str) -> str:
    """A subject with a line break in it could begin another header."""
    return " ".join(text.split())
