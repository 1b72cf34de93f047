"""The committee: conflict first, then scores, then the chair's decision."""

from collections.abc import Collection

from training.domain.machine import Arrow, Machine
from training.domain.roles import Role
from training.domain.words import RuleBroken, Word


class ReviewStatus(Word):
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RECUSED = "recused"


class ReviewMove(Word):
    DECLARE_CLEAR = "declare_clear"
    RECUSE = "recuse"
    SUBMIT = "submit"
    REOPEN = "reopen"


S, M = ReviewStatus, ReviewMove
_MEMBER = (Role.REVIEWER, Role.CHAIR)

REVIEW = Machine(
    id="review",
    name="review",
    start=S.ASSIGNED,
    arrows=(
        Arrow(
            S.ASSIGNED, M.DECLARE_CLEAR, S.IN_PROGRESS, _MEMBER, guard="before anything of the file is shown"
        ),
        Arrow(S.ASSIGNED, M.RECUSE, S.RECUSED, _MEMBER, needs_reason=True),
        Arrow(S.IN_PROGRESS, M.RECUSE, S.RECUSED, _MEMBER, needs_reason=True),
        Arrow(S.IN_PROGRESS, M.SUBMIT, S.SUBMITTED, _MEMBER, guard="every quality scored, with a sentence"),
        Arrow(S.SUBMITTED, M.REOPEN, S.IN_PROGRESS, (Role.CHAIR,), needs_reason=True, is_correction=True),
    ),
)


class ReviewsMissing(RuleBroken):
    def __init__(self, missing: int) -> None:
        word = "review is" if missing == 1 else "reviews are"
        super().__init__(f"{missing} more {word} needed before a decision.")


class ReviewersMissing(RuleBroken):
    def __init__(self, needed: int) -> None:
        super().__init__(f"Assign at least {needed} committee members first.")


class ReferencesMissing(RuleBroken):
    def __init__(self, missing: int) -> None:
        word = "letter of recommendation" if missing == 1 else "letters of recommendation"
        super().__init__(f"{missing} {word} still to come before the committee can decide.")


class ScoresMissing(RuleBroken):
    def __init__(self, qualities: Collection[str]) -> None:
        super().__init__(f"Still without a score and a sentence: {', '.join(qualities)}.")


class OwnFile(RuleBroken):
    def __init__(self) -> None:
        super().__init__("Nobody reviews or decides on their own application.")


def ensure_decidable(*, submitted: int, needed: int, references: int, references_needed: int) -> None:
    """A decision needs the quorum of reviews, and the letters where the program wants them first."""
    if submitted < needed:
        raise ReviewsMissing(needed - submitted)
    if references < references_needed:
        raise ReferencesMissing(references_needed - references)
