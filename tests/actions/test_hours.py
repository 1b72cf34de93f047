"""Writing work down and sending it, on plain objects."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import NOON, TODAY, make_person, program
from tests.factories_internship import (
    by_person,
    make_case,
    make_desk,
    make_entry,
    make_internship,
    make_keys,
    make_therapist,
    make_work,
    submit,
)
from training.actions import hours, internship
from training.domain.internship import InternshipStatus
from training.domain.log import (
    AmendmentOpen,
    NoSupervisor,
    NotLoggable,
    NotOpenForLog,
    NotYoursToChange,
    OnlySignedAmended,
    OtherMonth,
)
from training.domain.machine import IllegalMove
from training.domain.roles import Role
from training.domain.signoff import AlreadySigned, EntryStatus, NothingToSign, RequestStatus


@pytest.fixture
def running():
    found = make_internship()
    make_case(found)
    return found


def me(running, at=NOON):
    return by_person(running.person, Role.INTERN, at)


def test_log_keeps_the_work_as_a_draft_with_its_note_sealed(running):
    keys = make_keys(running.person.ref)

    entry = make_entry(running, keys=keys, case="T2-B6", methods=("eye_contact",), note="calm", form_key="k1")

    assert (entry.status, entry.on, entry.minutes, entry.activity, entry.case.code, entry.methods) == (
        EntryStatus.DRAFT,
        TODAY,
        90,
        "client_session",
        "T2-B6",
        ["eye_contact"],
    )
    assert keys.open(entry.place, entry.note) == "calm"
    assert entry.form_key == "k1"


@pytest.mark.parametrize(
    "status", [InternshipStatus.SUSPENDED, InternshipStatus.COMPLETION_REVIEW, InternshipStatus.COMPLETED]
)
def test_log_is_closed_unless_the_internship_runs(status):
    with pytest.raises(NotOpenForLog):
        make_entry(make_internship(status))


def test_on_leave_the_days_before_may_still_be_written_down():
    away = make_internship(InternshipStatus.ON_LEAVE)

    entry = make_entry(away, on=date(2026, 10, 14))

    assert entry.status is EntryStatus.DRAFT
    with pytest.raises(NotLoggable, match="You were on leave that day"):
        make_entry(away, on=TODAY)


def test_change_rewrites_a_draft(running):
    entry = make_entry(running)

    hours.change(entry, make_work(minutes=45), desk=make_desk(running), by=me(running))

    assert (entry.minutes, entry.status) == (45, EntryStatus.DRAFT)


def test_change_makes_a_returned_entry_a_draft_again(running):
    entry = make_entry(running)
    entry.status = EntryStatus.RETURNED

    hours.change(entry, make_work(minutes=45), desk=make_desk(running), by=me(running))

    assert (entry.minutes, entry.status) == (45, EntryStatus.DRAFT)


@pytest.mark.parametrize("status", [EntryStatus.SUBMITTED, EntryStatus.SIGNED, EntryStatus.VOIDED])
def test_change_of_anything_else_is_refused(running, status):
    entry = make_entry(running)
    entry.status = status

    with pytest.raises(NotYoursToChange):
        hours.change(entry, make_work(minutes=45), desk=make_desk(running), by=me(running))

    assert entry.minutes == 60


def test_change_to_what_may_not_be_logged_keeps_the_entry_as_it_was(running):
    entry = make_entry(running)
    entry.status = EntryStatus.RETURNED

    with pytest.raises(NotLoggable):
        hours.change(entry, make_work(minutes=0), desk=make_desk(running), by=me(running))

    assert (entry.minutes, entry.status) == (60, EntryStatus.RETURNED)


def test_remove_takes_a_draft_out_with_its_note(running):
    entry = make_entry(running, note="calm")

    hours.remove(entry, by=me(running))

    assert (entry.status, entry.note) == (EntryStatus.DELETED, None)


# ------------------------------------------------------------------ sending


def test_submit_asks_each_supervisor_once_for_what_they_must_sign(running):
    session = make_entry(running, on=date(2026, 10, 5), case="T2-B6")
    study = make_entry(running, on=date(2026, 10, 6))
    consultation = make_entry(
        running, on=date(2026, 10, 7), case="T2-B6", activity="consultation", minutes=30
    )

    therapist, mentor = submit(running, session, study, consultation)

    assert (therapist.supervisor.name, therapist.role, therapist.entry_count, therapist.total_minutes) == (
        "Dr. Anna Feld",
        Role.THERAPIST,
        2,
        120,
    )
    assert (mentor.supervisor.name, mentor.role, mentor.entry_count, mentor.total_minutes) == (
        "Marta Lindqvist",
        Role.MENTOR,
        2,
        150,
    )
    assert [line.entry for line in therapist.lines] == [session, consultation]
    assert [one.status for one in (session, study, consultation)] == [EntryStatus.SUBMITTED] * 3


def test_submit_of_nothing_or_of_two_months_is_refused(running):
    with pytest.raises(NothingToSign):
        hours.submit_period(running, "2026-10", [], program=program(), by=me(running), link=str)
    older, newer = make_entry(running, on=date(2026, 9, 30)), make_entry(running, on=date(2026, 10, 1))
    with pytest.raises(OtherMonth):
        submit(running, older, newer)

    assert [older.status, newer.status] == [EntryStatus.DRAFT] * 2


def test_submit_without_a_supervisor_for_the_day_says_what_is_missing_and_sends_nothing(running):
    running.supervisions[1].until_on = date(2026, 10, 1)
    entry = make_entry(running, on=date(2026, 10, 5))

    with pytest.raises(NoSupervisor) as refusal:
        submit(running, entry)

    assert str(refusal.value) == (
        "“Study” on 5 October 2026 needs the signature of a mentor, and none had signed the agreement for "
        "that day. Please ask the office."
    )
    assert (entry.status, entry.lines) == (EntryStatus.DRAFT, [])


def test_submit_goes_to_the_therapist_of_the_case_and_not_to_another(running):
    other = make_therapist("Dr. Other")
    office = by_person(running.person, Role.REGISTRAR)
    added = internship.add_supervisor(running, other, Role.THERAPIST, program=program(), by=office, link=str)
    added.from_on = date(2026, 1, 12)

    (request,) = submit(running, make_entry(running, case="T2-B6", activity="consultation", minutes=30))

    assert request.supervisor.name == "Dr. Anna Feld"


def test_of_two_mentors_of_a_day_the_later_signs_what_has_no_case(running):
    later = make_person(Role.MENTOR, name="Later Mentor")
    office = by_person(running.person, Role.REGISTRAR)
    added = internship.add_supervisor(running, later, Role.MENTOR, program=program(), by=office, link=str)
    added.from_on = date(2026, 10, 1)

    (request,) = submit(running, make_entry(running))

    assert request.supervisor is later


# ------------------------------------------------------------------ after sending


def test_recall_takes_the_entry_out_of_every_request(running):
    session, study = make_entry(running, case="T2-B6"), make_entry(running)
    therapist, mentor = submit(running, session, study)

    hours.recall(session, by=me(running))

    assert session.status is EntryStatus.DRAFT
    assert (therapist.status, therapist.entry_count) == (RequestStatus.CANCELLED, 0)
    assert (mentor.status, mentor.entry_count, mentor.total_minutes) == (RequestStatus.REQUESTED, 1, 60)


def test_recall_after_a_first_signature_is_refused(running):
    session = make_entry(running, case="T2-B6")
    therapist, mentor = submit(running, session)
    therapist.lines[0].answer = "signed"

    with pytest.raises(AlreadySigned):
        hours.recall(session, by=me(running))

    assert (session.status, mentor.entry_count) == (EntryStatus.SUBMITTED, 1)


def test_recall_of_a_draft_is_refused(running):
    with pytest.raises(IllegalMove):
        hours.recall(make_entry(running), by=me(running))


def test_amend_makes_a_draft_beside_the_signed_entry(running):
    entry = make_entry(running)
    entry.status = EntryStatus.SIGNED

    amended = hours.amend(
        entry, make_work(minutes=45), desk=make_desk(running, is_amendment=True), by=me(running)
    )

    assert (amended.amends, amended.minutes, amended.status) == (entry, 45, EntryStatus.DRAFT)
    assert (entry.minutes, entry.status) == (60, EntryStatus.SIGNED)


def test_amend_is_for_signed_entries_and_one_at_a_time(running):
    entry = make_entry(running)
    with pytest.raises(OnlySignedAmended):
        hours.amend(entry, make_work(), desk=make_desk(running), by=me(running))

    entry.status = EntryStatus.SIGNED
    with pytest.raises(AmendmentOpen):
        hours.amend(
            entry, make_work(), desk=make_desk(running), by=me(running), open_amendment=make_entry(running)
        )


def test_the_record_names_the_day_and_never_the_note(running):
    before = running.chain.length

    make_entry(running, note="calm", at=datetime(2026, 10, 15, 21, tzinfo=UTC))

    assert running.chain.length == before + 1
