from datetime import timedelta

import pytest

from tests.factories import NOON, by, make_person, make_program_version, program
from tests.factories_application import make_application, make_draft, whole_texts
from training.actions import application as actions
from training.actions.record import Private
from training.domain.application import (
    AlreadyOpen,
    ConsentMissing,
    FeeStatus,
    NotWritable,
    PartsMissing,
    ReferenceStatus,
)
from training.domain.application import ApplicationStatus as S
from training.domain.machine import IllegalMove, WrongCapacity
from training.domain.roles import Role
from training.models import Consent

LINK = "https://example.org/application"


def applicant(application):
    return by(Role.APPLICANT, application.person.ref, at=NOON + timedelta(days=2))


def ready(**changes):
    return actions.Ready(program(), whole_texts() | changes, consented=True)


def test_begin_is_refused_while_another_is_open():
    person = make_person(Role.APPLICANT)
    length = person.chain.length

    with pytest.raises(AlreadyOpen):
        actions.begin(person, make_program_version(), before=[S.SUBMITTED], by=by(Role.APPLICANT, person.ref))

    assert person.chain.length == length


def test_save_writes_one_event_with_the_part_and_the_count_only(vault):
    application, keys = make_draft(vault)
    before = application.chain.length

    changed = actions.save(
        application, "cover", {"full_name": "Ines", "called": ""}, keys=keys, by=applicant(application)
    )

    assert [answer.question for answer in changed] == ["full_name"]
    assert keys.open(changed[0].place, changed[0].sealed) == "Ines"
    assert application.chain.length == before + 1


def test_saving_the_same_again_changes_nothing_and_is_not_recorded(vault):
    application, keys = make_draft(vault)
    actions.save(application, "cover", {"full_name": "Ines"}, keys=keys, by=applicant(application))
    head, sealed = application.chain.head, application.answers[0].sealed

    assert (
        actions.save(application, "cover", {"full_name": "Ines"}, keys=keys, by=applicant(application)) == []
    )
    assert (application.chain.head, application.answers[0].sealed) == (head, sealed)


def test_what_a_page_keeps_by_itself_leaves_the_record_alone(vault):
    application, keys = make_draft(vault)
    head = application.chain.head

    actions.keep(application, {"full_name": "Ines"}, keys=keys, by=applicant(application))

    assert [answer.question for answer in application.answers] == ["full_name"]
    assert application.chain.head == head


def test_nothing_is_written_after_sending(vault):
    application = make_application(S.SUBMITTED, vault=vault)
    head = application.chain.head

    with pytest.raises(NotWritable):
        actions.save(
            application,
            "cover",
            {"full_name": "X"},
            keys=vault.of(application.person.ref),
            by=applicant(application),
        )

    assert application.chain.head == head


def test_send_names_everything_that_is_open(vault):
    application, _ = make_draft(vault)
    head = application.chain.head

    with pytest.raises(PartsMissing) as refusal:
        actions.send(application, ready(full_name=""), by=applicant(application), link=LINK)

    assert str(refusal.value) == "Not ready to send. Still open: Cover page, Letters of recommendation."
    assert (application.status, application.submitted_at, application.chain.head) == (S.DRAFT, None, head)


def test_send_without_consent_is_refused(vault):
    application = make_application(vault=vault)

    with pytest.raises(ConsentMissing):
        actions.send(
            application,
            actions.Ready(program(), whole_texts(), consented=False),
            by=applicant(application),
            link=LINK,
        )

    assert application.status is S.DRAFT


def test_returned_application_is_sent_again_and_keeps_its_first_date(vault):
    application = make_application(S.RETURNED, vault=vault)
    first = application.submitted_at

    actions.send(application, ready(), by=applicant(application), link=LINK)

    assert (application.status, application.submitted_at) == (S.SUBMITTED, first)


def test_withdrawing_ends_what_referees_were_asked_and_seals_the_reason(vault):
    application = make_application(S.DECIDED, vault=vault)
    keys = vault.of(application.person.ref)

    actions.withdraw(application, by=applicant(application), words=Private(keys, "My mother is ill."))

    assert application.status is S.WITHDRAWN
    assert [(one.status, one.token_hash) for one in application.references] == [
        (ReferenceStatus.CANCELLED, None)
    ] * 2


def test_discard_is_for_drafts_only(vault):
    application = make_application(S.SUBMITTED, vault=vault)

    with pytest.raises(IllegalMove):
        actions.discard(application, by=applicant(application))

    assert [one.status for one in application.references] == [ReferenceStatus.REQUESTED] * 2


@pytest.mark.parametrize(
    ("status", "ends"), [(S.DRAFT, S.DISCARDED), (S.UNDER_REVIEW, S.WITHDRAWN), (S.DECLINED, S.DECLINED)]
)
def test_withdrawn_consent_ends_the_application_unless_it_is_decided(vault, status, ends):
    application = make_application(status, vault=vault)
    consent = Consent(text_id=actions.CONSENT, text_version="1", given_at=NOON, withdrawn_at=None)

    gone = actions.withdraw_consent(application.person, [consent], [application], by=applicant(application))

    assert (application.status, len(gone)) == (ends, len(whole_texts()))
    assert consent.withdrawn_at == NOON + timedelta(days=2)


@pytest.mark.parametrize(("act", "ends"), [(actions.accept, S.ACCEPTED), (actions.refuse, S.OFFER_DECLINED)])
def test_offer_is_the_applicants_to_answer(vault, act, ends):
    application = make_application(S.OFFERED, vault=vault)

    with pytest.raises(WrongCapacity):
        act(application, by=by(Role.REGISTRAR))
    assert application.status is S.OFFERED

    act(application, by=applicant(application))
    assert application.status is ends


def test_fee_is_noted_once(vault):
    application, _ = make_draft(vault)

    actions.record_fee(application, FeeStatus.PAID, by=by())
    head = application.chain.head
    actions.record_fee(application, FeeStatus.PAID, by=by())

    assert (application.fee_status, application.chain.head) == ("paid", head)
