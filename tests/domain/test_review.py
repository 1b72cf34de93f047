"""Who sees which review, which reviews count, and what a decision waits for."""

from datetime import UTC, datetime

import pytest

from training.domain.application import ApplicationMove, ApplicationStatus
from training.domain.program import Outcome
from training.domain.review import (
    FileClosed,
    NotAnOutcome,
    Opinion,
    ReferencesMissing,
    ReviewClosed,
    ReviewersMissing,
    ReviewsMissing,
    ReviewStatus,
    Stage,
    counting,
    ensure_assigned,
    ensure_decidable,
    ensure_readable,
    ensure_under_review,
    release_move,
    visible,
)

EARLY = datetime(2026, 9, 1, tzinfo=UTC)
RELEASED = datetime(2026, 9, 15, tzinfo=UTC)
LATE = datetime(2026, 10, 1, tzinfo=UTC)
S = ReviewStatus

DRAFT = Opinion("V-DRAFT", 1, S.IN_PROGRESS)
SENT = Opinion("V-SENT", 2, S.SUBMITTED, EARLY)
SENT_LATER = Opinion("V-LATER", 3, S.SUBMITTED, LATE)
ASKED = Opinion("V-ASKED", 4, S.ASSIGNED)
RECUSED = Opinion("V-RECUSED", 5, S.RECUSED)
ALL = [DRAFT, SENT, SENT_LATER, ASKED, RECUSED]


@pytest.mark.parametrize(
    ("reader", "deciding", "seen"),
    [
        (1, False, [DRAFT]),
        (2, False, [SENT, SENT_LATER]),
        (3, False, [SENT, SENT_LATER]),
        (4, False, [ASKED]),
        (5, False, []),
        (9, False, []),
        (1, True, [DRAFT, SENT, SENT_LATER]),
        (5, True, []),
        (9, True, []),
    ],
)
def test_reviews_are_visible_to_those_who_have_written_their_own(reader, deciding, seen):
    assert visible(ALL, reader, deciding=deciding) == seen


def test_every_submitted_review_counts_before_anything_was_released():
    assert counting(ALL, None) == [SENT, SENT_LATER]


def test_after_an_appeal_only_later_reviews_count():
    assert counting(ALL, RELEASED) == [SENT_LATER]


def test_a_decision_needs_its_reviews():
    with pytest.raises(ReviewsMissing, match="One more review is needed"):
        ensure_decidable(submitted=1, needed=2, references=2, references_needed=2)


def test_a_decision_needs_its_references():
    with pytest.raises(ReferencesMissing, match="2 letters of recommendation have still to come"):
        ensure_decidable(submitted=2, needed=2, references=0, references_needed=2)


def test_a_decision_with_everything_in_is_not_held_up():
    ensure_decidable(submitted=2, needed=2, references=0, references_needed=0)


def test_too_few_readers_cannot_begin():
    with pytest.raises(ReviewersMissing, match="at least 2"):
        ensure_assigned(assigned=1, needed=2)


@pytest.mark.parametrize(
    "state", [ApplicationStatus.RETURNED, ApplicationStatus.OFFERED, ApplicationStatus.WITHDRAWN]
)
def test_the_file_is_shut_while_the_applicant_writes_and_afterwards(state):
    with pytest.raises(FileClosed):
        ensure_readable(state)


@pytest.mark.parametrize(
    "state", [ApplicationStatus.SUBMITTED, ApplicationStatus.UNDER_REVIEW, ApplicationStatus.DECIDED]
)
def test_the_file_is_open_from_sending_to_decision(state):
    ensure_readable(state)


def test_reviews_are_written_only_under_review():
    ensure_under_review(ApplicationStatus.UNDER_REVIEW)
    with pytest.raises(ReviewClosed):
        ensure_under_review(ApplicationStatus.DECIDED)


@pytest.mark.parametrize(
    ("outcome", "move"),
    [
        (Outcome.OFFER, ApplicationMove.RELEASE_OFFER),
        (Outcome.WAITLIST, ApplicationMove.RELEASE_WAITLIST),
        (Outcome.DECLINE, ApplicationMove.RELEASE_DECLINE),
    ],
)
def test_each_outcome_has_its_release(outcome, move):
    assert release_move(outcome) is move


def test_a_return_is_not_released():
    with pytest.raises(NotAnOutcome):
        release_move(Outcome.RETURN)


def test_stages_read_as_words():
    assert [stage.label for stage in Stage] == [
        "To assign",
        "Under review",
        "Ready to decide",
        "Decided, to release",
        "Past",
    ]
