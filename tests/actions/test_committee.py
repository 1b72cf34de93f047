"""The committee’s acts on plain objects: what changes, what is refused, and that refusals change nothing."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests import factories_committee as make
from tests.factories import NOON, make_person, make_program_version, program
from training.actions import committee as actions
from training.actions import committee_letters as letters
from training.domain.application import ApplicationStatus
from training.domain.machine import IllegalMove, WrongCapacity
from training.domain.program import Outcome
from training.domain.review import (
    FileClosed,
    OwnFile,
    ReasonsMissing,
    ReferencesMissing,
    ReviewClosed,
    ReviewersMissing,
    ReviewsMissing,
    ReviewStands,
    ReviewStatus,
    ScoresMissing,
)
from training.domain.roles import Role

S = ApplicationStatus


@pytest.fixture
def keys_of(vault):
    return vault.of


@pytest.fixture
def people():
    found = [make_person(Role.REVIEWER), make_person(Role.REVIEWER), make_person(Role.CHAIR)]
    for number, person in enumerate(found, 1):
        person.id = number
    return SimpleNamespace(first=found[0], second=found[1], chair=found[2])


@pytest.fixture
def application(keys_of):
    person = make_person(Role.APPLICANT)
    person.id = 99
    return make.make_sent(make_program_version(), keys_of, person=person)


def test_assigning_twice_asks_once(application, people):
    make.assigned(application, people.first, chair=people.chair)

    again = make.assigned(application, people.first, people.second, chair=people.chair)

    assert [one.reviewer for one in again] == [people.second]
    assert [one.reviewer for one in application.reviews] == [people.first, people.second]


def test_nobody_is_assigned_to_their_own_file(application, people):
    with pytest.raises(OwnFile):
        make.assigned(application, people.first, application.person, chair=people.chair)

    assert application.reviews == []


def test_the_review_begins_with_enough_members(application, people):
    make.assigned(application, people.first, chair=people.chair)

    with pytest.raises(ReviewersMissing):
        actions.begin_review(application, needed=2, by=make.chair_by(people.chair))
    assert application.status is S.SUBMITTED

    make.assigned(application, people.second, chair=people.chair)
    actions.begin_review(application, needed=2, by=make.chair_by(people.chair))
    assert application.status is S.UNDER_REVIEW


def test_who_stepped_back_does_not_count_as_a_reader(application, people):
    reviews = make.assigned(application, people.first, people.second, chair=people.chair)
    relative = program().committee.conflict("relative")

    event = actions.recuse(reviews[0], conflict=relative, by=make.reviewer_by(people.first))

    assert (reviews[0].status, reviews[0].conflict) == (ReviewStatus.RECUSED, "relative")
    assert event.facts == {"reason": "relative"}
    with pytest.raises(ReviewersMissing):
        actions.begin_review(application, needed=2, by=make.chair_by(people.chair))


def test_a_slight_acquaintance_is_mentioned_and_reads_on(application, people):
    (review,) = make.assigned(application, people.first, chair=people.chair)
    slight = program().committee.conflict("acquainted")

    event = actions.declare_clear(review, mentioned=slight, by=make.reviewer_by(people.first))

    assert (review.status, review.conflict) == (ReviewStatus.IN_PROGRESS, "acquainted")
    assert event.facts == {"mentioned": "acquainted"}


def test_a_draft_may_lack_levels_and_sentences(application, people, keys_of):
    review, _ = make.begun(application, people.first, people.second, chair=people.chair)
    keys = keys_of(application.person.ref)

    actions.save_scores(review, {"growth": actions.Written(0, "Thinking.")}, keys=keys)
    actions.save_scores(review, {"growth": actions.Written(2, "Begun.")}, keys=keys)

    (score,) = review.scores
    assert (score.quality, score.level) == ("growth", 2)
    assert keys.open(score.place, score.sealed) == "Begun."


def test_a_review_with_gaps_is_not_submitted(application, people, keys_of):
    review, _ = make.begun(application, people.first, people.second, chair=people.chair)
    written = make.scored() | {"growth": actions.Written(3, "  ")}

    with pytest.raises(ScoresMissing, match="Growth through"):
        actions.submit_review(
            review,
            written,
            committee=program().committee,
            keys=keys_of(application.person.ref),
            by=make.reviewer_by(people.first),
        )

    assert (review.status, review.scores) == (ReviewStatus.IN_PROGRESS, [])


def test_a_submitted_review_stands_until_the_chair_opens_it(application, people, keys_of):
    review, _ = make.begun(application, people.first, people.second, chair=people.chair)
    make.submitted(review, keys_of)

    with pytest.raises(ReviewStands):
        make.submitted(review, keys_of, level=1)
    assert {score.level for score in review.scores} == {3}
    with pytest.raises(WrongCapacity):
        actions.reopen_review(
            review, words=make.words(keys_of, application), by=make.reviewer_by(people.first)
        )

    actions.reopen_review(review, words=make.words(keys_of, application), by=make.chair_by(people.chair))
    make.submitted(review, keys_of, level=1)
    assert {score.level for score in review.scores} == {1}


def test_no_scores_before_the_review_has_begun(application, people, keys_of):
    (review,) = make.cleared(application, people.first, chair=people.chair)

    with pytest.raises(ReviewClosed):
        actions.save_scores(review, make.scored(), keys=keys_of(application.person.ref))

    assert review.scores == []


def decide(application, people, keys_of, outcome=Outcome.OFFER, reasons=(), advice=""):
    return actions.decide(
        application,
        actions.Verdict(outcome, reasons, advice),
        program=program(),
        decider=people.chair,
        keys=keys_of(application.person.ref),
        by=make.chair_by(people.chair),
    )


def test_deciding_waits_for_the_reviews(application, people, keys_of):
    first, _ = make.begun(application, people.first, people.second, chair=people.chair)
    make.submitted(first, keys_of)

    with pytest.raises(ReviewsMissing, match="One more review"):
        decide(application, people, keys_of)

    assert (application.status, application.decisions) == (S.UNDER_REVIEW, [])


def test_deciding_waits_for_the_letters(application, people, keys_of):
    make.ready(application, keys_of, people.first, people.second, chair=people.chair)
    application.references.pop()

    with pytest.raises(ReferencesMissing, match="One letter of recommendation"):
        decide(application, people, keys_of)

    assert (application.status, application.decisions) == (S.UNDER_REVIEW, [])


def test_a_decline_names_its_reasons(application, people, keys_of):
    make.ready(application, keys_of, people.first, people.second, chair=people.chair)

    with pytest.raises(ReasonsMissing):
        decide(application, people, keys_of, Outcome.DECLINE)

    assert application.status is S.UNDER_REVIEW


def test_a_decision_keeps_its_advice_sealed_and_tells_nobody(application, people, keys_of):
    make.ready(application, keys_of, people.first, people.second, chair=people.chair)

    decision = decide(application, people, keys_of, Outcome.DECLINE, ["limits"], "Come back.")

    assert application.status is S.DECIDED
    assert (decision.outcome, decision.reasons, decision.released_at) == (Outcome.DECLINE, ["limits"], None)
    assert keys_of(application.person.ref).open(decision.place, decision.sealed) == "Come back."


@pytest.mark.parametrize(
    ("outcome", "reasons", "status"),
    [
        (Outcome.OFFER, [], S.OFFERED),
        (Outcome.WAITLIST, [], S.WAITLISTED),
        (Outcome.DECLINE, ["limits"], S.DECLINED),
    ],
)
def test_releasing_makes_the_decision_known_once(application, people, keys_of, outcome, reasons, status):
    make.ready(application, keys_of, people.first, people.second, chair=people.chair)
    decide(application, people, keys_of, outcome, reasons)

    decision = actions.release(application, by=make.chair_by(people.chair))

    assert (application.status, decision.released_at) == (status, NOON)
    with pytest.raises(IllegalMove):
        actions.release(application, by=make.chair_by(people.chair))
    assert application.status is status


def test_after_an_appeal_other_members_read(application, people, keys_of):
    make.ready(application, keys_of, people.first, people.second, chair=people.chair)
    decide(application, people, keys_of, Outcome.DECLINE, ["limits"])
    actions.release(application, by=make.chair_by(people.chair))

    actions.appeal(application, words=make.words(keys_of, application), by=make.chair_by(people.chair))

    assert application.status is S.UNDER_REVIEW
    with pytest.raises(ReviewsMissing, match="2 more reviews"):
        decide(application, people, keys_of)
    for number in (11, 12):
        member = make_person(Role.REVIEWER)
        member.id = number
        (review,) = make.cleared(application, member, chair=people.chair)
        make.submitted(review, keys_of, at=NOON + timedelta(days=3))
    assert decide(application, people, keys_of).outcome is Outcome.OFFER


def test_a_place_that_became_free_is_offered_from_the_waiting_list(application, people, keys_of):
    make.ready(application, keys_of, people.first, people.second, chair=people.chair)
    decide(application, people, keys_of, Outcome.WAITLIST)
    actions.release(application, by=make.chair_by(people.chair))

    decision = actions.offer_place(
        application,
        decider=people.chair,
        keys=keys_of(application.person.ref),
        by=make.chair_by(people.chair),
    )

    assert application.status is S.OFFERED
    assert (application.decision, decision.outcome, decision.released_at) == (decision, Outcome.OFFER, NOON)


def test_a_file_that_went_back_to_the_applicant_is_not_read(application, people, keys_of):
    parts = program().application.parts[:1]
    actions.give_back(
        application, parts, words=make.words(keys_of, application), by=make.chair_by(people.chair)
    )
    length = application.chain.length

    with pytest.raises(FileClosed):
        actions.note_reading(application, by=make.reviewer_by(people.first))

    assert application.chain.length == length


def test_the_decline_letter_says_the_reasons_in_the_program_s_words(application, people):
    fill = letters.fill(
        application,
        program(),
        ["limits"],
        link="https://x/application/decision",
        by=make.chair_by(people.chair),
    )
    reason = program().committee.decline_reason("limits")
    text = letters.wording(program(), Outcome.DECLINE).body.format_map(fill)

    assert (fill["reasons"], fill["advice"]) == (f"{reason.label}.", reason.advice)
    assert text.count(reason.advice) == 1


@pytest.mark.parametrize("outcome", [Outcome.OFFER, Outcome.WAITLIST, Outcome.DECLINE])
def test_every_letter_can_be_filled(application, people, outcome):
    fill = letters.fill(application, program(), [], link="https://x/", by=make.chair_by(people.chair))

    text = letters.wording(program(), outcome).body.format_map(fill)

    assert "{" not in text
