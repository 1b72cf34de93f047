"""Attendance: recorded, verified on each person's own record, corrected with a reason."""

from datetime import UTC, datetime

import pytest

from tests.factories import by
from tests.factories_course import make_cohort, make_enrolment, take
from training.actions import attendance as actions
from training.actions import cohort as plans
from training.domain.attendance import DayMark, NotOneself
from training.domain.course import (
    CorrectionNeedsReason,
    DayOutside,
    EnrolmentStatus,
    Mark,
    NotOnTheList,
    NotYetHeld,
    Presence,
    SessionStands,
    StaleAttendance,
    TooManyMinutes,
)
from training.domain.roles import Role

TEACHING = by(Role.INSTRUCTOR, ref="P-TEACH22")
PRESENT = Mark(Presence.PRESENT)


class Keys:
    """Stands where the vault would: a digest and a seal that can be looked at."""

    def digest(self, text):
        return f"digest of {text}"

    def seal(self, place, text):
        return f"{place} {text}".encode()


def keys(_ref):
    return Keys()


def sheet_for(enrolment, number=0):
    return actions.Sheet(enrolment.cohort.sessions[number], [enrolment])


def record(sheet, mark, *, seen=0, reason="", at=None):
    ref = next(iter(sheet.enrolments))
    who = by(Role.INSTRUCTOR, ref="P-TEACH22") if at is None else by(Role.INSTRUCTOR, "P-TEACH22", at)
    return actions.record(sheet, {ref: mark}, seen=seen, by=who, keys=keys, reason=reason)


def test_record_present_counts_all_of_the_session():
    sheet = sheet_for(make_enrolment())

    record(sheet, PRESENT)

    (row,) = sheet.session.attendances
    assert (row.presence, row.minutes, row.verified_at) == (Presence.PRESENT, 120, None)


def test_record_absent_counts_nothing_whatever_minutes_are_typed():
    sheet = sheet_for(make_enrolment())

    record(sheet, Mark(Presence.ABSENT, 90))

    assert [one.minutes for one in sheet.session.attendances] == [0]


def test_record_more_than_planned_is_refused_and_nothing_is_kept():
    sheet = sheet_for(make_enrolment())

    with pytest.raises(TooManyMinutes):
        record(sheet, Mark(Presence.PARTIAL, 121))

    assert sheet.session.attendances == []


def test_record_the_same_again_writes_nothing():
    enrolment = make_enrolment()
    take(enrolment.cohort.sessions[0], enrolment, is_verified=False)
    length = enrolment.cohort.chain.length

    assert record(sheet_for(enrolment), PRESENT, seen=99) == {}

    assert enrolment.cohort.chain.length == length


def test_record_on_what_somebody_else_changed_is_refused():
    enrolment = make_enrolment()
    take(enrolment.cohort.sessions[0], enrolment, is_verified=False)
    enrolment.cohort.sessions[0].attendances[0].version = 1

    with pytest.raises(StaleAttendance):
        record(sheet_for(enrolment), Mark(Presence.ABSENT), seen=0)

    assert enrolment.attendances[0].minutes == 120


def test_record_before_the_day_is_refused():
    enrolment = make_enrolment()

    with pytest.raises(NotYetHeld):
        record(sheet_for(enrolment), PRESENT, at=datetime(2026, 8, 31, 23, 59, tzinfo=UTC))

    assert enrolment.attendances == []


def test_record_opens_at_midnight_where_the_cohort_meets():
    enrolment = make_enrolment(cohort=make_cohort(zone="Asia/Tokyo"))

    record(sheet_for(enrolment), PRESENT, at=datetime(2026, 8, 31, 15, tzinfo=UTC))

    assert [one.minutes for one in enrolment.attendances] == [120]


def test_record_of_somebody_who_has_not_signed_is_refused():
    enrolment = make_enrolment(EnrolmentStatus.REGISTERED)

    with pytest.raises(NotOnTheList):
        record(sheet_for(enrolment), PRESENT)

    assert enrolment.attendances == []


def test_verify_writes_the_minutes_on_the_persons_own_record():
    enrolment = make_enrolment()
    sheet = sheet_for(enrolment)
    record(sheet, PRESENT)
    length = enrolment.person.chain.length

    assert actions.verify(sheet, by=TEACHING) == 1

    assert enrolment.person.chain.length == length + 1
    assert (enrolment.attendances[0].verified_at, enrolment.attendances[0].verified_by) == (
        TEACHING.at,
        TEACHING.ref,
    )


def test_verify_twice_writes_once():
    enrolment = make_enrolment(minutes=120)
    length = enrolment.person.chain.length

    assert actions.verify(sheet_for(enrolment), by=TEACHING) == 0

    assert enrolment.person.chain.length == length


def test_verified_minutes_without_a_reason_stay():
    enrolment = make_enrolment(minutes=120)
    enrolment.attendances[0].version = 0

    with pytest.raises(CorrectionNeedsReason):
        record(sheet_for(enrolment), Mark(Presence.PARTIAL, 60))

    assert enrolment.attendances[0].minutes == 120
    assert enrolment.attendances[0].verified_at == TEACHING.at


