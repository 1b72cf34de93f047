"""What the committee does with one application, from assigning its readers to releasing the decision."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from training.actions.opening import note_opening
from training.actions.record import Private, advance, write
from training.domain.application import ApplicationMove, ApplicationStatus, ReferenceStatus
from training.domain.numbers import reference
from training.domain.program import Committee, Conflict, Outcome, Part, ReferencesNeeded
from training.domain.program import Program as Definition
from training.domain.review import (
    Opinion,
    OwnFile,
    ReasonsMissing,
    ReviewMove,
    ReviewStands,
    ReviewStatus,
    ScoresMissing,
    counting,
    ensure_assigned,
    ensure_decidable,
    ensure_readable,
    ensure_under_review,
    release_move,
)
from training.domain.roles import By
from training.models import Application, Decision, Event, Person, Review, Score
from training.vault import PersonVault

UNSCORED = 0
"""The level of a draft that has a sentence but no level yet; every real level is 1 or more."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a reviewer wrote on one quality; a draft may lack either."""

    level: int
    sentence: str

    @property
    def is_complete(self) -> bool:
        return self.level != UNSCORED and bool(self.sentence.strip())


def assign(application: Application, members: Iterable[Person], *, by: By) -> list[Review]:
    """Ask members to read. Who was asked before is not asked twice; nobody reads their own file."""
    asked = {review.reviewer_id for review in application.reviews}
    new = [member for member in members if member.id not in asked]
    if any(member.id == application.person_id for member in new):
        raise OwnFile
    return [_assign(application, member, by=by) for member in new]


def _assign(application: Application, member: Person, *, by: By) -> Review:
    review = Review(
        ref=reference("V", secrets.randbelow),
        reviewer=member,
        reviewer_id=member.id,
        status=ReviewStatus.ASSIGNED,
        scores=[],
    )
    application.reviews.append(review)
    write(application.chain, "review.assign", subject=f"review:{review.ref}", by=by, reviewer=member.ref)
    return review


def begin_review(application: Application, *, needed: int, by: By) -> Event:
    """Let the reading begin; enough members who have not stepped back must be assigned."""
    reading = [one for one in application.reviews if one.status is not ReviewStatus.RECUSED]
    ensure_assigned(assigned=len(reading), needed=needed)
    return advance(application, ApplicationMove.BEGIN_REVIEW, by=by)


def declare_clear(review: Review, *, mentioned: Conflict | None = None, by: By) -> Event:
    """No conflict, or one that does not recuse and is only put on the record."""
    facts: dict[str, Any] = {"mentioned": mentioned.id} if mentioned else {}
    event = advance(review, ReviewMove.DECLARE_CLEAR, by=by, **facts)
    review.conflict = mentioned.id if mentioned else None
    review.declared_at = by.at
    return event


def recuse(review: Review, *, conflict: Conflict, words: Private | None = None, by: By) -> Event:
    """Step back from a file, for a kind of reason; more may be said, sealed."""
    event = advance(review, ReviewMove.RECUSE, by=by, reason=conflict.id, words=words)
    review.conflict, review.declared_at = conflict.id, by.at
    return event


def note_reading(application: Application, *, by: By) -> Event:
    """Somebody opens the file. The applicant may see who did, and when."""
    ensure_readable(application.status)
    return note_opening(
        application.chain, "application.read", subject=f"application:{application.ref}", by=by
    )


def save_scores(review: Review, written: Mapping[str, Written], *, keys: PersonVault) -> None:
    """Keep a draft. Its version moves on, so that a page left open elsewhere cannot write over it."""
    if review.status is ReviewStatus.SUBMITTED:
        raise ReviewStands
    ensure_under_review(review.application.status)
    by_quality = {score.quality: score for score in review.scores}
    for quality, what in written.items():
        score = by_quality.get(quality) or _new_score(review, quality)
        score.level, score.sealed = what.level, keys.seal(score.place, what.sentence)
    flag_modified(review, "status")


def _new_score(review: Review, quality: str) -> Score:
    score = Score(ref=reference("Q", secrets.randbelow, 8), quality=quality)
    review.scores.append(score)
    return score


