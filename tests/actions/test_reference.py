from datetime import timedelta

import pytest

from tests.factories import NOON, by, program
from tests.factories_application import (
    TOKEN,
    letter_texts,
    make_application,
    make_draft,
    make_letter,
    make_reference,
    referee,
)
from training.actions import reference as actions
from training.domain.application import ApplicationStatus, LinkExpired, PartsMissing
from training.domain.application import ReferenceStatus as R
from training.domain.machine import IllegalMove
from training.domain.reference import AskedToday, EnoughNamed, NothingAsked, Referee, hashed
from training.domain.roles import Role, by_system


@pytest.fixture
def named(vault):
    return make_reference(make_draft(vault)[0])


@pytest.fixture
def keys(vault, named):
    return vault.of(named.application.person.ref)


def applicant(named, days=0):
    return by(Role.APPLICANT, named.application.person.ref, at=NOON + timedelta(days=days))


def again(named, days):
    link = actions.Link("another token", "https://example.org/reference/another")
    actions.ask(named, link, program=program(), by=applicant(named, days))


def test_asking_stores_only_the_hash_and_the_last_day_of_the_link(named):
    assert named.status is R.REQUESTED
    assert named.token_hash == hashed(TOKEN + "1")
    assert named.expires_at == NOON + timedelta(days=60)


def test_asking_again_within_a_day_is_refused_and_the_first_link_stays(named):
    with pytest.raises(AskedToday):
        again(named, days=0)

    assert named.token_hash == hashed(TOKEN + "1")


def test_asking_again_later_replaces_the_link(named):
    again(named, days=3)

    assert (named.status, named.token_hash) == (R.REQUESTED, hashed("another token"))


@pytest.mark.parametrize("end", ["decline", "expire", "cancel"])
def test_request_that_came_to_nothing_may_be_made_again(named, end):
    if end == "decline":
        actions.decline(named, by=referee(named))
    elif end == "expire":
        actions.expire_references(named.application, by=by_system(NOON + timedelta(days=60)))
    else:
        actions.cancel(named, by=applicant(named))

    again(named, days=61)

    assert named.status is R.REQUESTED


def test_taken_back_request_is_not_revived_beside_two_others(vault):
    application, _ = make_draft(vault)
    first = make_reference(application, number=1)
    actions.cancel(first, by=applicant(first))
    make_reference(application, number=2)
    make_reference(application, number=3)

    with pytest.raises(EnoughNamed):
        again(first, days=2)

    assert (first.status, first.token_hash) == (R.CANCELLED, None)


def test_nobody_is_named_once_the_application_has_ended(vault):
    application = make_application(ApplicationStatus.DECLINED, vault=vault)
    new = Referee("Dr. New", "new@clinic.example", "teacher")

    with pytest.raises(NothingAsked):
        actions.name_referee(application, new, needed=3, by=by(Role.APPLICANT, application.person.ref))

    assert len(application.references) == 2


def test_letter_is_kept_page_by_page_and_opened_whole(named, keys):
    actions.keep_letter(named, {"known_for": "Ten years"}, keys=keys, by=referee(named))
    actions.keep_letter(named, {"recommends": "yes"}, keys=keys, by=referee(named))

    assert actions.opened(named, keys) == {"known_for": "Ten years", "recommends": "yes"}


def test_unfinished_letter_is_not_sent(named, keys):
    actions.keep_letter(named, letter_texts() | {"recommends": ""}, keys=keys, by=referee(named))

    with pytest.raises(PartsMissing) as refusal:
        actions.deliver(named, program=program(), keys=keys, by=referee(named))

    assert str(refusal.value) == (
        "Not ready to send. Still open: “Would you recommend this person for the training?”."
    )
    assert (named.status, named.answered_at) == (R.REQUESTED, None)


def test_letter_that_was_sent_stays_as_it_is(named, keys, vault):
    make_letter(named, vault)
    sealed = named.sealed

    with pytest.raises(LinkExpired):
        actions.keep_letter(named, {"letter_text": "Something else"}, keys=keys, by=referee(named))
    with pytest.raises(LinkExpired):
        actions.decline(named, by=referee(named))
    with pytest.raises(IllegalMove):
        actions.cancel(named, by=applicant(named))

    assert (named.status, named.sealed) == (R.RECEIVED, sealed)


def test_link_that_ran_out_writes_nothing(named, keys):
    with pytest.raises(LinkExpired):
        actions.keep_letter(named, letter_texts(), keys=keys, by=referee(named, days=60))

    assert named.sealed is None


def test_declining_leaves_nothing_of_the_draft(named, keys):
    actions.keep_letter(named, letter_texts(), keys=keys, by=referee(named))

    actions.decline(named, by=referee(named))

    assert (named.status, named.sealed) == (R.REFUSED, None)


def test_only_requests_past_their_day_lapse(vault):
    application, _ = make_draft(vault)
    old = make_reference(application, number=1)
    young = make_reference(application, number=2, at=NOON + timedelta(days=10))

    lapsed = actions.expire_references(application, by=by_system(NOON + timedelta(days=60)))

    assert lapsed == [old]
    assert [old.status, young.status] == [R.EXPIRED, R.REQUESTED]


def test_reminder_brings_a_new_link_with_the_same_last_day(named):
    last_day = named.expires_at
    link = actions.Link("reminder token", "https://example.org/reference/reminder")

    actions.remind(named, link, program=program(), by=by_system(NOON + timedelta(days=7)))

    assert (named.token_hash, named.expires_at) == (hashed("reminder token"), last_day)
