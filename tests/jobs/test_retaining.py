"""What was kept long enough goes in the night: on its day, not the day before, and the record holds."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError

from tests.factories import NOON, by, make_person
from tests.factories_application import make_application, make_letter
from tests.factories_committee import decided
from tests.factories_course import make_cohort, make_enrolment
from tests.factories_internship import make_case, make_entry, make_internship
from tests.factories_post import write_letter
from training.actions import committee, erasure
from training.actions.record import advance
from training.domain.application import ApplicationMove as M
from training.domain.application import ApplicationStatus as S
from training.domain.course import EnrolmentStatus
from training.domain.erasure import GONE_NAME, Erasing
from training.domain.program import Outcome
from training.domain.retention import Kind, Period
from training.domain.roles import Role
from training.jobs import retaining
from training.models import (
    Answer,
    Application,
    Decision,
    Entry,
    Event,
    Letter,
    LetterStatus,
    ProgramVersion,
    Reference,
    Score,
)
from training.queries.integrity import faults


@pytest.fixture
def version(session):
    found = session.scalars(select(ProgramVersion)).one()
    session.commit()
    return found


@pytest.fixture
def wrong(app, engine, session):
    """What does not hold; nothing but what the makers of these tests never wrote on the record."""

    def look():
        session.commit()
        with engine.connect() as connection:
            return [(one.table, one.row) for one in faults(connection, app.extensions["vault"])]

    return look


@pytest.fixture
def night(app, session, wrong):
    """The chore of the night before this day's morning; what it did, and that the record holds as before."""

    def run(on):
        before = wrong()
        with app.app_context():
            done = retaining.carry_out(session, datetime.combine(on, time(3), UTC))
            report = retaining.reports()
            retaining.report_file().unlink(missing_ok=True)
        session.expire_all()
        assert wrong() == before
        return done, dict(report[0].done) if report else {}

    return run


@pytest.fixture
def applied(saved, vault, version):
    def apply(status):
        move = {S.DISCARDED: M.DISCARD, S.WITHDRAWN: M.WITHDRAW, S.ACCEPTED: M.ACCEPT}.get(status)
        before = {S.DISCARDED: S.DRAFT, S.WITHDRAWN: S.SUBMITTED, S.ACCEPTED: S.OFFERED}.get(status, status)
        made = make_application(before, vault=vault, version=version)
        if move:
            advance(made, move, by=by(Role.APPLICANT, made.person.ref))
        return saved(made)

    return apply


def left(session):
    """How many answers, and of how many referees something, is left."""
    known = Reference.name != GONE_NAME
    answers = session.scalar(select(func.count(Answer.id)))
    return answers > 0, session.scalar(select(func.count(Reference.id)).where(known)) or 0


@pytest.mark.parametrize(
    ("status", "after", "kind"),
    [
        (S.DRAFT, S.DISCARDED, "unsubmitted_application"),
        (S.DISCARDED, S.DISCARDED, "unsubmitted_application"),
        (S.DECLINED, S.DECLINED, "declined_answers"),
        (S.WITHDRAWN, S.WITHDRAWN, "declined_answers"),
    ],
)
def test_answers_and_letters_go_after_twelve_months(applied, night, session, status, after, kind):
    one = applied(status)

    assert night(date(2027, 10, 14)) == (0, {})
    assert (left(session), one.status) == ((True, 2), status)

    assert night(date(2027, 10, 15)) == (1, {kind: 1})
    assert (left(session), one.status) == ((False, 0), after)
    told = session.scalars(select(Event).where(Event.kind == "retention.clear")).one()
    assert (told.actor, told.subject, told.facts["of"]) == ("system", f"application:{one.ref}", kind)

    assert night(date(2027, 10, 16)) == (0, {})


@pytest.mark.parametrize(
    "status", [S.SUBMITTED, S.UNDER_REVIEW, S.RETURNED, S.OFFERED, S.ACCEPTED, S.WAITLISTED]
)
def test_of_what_is_under_way_nothing_goes(applied, night, session, status):
    applied(status)
    assert night(date(2036, 1, 1)) == (0, {})
    assert left(session) == (True, 2)


@pytest.fixture
def enrolled(saved, vault, session, version):
    """Somebody in a course or through with it, of whose application an answer is left; and the answer."""

    def enrol(status):
        enrolment = make_enrolment(status, cohort=saved(make_cohort(version=version)), saved=saved)
        application = session.scalars(select(Application)).one()
        answer = Answer(ref="W-1", application_id=application.id, question="essay", saved_at=NOON)
        answer.sealed = vault.of(enrolment.person.ref).seal(answer.place, "I grew up.")
        saved(answer)
        return enrolment

    return enrol


def test_answers_of_those_admitted_go_a_year_after_their_course(enrolled, night, session):
    enrolment = enrolled(EnrolmentStatus.COMPLETED)
    steps = select(func.max(Event.at)).where(Event.subject == f"enrolment:{enrolment.ref}")
    ended = session.scalar(steps).date()

    assert night(ended.replace(year=ended.year + 1, day=ended.day - 1)) == (0, {})
    assert night(ended.replace(year=ended.year + 1)) == (1, {"admitted_answers": 1})
    assert left(session) == (False, 0)


def test_while_somebody_is_in_a_course_their_answers_stay(enrolled, night, session):
    enrolled(EnrolmentStatus.ACTIVE)
    assert night(date(2036, 1, 1)) == (0, {})
    assert left(session)[0]


