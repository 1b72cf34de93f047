"""What has been kept long enough, kind by kind: ids with the moment that is counted from."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    String,
    Update,
    and_,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import joinedload, selectinload

from training.domain.application import CLOSED, ApplicationStatus
from training.domain.course import EnrolmentStatus
from training.domain.retention import Kind
from training.models import (
    Answer,
    Application,
    Appointment,
    Case,
    Chain,
    Decision,
    Enrolment,
    Entry,
    Event,
    Internship,
    Letter,
    LetterStatus,
    Person,
    ProgramVersion,
    Reference,
    Review,
    Score,
)

GONE = "@erased.invalid"
ENDED = (EnrolmentStatus.COMPLETED, EnrolmentStatus.NOT_COMPLETED, EnrolmentStatus.WITHDRAWN)
OVER = 50
"""People whose time is over, on one page."""

S = ApplicationStatus


def newest_versions() -> Select[ProgramVersion]:
    """Of every program the version published last: its periods hold for everybody in it."""
    later = ProgramVersion.__table__.alias("later")
    is_later = and_(later.c.program == ProgramVersion.program, later.c.id > ProgramVersion.id)
    return select(ProgramVersion).where(~exists().where(is_later)).order_by(ProgramVersion.id)


def _of(program: str) -> ColumnElement[bool]:
    return Application.program_id.in_(select(ProgramVersion.id).where(ProgramVersion.program == program))


def _left() -> ColumnElement[bool]:
    """Something that was written is still there."""
    answers = exists().where(Answer.application_id == Application.id)
    letters = exists().where(
        Reference.application_id == Application.id,
        or_(Reference.sealed.is_not(None), Reference.email.not_like(f"%{GONE}")),
    )
    return or_(answers, letters)


def _last_step(kind: str, subject: ColumnElement[str]) -> ScalarSelect[datetime]:
    """When the last step of a machine was taken with something, as the record tells."""
    is_step = Event.kind.startswith(f"{kind}.", autoescape=True) & Event.after.is_not(None)
    return select(func.max(Event.at)).where(Event.subject == subject, is_step).scalar_subquery()


def _application() -> ColumnElement[str]:
    return literal("application:") + cast(Application.ref, String)


def unsubmitted(program: str) -> Select[int, datetime]:
    """Drafts nobody has touched since. What was thrown away before answers went with it counts too."""
    saved = select(func.max(Answer.saved_at)).where(Answer.application_id == Application.id).scalar_subquery()
    since = func.coalesce(saved, Application.began_at)
    is_left = or_(Application.status == S.DRAFT, and_(Application.status == S.DISCARDED, _left()))
    return select(Application.id, since.label("since")).where(_of(program), is_left)


def declined(program: str) -> Select[int, datetime]:
    since = _last_step("application", _application())
    ended = Application.status.in_(CLOSED - {S.DISCARDED})
    return select(Application.id, since.label("since")).where(_of(program), ended, _left())


def admitted(program: str) -> Select[int, datetime]:
    """From the end of the course; while somebody is in one, or waits for it, nothing is due."""
    begun = exists().where(
        Enrolment.person_id == Application.person_id, Enrolment.status.not_in([one.value for one in ENDED])
    )
    since = (
        select(func.max(Event.at))
        .join(Enrolment, Event.subject == literal("enrolment:") + cast(Enrolment.ref, String))
        .where(Enrolment.person_id == Application.person_id, Event.after.in_([one.value for one in ENDED]))
        .scalar_subquery()
    )
    is_one = Application.status == S.ENROLLED
    return select(Application.id, since.label("since")).where(_of(program), is_one, ~begun, _left())


def decided(program: str) -> Select[int, datetime]:
    since = (
        select(func.max(Decision.decided_at))
        .where(Decision.application_id == Application.id)
        .scalar_subquery()
    )
    scores = exists().where(Score.review_id == Review.id, Review.application_id == Application.id)
    advice = exists().where(Decision.application_id == Application.id, Decision.sealed.is_not(None))
    ended = Application.status.in_({*CLOSED, S.ENROLLED})
    return select(Application.id, since.label("since")).where(_of(program), ended, or_(scores, advice))


def noted(program: str) -> Select[int, date | None]:
    """Cases that are closed and of which notes are left."""
    version = select(ProgramVersion.id).where(ProgramVersion.program == program)
    return (
        select(Case.id, Case.closed_on.label("since"))
        .join(Case.internship)
        .where(Internship.program_id.in_(version), Case.closed_on.is_not(None))
        .where(exists().where(Entry.case_id == Case.id, Entry.note.is_not(None)))
    )


DUE = {
    Kind.UNSUBMITTED: unsubmitted,
    Kind.DECLINED: declined,
    Kind.ADMITTED: admitted,
    Kind.DECISION: decided,
    Kind.NOTES: noted,
}


def _until(kind: Kind, over: date) -> Any:
    """The end of that day, or the day itself where days are counted."""
    return over if kind is Kind.NOTES else datetime.combine(over, time.max, UTC)


def due(kind: Kind, program: str, over: date) -> Select[int]:
    """The ids of what counts from that day or before, the oldest first."""
    rows = DUE[kind](program).subquery()
    return select(rows.c.id).where(rows.c.since <= _until(kind, over)).order_by(rows.c.since, rows.c.id)


def still_due(kind: Kind, program: str, over: date, key: int) -> Select[int]:
    """Asked again under the lock: somebody may have gone on writing since."""
    found = due(kind, program, over).order_by(None).subquery()
    return select(found.c.id).where(found.c.id == key)


def how_many(kind: Kind, program: str, over: date) -> Select[int]:
    if kind is Kind.MAILS:
        return select(func.count()).select_from(Letter).where(*_old_mails(over))
    return select(func.count()).select_from(due(kind, program, over).order_by(None).subquery())


def counts(asked: Sequence[tuple[Kind, str, date]]) -> Select[Any]:
    """How many of each, in the order asked."""
    return select(*(how_many(*one).scalar_subquery().label(f"n{n}") for n, one in enumerate(asked)))


def _old_mails(over: date) -> tuple[ColumnElement[bool], ...]:
    return (Letter.status == LetterStatus.SENT, Letter.sent_at <= _until(Kind.MAILS, over), Letter.to != "")


def blank_mails(over: date) -> Update:
    """To whom and about what; that there was one, and on which occasion, keeps it from being sent again."""
    return update(Letter).where(*_old_mails(over)).values(to="", subject="", text="")


# ------------------------------------------------------------------ one thing, to be cleared


def application(key: int) -> Select[Application]:
    return (
        select(Application)
        .where(Application.id == key)
        .options(
            joinedload(Application.person),
            selectinload(Application.answers),
            selectinload(Application.references),
            selectinload(Application.decisions),
            selectinload(Application.reviews).selectinload(Review.scores),
        )
    )


def case(key: int) -> Select[Case]:
    whole = joinedload(Case.internship).joinedload(Internship.person)
    return select(Case).where(Case.id == key).options(whole)


def notes(case_id: int) -> Select[Entry]:
    return select(Entry).where(Entry.case_id == case_id, Entry.note.is_not(None)).order_by(Entry.id)


# ------------------------------------------------------------------ people whose time is over


def quiet_people(since: datetime, on: date) -> Select[Person]:
    """Of whom nothing has happened since then, and who hold no role: for the office to erase, or not."""
    holds = exists().where(
        Appointment.person_id == Person.id,
        or_(Appointment.until_on.is_(None), Appointment.until_on >= on),
    )
    last = select(Event.at).where(Event.chain_id == Chain.id, Event.number == Chain.length).scalar_subquery()
    return (
        select(Person)
        .join(Person.chain)
        .where(~holds, last <= since, Person.email.not_like(f"%{GONE}"))
        .order_by(Person.id)
        .limit(OVER)
    )
