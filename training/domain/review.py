"""The committee: conflict first, then scores, then the chair's decision."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from training.domain.application import ApplicationMove, ApplicationStatus
from training.domain.machine import Arrow, Machine
from training.domain.program.admission import Outcome
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.tongue import marked, ngettext
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
        super().__init__(
            ngettext(
                "One more review is needed before a decision.",
                "%(number)s more reviews are needed before a decision.",
                missing,
            )
        )


class ReviewersMissing(RuleBroken):
    def __init__(self, needed: int) -> None:
        super().__init__(
            ngettext(
                "Ask a member of the committee to read first.",
                "Ask at least %(number)s members of the committee to read first.",
                needed,
            )
        )


class ReferencesMissing(RuleBroken):
    def __init__(self, missing: int) -> None:
        super().__init__(
            ngettext(
                "One letter of recommendation has still to come before the committee can decide.",
                "%(number)s letters of recommendation have still to come before the committee can decide.",
                missing,
            )
        )


class ScoresMissing(RuleBroken):
    def __init__(self, qualities: Collection[str]) -> None:
        super().__init__(_("Still without a level and a sentence: %(which)s.", which=", ".join(qualities)))


class OwnFile(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("Nobody reviews or decides on their own application."))


def ensure_decidable(*, submitted: int, needed: int, references: int, references_needed: int) -> None:
    """A decision needs the quorum of reviews, and the letters where the program wants them first."""
    if submitted < needed:
        raise ReviewsMissing(needed - submitted)
    if references < references_needed:
        raise ReferencesMissing(references_needed - references)


class FileClosed(RuleBroken):
    def __init__(self, state: ApplicationStatus) -> None:
        super().__init__(
            _(
                "The application is “%(state)s”. The committee reads it only from sending to decision.",
                state=state.label,
            )
        )


class ReviewClosed(RuleBroken):
    def __init__(self, state: ApplicationStatus) -> None:
        super().__init__(
            _(
                "The application is “%(state)s”. Reviews are written once the chair has begun the review.",
                state=state.label,
            )
        )


class ReviewStands(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("This review was submitted and stands as it is. The chair can open it again."))


class ReasonsMissing(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("A decline names at least one reason, so that the person is not left to guess."))


class NotAnOutcome(RuleBroken):
    def __init__(self, outcome: Outcome) -> None:
        super().__init__(_("“%(outcome)s” is not something that is released.", outcome=outcome.label))


class Stage(Word):
    """Where the chair finds an application on the board."""

    TO_ASSIGN = "to_assign"
    UNDER_REVIEW = "under_review"
    READY = "ready_to_decide"
    DECIDED = "decided"
    PAST = "past"

    @property
    def plain(self) -> str:
        return marked("Decided, to release") if self is Stage.DECIDED else super().plain


# Read only as long as the reading serves the decision: not while the applicant writes, not afterwards.
READABLE = frozenset({ApplicationStatus.SUBMITTED, ApplicationStatus.UNDER_REVIEW, ApplicationStatus.DECIDED})

RELEASES = {
    Outcome.OFFER: ApplicationMove.RELEASE_OFFER,
    Outcome.WAITLIST: ApplicationMove.RELEASE_WAITLIST,
    Outcome.DECLINE: ApplicationMove.RELEASE_DECLINE,
}


def ensure_readable(state: ApplicationStatus) -> None:
    if state not in READABLE:
        raise FileClosed(state)


def ensure_under_review(state: ApplicationStatus) -> None:
    if state is not ApplicationStatus.UNDER_REVIEW:
        raise ReviewClosed(state)


def release_move(outcome: Outcome) -> ApplicationMove:
    if outcome not in RELEASES:
        raise NotAnOutcome(outcome)
    return RELEASES[outcome]


def ensure_assigned(*, assigned: int, needed: int) -> None:
    if assigned < needed:
        raise ReviewersMissing(needed)


@dataclass(frozen=True, slots=True)
class Opinion:
    """One review as the rules see it."""

    ref: str
    reviewer: int
    status: ReviewStatus
    submitted_at: datetime | None = None


def counting(opinions: Iterable[Opinion], since: datetime | None) -> list[Opinion]:
    """The reviews a decision may rest on. After an appeal only those written since count: other eyes."""
    return [
        one
        for one in opinions
        if one.status is S.SUBMITTED and one.submitted_at and (since is None or one.submitted_at > since)
    ]


def visible(opinions: Iterable[Opinion], reader: int, *, deciding: bool = False) -> list[Opinion]:
    """Which reviews somebody sees: their own always, those of others only after submitting their own.

    Nobody is swayed before they have written. Drafts are seen by nobody else. A chair who decides sees
    what the decision rests on. Whoever stepped back sees nothing.
    """
    known = list(opinions)
    own = next((one for one in known if one.reviewer == reader), None)
    if own is None or own.status is S.RECUSED:
        return []
    sees_others = deciding or own.status is S.SUBMITTED
    return [one for one in known if one is own or (sees_others and one.status is S.SUBMITTED)]