def test_verified_minutes_with_a_reason_are_corrected_and_have_to_be_verified_anew():
    enrolment = make_enrolment(minutes=120)
    enrolment.attendances[0].version = 0
    length = enrolment.person.chain.length

    record(sheet_for(enrolment), Mark(Presence.PARTIAL, 60), reason="Read from the wrong line.")

    assert (enrolment.attendances[0].minutes, enrolment.attendances[0].verified_at) == (60, None)
    assert enrolment.person.chain.length == length + 1


def test_edit_session_moves_it_and_whoever_was_there_for_all_of_it_stays_so():
    enrolment = make_enrolment()
    session = enrolment.cohort.sessions[0]
    take(session, enrolment, is_verified=False)

    plans.edit_session(session, on=session.on, title="Arriving", minutes=90, by=by())

    assert (session.title, session.planned_minutes, enrolment.attendances[0].minutes) == ("Arriving", 90, 90)


def test_edit_session_that_is_verified_is_refused():
    enrolment = make_enrolment(minutes=120)
    session = enrolment.cohort.sessions[0]

    with pytest.raises(SessionStands):
        plans.edit_session(session, on=session.on, title="Other", minutes=90, by=by())

    assert session.planned_minutes == 120


def test_edit_session_to_a_day_outside_the_cohort_is_refused():
    session = make_cohort().sessions[0]
    before = session.on

    with pytest.raises(DayOutside):
        plans.edit_session(session, on=before.replace(month=8), title="Other", minutes=90, by=by())

    assert session.on == before


# ------------------------------------------------------------------ a whole day


def day_for(enrolment, sessions=3):
    return actions.DaySheet(enrolment.cohort.sessions[:sessions], [enrolment])


def record_day(day, told, *, seen=0, reason=""):
    """As stored: rows that were never flushed have no version yet."""
    for sheet in day.sheets:
        for row in sheet.session.attendances:
            row.version = row.version or 0
    (ref,) = day.enrolments
    return actions.record_day(day, {ref: told}, seen=seen, by=TEACHING, keys=keys, reason=reason)


def marks_of(day):
    (ref,) = day.enrolments
    return day.standing(ref)


def test_record_day_writes_each_session_once():
    enrolment = make_enrolment()
    day = day_for(enrolment)

    changed = record_day(day, DayMark(Presence.PARTIAL, late=30))
    again = record_day(day, DayMark(Presence.PARTIAL, late=30))

    planned = day.planned
    assert (changed, again) == ({enrolment.ref}, set())
    assert marks_of(day) == [
        Mark(Presence.PARTIAL, planned[0] - 30),
        *(Mark(Presence.PRESENT, minutes) for minutes in planned[1:]),
    ]


def test_record_day_that_lacks_a_reason_changes_no_session():
    enrolment = make_enrolment()
    take(enrolment.cohort.sessions[2], enrolment)
    day = day_for(enrolment)
    before = marks_of(day)

    with pytest.raises(CorrectionNeedsReason):
        record_day(day, DayMark(Presence.ABSENT))

    assert marks_of(day) == before
    assert before[:2] == [None, None]


def test_record_day_from_an_older_page_changes_nothing():
    day = day_for(make_enrolment())

    with pytest.raises(StaleAttendance):
        record_day(day, DayMark(Presence.PRESENT), seen=4)

    assert marks_of(day) == [None, None, None]


def test_verify_day_counts_people_not_sessions():
    day = day_for(make_enrolment())
    record_day(day, DayMark(Presence.PRESENT))

    assert actions.verify_day(day, by=TEACHING) == 1
    assert actions.verify_day(day, by=TEACHING) == 0
    assert day.is_verified


def test_told_of_a_day_with_a_gap_is_none():
    enrolment = make_enrolment()
    day = day_for(enrolment)
    actions.record(day.sheets[1], {enrolment.ref: Mark(Presence.ABSENT)}, seen=0, by=TEACHING, keys=keys)

    assert day.told(enrolment.ref) is None


def test_nobody_marks_or_verifies_themselves():
    enrolment = make_enrolment()
    sheet = actions.Sheet(enrolment.cohort.sessions[0], [enrolment])
    oneself = by(Role.INSTRUCTOR, ref=enrolment.person.ref)

    with pytest.raises(NotOneself):
        actions.record(sheet, {enrolment.ref: PRESENT}, seen=0, by=oneself, keys=keys)
    assert enrolment.cohort.sessions[0].attendances == []

    take(enrolment.cohort.sessions[0], enrolment, is_verified=False)
    sheet, before = actions.Sheet(enrolment.cohort.sessions[0], [enrolment]), enrolment.chain.length
    with pytest.raises(NotOneself):
        actions.verify(sheet, by=oneself)
    assert [one.verified_at for one in enrolment.cohort.sessions[0].attendances] == [None]
    assert enrolment.chain.length == before