def submit_review(
    review: Review, written: Mapping[str, Written], *, committee: Committee, keys: PersonVault, by: By
) -> Event:
    """Every quality scored, each with a sentence; from here on the review stands."""
    missing = [
        one.label for one in committee.qualities if one.id not in written or not written[one.id].is_complete
    ]
    if missing:
        raise ScoresMissing(missing)
    save_scores(review, written, keys=keys)
    review.submitted_at = by.at
    levels = {quality: what.level for quality, what in written.items()}
    return advance(review, ReviewMove.SUBMIT, by=by, levels=levels)


def reopen_review(review: Review, *, words: Private, by: By) -> Event:
    """The chair lets a submitted review be changed."""
    ensure_under_review(review.application.status)
    return advance(review, ReviewMove.REOPEN, by=by, words=words)


def opinions(application: Application) -> list[Opinion]:
    return [Opinion(one.ref, one.reviewer_id, one.status, one.submitted_at) for one in application.reviews]


def last_release(application: Application) -> datetime | None:
    """When a decision last went out; reviews older than that do not count after an appeal."""
    return max((one.released_at for one in application.decisions if one.released_at), default=None)


def reviews_in(application: Application) -> list[Opinion]:
    return counting(opinions(application), last_release(application))


def ensure_ready(application: Application, program: Definition) -> None:
    """The quorum of reviews, and the letters where the program wants them first."""
    references = [one for one in application.references if one.status is ReferenceStatus.RECEIVED]
    first = program.references.required is ReferencesNeeded.BEFORE_DECISION
    ensure_decidable(
        submitted=len(reviews_in(application)),
        needed=program.committee.reviews_needed,
        references=len(references),
        references_needed=program.references.needed if first else 0,
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a chair decides: an outcome, coded reasons for a decline, and words to the applicant."""

    outcome: Outcome
    reasons: Sequence[str] = ()
    advice: str = ""


def decide(
    application: Application,
    verdict: Verdict,
    *,
    program: Definition,
    decider: Person,
    keys: PersonVault,
    by: By,
) -> Decision:
    """Decide; nobody is told before the release."""
    release_move(verdict.outcome)
    if verdict.outcome is Outcome.DECLINE and not verdict.reasons:
        raise ReasonsMissing
    if application.status is ApplicationStatus.UNDER_REVIEW:
        ensure_ready(application, program)
    codes = list(verdict.reasons)
    advance(application, ApplicationMove.DECIDE, by=by, outcome=verdict.outcome.value, reasons=codes)
    return _decision(application, verdict, decider=decider, keys=keys, at=by.at)


def _decision(
    application: Application, verdict: Verdict, *, decider: Person, keys: PersonVault, at: datetime
) -> Decision:
    decision = Decision(
        ref=reference("D", secrets.randbelow),
        outcome=verdict.outcome,
        reasons=list(verdict.reasons),
        decided_by_id=decider.id,
        decided_at=at,
    )
    if verdict.advice.strip():
        decision.sealed = keys.seal(decision.place, verdict.advice.strip())
    application.decisions.append(decision)
    return decision


def give_back(application: Application, parts: Sequence[Part], *, words: Private, by: By) -> Event:
    """Return the application for named parts."""
    return advance(application, ApplicationMove.RETURN, by=by, words=words, parts=[part.id for part in parts])


def reopen(application: Application, *, words: Private, by: By) -> Event:
    """Take a decision back before anybody was told of it."""
    return advance(application, ApplicationMove.REOPEN, by=by, words=words)


def appeal(application: Application, *, words: Private, by: By) -> Event:
    """Look again after a decline. Reviews written before count no more, so others have to be asked."""
    return advance(application, ApplicationMove.APPEAL, by=by, words=words)


def release(application: Application, *, by: By) -> Decision:
    """Make the standing decision known. Raises IllegalMove if somebody was faster."""
    decision = _standing(application)
    advance(application, release_move(decision.outcome), by=by, decision=decision.ref)
    decision.released_at = by.at
    return decision


def _standing(application: Application) -> Decision:
    decision = application.decision
    if decision is None:
        raise LookupError(f"{application.ref} is decided without a decision")
    return decision


def offer_place(application: Application, *, decider: Person, keys: PersonVault, by: By) -> Decision:
    """Offer a place that has become free to somebody on the waiting list; they are told at once."""
    advance(application, ApplicationMove.OFFER_PLACE, by=by)
    decision = _decision(application, Verdict(Outcome.OFFER), decider=decider, keys=keys, at=by.at)
    decision.released_at = by.at
    return decision
