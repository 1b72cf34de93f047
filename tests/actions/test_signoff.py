"""Signing hours on plain objects: what is signed, what goes back, and what a refusal leaves alone."""

import pytest

from tests.factories import NOON, TODAY, program
from tests.factories_internship import by_person, make_keys, make_team, make_therapist, signer
from tests.factories_supervision import LOG, make_month, reply_to, sign_month
from training.actions import signoff
from training.actions.record import Private
from training.domain.internship import LicenceNotValid
from training.domain.machine import IllegalMove
from training.domain.roles import Role
from training.domain.signoff import (
    CommentMissing,
    EntryStatus,
    NotSupervisedThen,
    NotTheSigner,
    RequestStatus,
    ShownHasChanged,
)


def statuses(month):
    return [entry.status for entry in month.entries]


def untouched(month):
    return (
        statuses(month) == [EntryStatus.SUBMITTED] * 3 and month.requests[0].status is RequestStatus.REQUESTED
    )


def test_sign_by_the_first_of_two_leaves_entries_submitted():
    month = make_month()

    signature = sign_month(month.requests[0])

    assert month.requests[0].status is RequestStatus.SIGNED
    assert signature.capacity == "therapist"
    assert statuses(month) == [EntryStatus.SUBMITTED] * 3


def test_sign_by_both_signs_the_entries_in_one_event():
    month = make_month()
    sign_month(month.requests[0])
    before = month.internship.chain.length

    sign_month(month.requests[1])

    assert statuses(month) == [EntryStatus.SIGNED] * 3
    assert [entry.signed_on for entry in month.entries] == [TODAY] * 3
    assert month.internship.chain.length == before + 3


def test_entry_sent_back_by_the_second_loses_the_first_signature():
    month = make_month()
    sign_month(month.requests[0])

    sign_month(month.requests[1], _0="Please split it.")

    assert statuses(month) == [EntryStatus.RETURNED, EntryStatus.SIGNED, EntryStatus.SIGNED]
    assert [line.answer for line in month.entries[0].lines] == ["lapsed", "returned"]
    assert month.entries[0].returned_for == "Please split it."


def test_all_sent_back_cancels_what_the_other_was_asked():
    month = make_month()

    assert sign_month(month.requests[0], _0="No.", _1="No.", _2="No.") is None

    assert [one.status for one in month.requests] == [RequestStatus.RETURNED, RequestStatus.CANCELLED]
    assert month.requests[1].entry_count == 0


def test_entry_without_a_comment_does_not_go_back():
    month = make_month()

    with pytest.raises(CommentMissing):
        sign_month(month.requests[0], _0=" ")
    assert untouched(month)


def test_sign_what_changed_since_is_refused():
    month = make_month()
    reply = reply_to(month.requests[0])
    month.entries[0].minutes = 60

    with pytest.raises(ShownHasChanged):
        signoff.sign_entries(
            month.requests[0],
            signer=signer(month.team.therapist, Role.THERAPIST, NOON),
            reply=reply,
            program=program(),
        )
    assert untouched(month)


def test_sign_for_another_is_refused():
    month = make_month()

    with pytest.raises(NotTheSigner):
        signoff.sign_entries(
            month.requests[0],
            signer=signer(make_therapist(), Role.THERAPIST, NOON),
            reply=reply_to(month.requests[0]),
            program=program(),
        )
    assert untouched(month)


def test_sign_without_a_licence_on_the_day_is_refused():
    month = make_month(team=make_team())
    month.team.therapist.licences.clear()

    with pytest.raises(LicenceNotValid):
        sign_month(month.requests[0])
    assert untouched(month)


def test_sign_a_day_the_agreement_does_not_cover_is_refused():
    month = make_month()
    month.internship.supervisions[0].until_on = month.entries[1].on

    with pytest.raises(NotSupervisedThen):
        sign_month(month.requests[0])
    assert untouched(month)


def test_sign_twice_is_refused():
    month = make_month()
    sign_month(month.requests[0])

    with pytest.raises(IllegalMove):
        sign_month(month.requests[0])


def test_decline_sends_everything_back_with_the_reason():
    month = make_month()
    signoff.decline(
        month.requests[0],
        by=by_person(month.team.therapist, Role.THERAPIST, NOON),
        reason="Not as agreed.",
        words=Private(make_keys(), "Not as agreed."),
        program=program(),
        link=LOG,
    )

    assert month.requests[0].status is RequestStatus.DECLINED
    assert [entry.returned_for for entry in month.entries] == ["Not as agreed."] * 3
