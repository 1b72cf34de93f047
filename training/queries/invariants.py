"""What must hold between rows, whatever happened. A query for each invariant answers with what breaks it.

Each row that comes back is one fault, with `ref` naming it. None is expected, so reading them is cheap.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from training.domain.application import SETTLED
from training.domain.certificate import LIVE, CertificateStatus
from training.domain.course import HOLDS_A_PLACE
from training.domain.signoff import EntryStatus, LineAnswer, RequestStatus
from training.models import (
    Application,
    Attendance,
    Case,
    Certificate,
    Cohort,
    CourseSession,
    Enrolment,
    Entry,
    Internship,
    Line,
    Person,
    ProgramVersion,
    Review,
    Signature,
    SignOffRequest,
    Supervision,
)

Named = Select[str]


class Broken(NamedTuple):
    """One row that breaks an invariant: which invariant, as a sentence, and the row in words."""

    invariant: str
    row: str


def broken(connection: Connection) -> Iterator[Broken]:
    """Every invariant, asked one after the other."""
    for sentence, query in INVARIANTS.items():
        for ref in connection.scalars(query()):
            yield Broken(sentence, ref)


# ------------------------------------------------------------------ signatures


def entries_without_signature() -> Named:
    signed = exists().where(
        Line.entry_id == Entry.id,
        Line.answer == LineAnswer.SIGNED.value,
        Line.request_id == SignOffRequest.id,
        SignOffRequest.signature_id.is_not(None),
    )
    return select(Entry.ref).where(Entry.status == EntryStatus.SIGNED, ~signed).order_by(Entry.id)


def requests_signed_by_another() -> Named:
    return (
        select(SignOffRequest.ref)
        .join(SignOffRequest.signature)
        .where(
            or_(
                Signature.signer_id != SignOffRequest.supervisor_id,
                Signature.subject != "sign_off:" + SignOffRequest.ref,
            )
        )
        .order_by(SignOffRequest.id)
    )


def requests_signed_twice() -> Named:
    return (
        select(Signature.subject)
        .where(Signature.subject.startswith("sign_off:"))
        .group_by(Signature.subject)
        .having(func.count() > 1)
        .order_by(Signature.subject)
    )


def own_supervisors() -> Named:
    return (
        select(SignOffRequest.ref)
        .join(SignOffRequest.internship)
        .where(SignOffRequest.supervisor_id == Internship.person_id)
        .order_by(SignOffRequest.id)
    )


def supervised_by_themselves() -> Named:
    return (
        select(Supervision.ref)
        .join(Supervision.internship)
        .where(Supervision.supervisor_id == Internship.person_id)
        .order_by(Supervision.id)
    )


def own_reviewers() -> Named:
    return (
        select(Review.ref)
        .join(Review.application)
        .where(Review.reviewer_id == Application.person_id)
        .order_by(Review.id)
    )


# ------------------------------------------------------------------ sums and places


def totals_unlike_lines() -> Named:
    """What a request says it asks for is what still waits in it, or was answered by its supervisor."""
    counted = (LineAnswer.WAITS, LineAnswer.SIGNED, LineAnswer.RETURNED)
    lines = (
        select(
            Line.request_id,
            func.count().label("entries"),
            func.coalesce(func.sum(Entry.minutes), 0).label("minutes"),
        )
        .join(Line.entry)
        .where(Line.answer.in_([one.value for one in counted]))
        .group_by(Line.request_id)
        .subquery()
    )
    return (
        select(SignOffRequest.ref)
        .outerjoin(lines, lines.c.request_id == SignOffRequest.id)
        .where(
            SignOffRequest.status == RequestStatus.REQUESTED,
            or_(
                func.coalesce(lines.c.entries, 0) != SignOffRequest.entry_count,
                func.coalesce(lines.c.minutes, 0) != SignOffRequest.total_minutes,
            ),
        )
        .order_by(SignOffRequest.id)
    )


def overfull_cohorts() -> Named:
    taken = (
        select(func.count())
        .where(Enrolment.cohort_id == Cohort.id, Enrolment.status.in_(HOLDS_A_PLACE))
        .scalar_subquery()
    )
    return select(Cohort.ref).where(taken > Cohort.capacity).order_by(Cohort.id)


def longer_than_the_session() -> Named:
    return (
        select(CourseSession.ref)
        .join(CourseSession.attendances)
        .where(Attendance.minutes > CourseSession.planned_minutes)
        .distinct()
        .order_by(CourseSession.ref)
    )


def attended_elsewhere() -> Named:
    return (
        select(Enrolment.ref)
        .join(Enrolment.attendances)
        .join(Attendance.session)
        .where(CourseSession.cohort_id != Enrolment.cohort_id)
        .distinct()
        .order_by(Enrolment.ref)
    )


def amended_twice() -> Named:
    """Of the amendments of one entry at most one may stand."""
    old = aliased(Entry)
    standing = (EntryStatus.DRAFT, EntryStatus.SUBMITTED, EntryStatus.RETURNED, EntryStatus.SIGNED)
    return (
        select(old.ref)
        .join(Entry, Entry.amends_id == old.id)
        .where(Entry.status.in_(standing))
        .group_by(old.ref)
        .having(func.count() > 1)
        .order_by(old.ref)
    )


def cases_of_other_interns() -> Named:
    return (
        select(Entry.ref).join(Entry.case).where(Case.internship_id != Entry.internship_id).order_by(Entry.id)
    )


# ------------------------------------------------------------------ one at a time


def several_open_applications() -> Named:
    return (
        select(Person.ref)
        .join(Application, Application.person_id == Person.id)
        .where(Application.status.not_in(SETTLED))
        .group_by(Person.ref)
        .having(func.count() > 1)
        .order_by(Person.ref)
    )


def several_live_certificates() -> Named:
    """Beside the one that holds, one more may be on its way to replace it."""
    holds = (CertificateStatus.ISSUED, CertificateStatus.SUSPENDED)
    return _twice(holds).union(_twice(LIVE - set(holds))).order_by("ref")  # type: ignore[return-value]


def _twice(statuses: Any) -> Named:
    return (
        select((Person.ref + " " + Certificate.kind).label("ref"))
        .join(Certificate, Certificate.person_id == Person.id)
        .where(Certificate.status.in_(statuses))
        .group_by(Person.ref, Certificate.kind)
        .having(func.count() > 1)
    )


def approved_by_the_holder() -> Named:
    holder = aliased(Person)
    return (
        select(Certificate.number)
        .join(holder, holder.id == Certificate.person_id)
        .where(
            or_(
                Certificate.approved_by == holder.ref,
                Certificate.proposed_by == holder.ref,
                Certificate.approved_by == Certificate.proposed_by,
            )
        )
        .order_by(Certificate.id)
    )


def several_current_programs() -> Named:
    """The current one is the one published last, so no two may be published at the same moment."""
    other = aliased(ProgramVersion)
    same = and_(
        other.program == ProgramVersion.program,
        other.published_at == ProgramVersion.published_at,
        other.id != ProgramVersion.id,
    )
    return (
        select(ProgramVersion.program + ":" + ProgramVersion.version)
        .where(exists().where(same))
        .order_by(ProgramVersion.id)
    )


INVARIANTS: dict[str, Callable[[], Named]] = {
    "A signed entry has a signature.": entries_without_signature,
    "A request is signed by the supervisor it was addressed to.": requests_signed_by_another,
    "A request is signed once.": requests_signed_twice,
    "Nobody is asked to sign their own hours.": own_supervisors,
    "Nobody supervises themselves.": supervised_by_themselves,
    "Nobody reviews their own application.": own_reviewers,
    "A request asks for what its lines add up to.": totals_unlike_lines,
    "A cohort holds no more people than it has places.": overfull_cohorts,
    "Nobody attends longer than a session was planned for.": longer_than_the_session,
    "Minutes are of a session of one's own cohort.": attended_elsewhere,
    "A signed entry is amended by one other at most.": amended_twice,
    "An entry belongs to a case of its own internship.": cases_of_other_interns,
    "A person has one open application at most.": several_open_applications,
    "A person has one live certificate of a kind.": several_live_certificates,
    "Nobody proposes, approves or holds the same certificate.": approved_by_the_holder,
    "A program has one current version.": several_current_programs,
}