def test_scores_and_advice_go_after_seven_years_and_the_outcome_stays(applied, night, saved, vault, session):
    chair, anna, ben = (make_person(role) for role in (Role.CHAIR, Role.REVIEWER, Role.REVIEWER))
    saved(chair, anna, ben)
    one = applied(S.SUBMITTED)
    for named in one.references:
        make_letter(named, vault)
    decided(one, vault.of, anna, ben, chair=chair, outcome=Outcome.DECLINE, reasons=("more_growth",))
    committee.release(one, by=by(Role.CHAIR, chair.ref))
    saved(one)

    assert night(date(2033, 10, 14))[1] == {"declined_answers": 1}
    assert session.scalar(select(func.count(Score.id))) > 0
    assert night(date(2033, 10, 15)) == (1, {"decision": 1})

    assert session.scalar(select(func.count(Score.id))) == 0
    stands = session.scalars(select(Decision)).one()
    assert (stands.outcome, stands.reasons, stands.sealed) == (Outcome.DECLINE, [], None)


@pytest.fixture
def noted(saved, vault):
    """A closed case with a note on one session that was signed."""
    internship = make_internship(saved=saved)
    make_case(internship, code="T2-B6", opened_on=date(2026, 2, 1), closed_on=date(2026, 10, 14))
    keys = vault.of(internship.person.ref)
    entry = make_entry(
        internship,
        keys=keys,
        case="T2-B6",
        on=date(2026, 10, 5),
        methods=("sensate_focus",),
        note="We began late.",
    )
    saved(internship)
    return entry


def test_notes_go_a_year_after_their_case_is_closed(noted, night, session):
    assert noted.note is not None
    assert night(date(2027, 10, 13)) == (0, {})
    assert night(date(2027, 10, 14)) == (1, {"session_notes": 1})
    assert session.scalars(select(Entry.note)).all() == [None]


def test_a_note_of_a_signed_entry_may_go_and_not_change(noted, session, engine):
    session.execute(text("UPDATE entry SET signed_on = '2026-10-20', status = 'signed'"))
    session.commit()

    with pytest.raises(DBAPIError, match="stays as it was signed"), engine.begin() as connection:
        connection.execute(text("UPDATE entry SET note = :note"), {"note": b"else"})
    with pytest.raises(DBAPIError, match="stays as it was signed"), engine.begin() as connection:
        connection.execute(text("UPDATE entry SET note = NULL, minutes = 1"))
    with engine.begin() as connection:
        connection.execute(text("UPDATE entry SET note = NULL"))

    assert session.scalars(select(Entry.note)).all() == [None]


def test_to_whom_a_mail_went_goes_after_two_years(night, saved, session):
    person = make_person()
    letter = write_letter(person.chain)
    letter.status, letter.sent_at, letter.text = LetterStatus.SENT, NOON, ""
    waits = write_letter(person.chain, "waits")
    saved(person, letter, waits)

    assert night(date(2028, 10, 14)) == (0, {})
    assert night(date(2028, 10, 15)) == (1, {"mails": 1})

    found = session.scalars(select(Letter).order_by(Letter.key)).all()
    assert sorted((one.to != "", one.status.value) for one in found) == [(False, "sent"), (True, "waiting")]


def test_a_hold_keeps_everything(applied, night, session):
    one = applied(S.DECLINED)
    erasure.hold(one.person, Erasing(), "dispute", by=by(Role.REGISTRAR))

    assert night(date(2030, 1, 1)) == (0, {})
    assert left(session) == (True, 2)


def test_a_program_that_says_nothing_keeps_everything(applied, night, session, version, monkeypatch):
    applied(S.DECLINED)
    monkeypatch.setattr(retaining, "periods", lambda _rows: [])
    assert night(date(2040, 1, 1)) == (0, {})
    assert left(session) == (True, 2)


def test_what_somebody_went_on_writing_meanwhile_stays(app, applied, session):
    """It was due when the night looked, and is not any more when its turn comes."""
    one = applied(S.DRAFT)
    session.execute(update(Answer).values(saved_at=datetime(2027, 10, 15, 2, 59, tzinfo=UTC)))
    session.commit()
    due = retaining.Due("surrogate_partner", Period(Kind.UNSUBMITTED, 12), date(2026, 10, 15))
    with app.app_context():
        at = datetime(2027, 10, 15, 3, tzinfo=UTC)
        assert retaining._clear_one(session, one.id, due, at) is None
    session.expire_all()
    assert (left(session), one.status) == ((True, 2), S.DRAFT)


def test_one_that_fails_leaves_the_others_done(applied, night, session, monkeypatch):
    """A plug pulled after the first: what is done is done, the rest is due again."""
    first = applied(S.DECLINED)
    whole = retaining._clear_one

    def pulled(session, key, due, at):
        whole(session, key, due, at)
        raise KeyboardInterrupt

    monkeypatch.setattr(retaining, "_clear_one", pulled)
    with pytest.raises(KeyboardInterrupt):
        night(date(2027, 10, 15))
    session.rollback()
    session.expire_all()
    assert (left(session), first.status) == ((False, 0), S.DECLINED)


def test_reports_are_the_newest_first_and_half_a_line_is_left_out(app):
    with app.app_context():
        for day in (1, 2):
            retaining.write_report(
                retaining.Report(datetime(2026, 10, day, tzinfo=UTC), {"mails": day}, held=0)
            )
        with retaining.report_file().open("a") as file:
            file.write('{"at": "2026-')
        found = [(one.at.day, dict(one.done)) for one in retaining.reports()]
        retaining.report_file().unlink()
    assert found == [(2, {"mails": 2}), (1, {"mails": 1})]
