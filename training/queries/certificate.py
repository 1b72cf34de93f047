"""Certificates, who might have one, and what they rest on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Select,
    Subquery,
    func,
    literal,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased, joinedload, selectinload
from sqlalchemy.orm.interfaces import LoaderOption

from training.domain.certificate import LIVE, CertificateStatus
from training.domain.course import EnrolmentStatus
from training.domain.internship import InternshipStatus
from training.models import (
    Attendance,
    Certificate,
    Cohort,
    Document,
    Enrolment,
    Event,
    Internship,
    Person,
    Supervision,
)

SHOWN = 200  # rows of one list
PAGE = 50  # rows of a list that goes on


def certificate(number: str) -> Select[Certificate]:
    """With holder, program, document (without its bytes) and successor."""
    return (
        select(Certificate)
        .where(Certificate.number == number)
        .options(
            joinedload(Certificate.person),
            joinedload(Certificate.program),
            joinedload(Certificate.document),
            joinedload(Certificate.successor),
        )
    )


def held_by(person_id: int) -> Select[Certificate]:
    """All certificates of one person, the newest first."""
    return (
        select(Certificate)
        .where(Certificate.person_id == person_id)
        .options(joinedload(Certificate.document), joinedload(Certificate.person))
        .order_by(Certificate.proposed_at.desc(), Certificate.id.desc())
    )


def with_bytes() -> LoaderOption:
    """Load the PDF itself too, which is left out otherwise."""
    return joinedload(Certificate.document).undefer(Document.pdf)


def in_force(successor: Certificate) -> Select[Certificate]:
    """The issued certificate of the same kind and person, which this one will follow."""
    return (
        select(Certificate)
        .where(
            Certificate.person_id == successor.person_id,
            Certificate.kind == successor.kind,
            Certificate.status == CertificateStatus.ISSUED,
        )
        .options(joinedload(Certificate.person))
        .order_by(Certificate.id)
    )


def in_status(*statuses: CertificateStatus, after: str = "") -> Select[Certificate]:
    """The newest first, after the one of that number; one more than a page holds tells if it ends."""
    found = (
        select(Certificate)
        .where(Certificate.status.in_(statuses))
        .order_by(Certificate.proposed_at.desc(), Certificate.id.desc())
        .options(joinedload(Certificate.person))
        .limit(PAGE + 1)
    )
    if after:
        last = select(Certificate.proposed_at, Certificate.id).where(Certificate.number == after).subquery()
        place = tuple_(last.c.proposed_at, last.c.id)
        found = found.join(last, tuple_(Certificate.proposed_at, Certificate.id) < place)
    return found


def status_counts() -> Select[CertificateStatus, int]:
    return select(Certificate.status, func.count()).group_by(Certificate.status).order_by(Certificate.status)


def issued_with(sha256: str) -> Select[Certificate]:
    """The certificate whose frozen PDF has this hash."""
    return (
        select(Certificate)
        .join(Certificate.document)
        .where(Document.sha256 == sha256)
        .options(joinedload(Certificate.document), joinedload(Certificate.successor))
    )


def listed(on: date, text: str = "", after: str = "") -> Select[Certificate]:
    """Certified holders who let themselves be listed, by name, a page and one more."""
    found = (
        select(Certificate)
        .where(*_listed(on, text))
        .order_by(Certificate.holder, Certificate.id)
        .limit(PAGE + 1)
    )
    if after:
        last = select(Certificate.holder, Certificate.id).where(Certificate.number == after).subquery()
        place = tuple_(last.c.holder, last.c.id)
        found = found.join(last, tuple_(Certificate.holder, Certificate.id) > place)
    return found


def how_many_listed(on: date, text: str = "") -> Select[int]:
    return select(func.count()).select_from(Certificate).where(*_listed(on, text))


def _listed(on: date, text: str) -> list[Any]:
    """`text` is looked for in the name and in the area."""
    conditions = [
        Certificate.kind == "certified",
        Certificate.status == CertificateStatus.ISSUED,
        Certificate.is_listed,
        (Certificate.valid_to.is_(None)) | (Certificate.valid_to >= on),
    ]
    if text:
        pattern = f"%{text.replace('%', '').replace('_', '')}%"
        conditions.append(Certificate.holder.ilike(pattern) | Certificate.area.ilike(pattern))
    return conditions


def history(number: str) -> Select[Event]:
    """What happened to one certificate, the newest first."""
    return (
        select(Event)
        .where(Event.subject == f"certificate:{number}")
        .options(joinedload(Event.chain))
        .order_by(Event.at.desc(), Event.number.desc(), Event.id.desc())
    )


def names(refs: Sequence[str]) -> Select[str, str]:
    return select(Person.ref, Person.name).where(Person.ref.in_(refs)).order_by(Person.ref)


def signers(number: str) -> Select[str, str, str]:
    """Kind of event, capacity and name of whoever approved and whoever proposed, in this order."""
    return (
        select(Event.kind, Event.capacity, Person.name)
        .join(Person, Person.ref == Event.actor)
        .where(
            Event.subject == f"certificate:{number}",
            Event.kind.in_(("certificate.approve", "certificate.propose")),
        )
        .order_by(Event.kind, Event.id)
    )


def holder(ref: str) -> Select[Person]:
    return select(Person).where(Person.ref == ref)


# ------------------------------------------------------------------ who might have one


def _ripe() -> Subquery:
    """(person, kind) pairs where the stage before has ended well and no certificate of the kind lives."""
    pairs: CompoundSelect[Any] = union_all(
        _without("coursework", Enrolment.person_id, Enrolment.status == EnrolmentStatus.COMPLETED),
        _without("recommendation", Enrolment.person_id, Enrolment.recommendation == "recommended"),
        _without("internship", Internship.person_id, Internship.status == InternshipStatus.COMPLETED),
        _without("certified", *_with_internship()),
    )
    return pairs.subquery("ripe")


def _with_internship() -> tuple[Any, Any]:
    done = aliased(Certificate, name="done")
    return done.person_id, (done.kind == "internship") & (done.status == CertificateStatus.ISSUED)


def _without(kind: str, person_id: Any, condition: Any) -> Select[Any]:
    live = select(Certificate.id).where(
        Certificate.person_id == person_id, Certificate.kind == kind, Certificate.status.in_(LIVE)
    )
    return select(person_id.label("person_id"), literal(kind).label("kind")).where(condition, ~live.exists())


def ripe() -> Select[str, str, str]:
    """Reference, name and kind of what could be proposed. Whether it may be is asked again then."""
    pairs = _ripe()
    return (
        select(Person.ref, Person.name, pairs.c.kind)
        .join(pairs, pairs.c.person_id == Person.id)
        .distinct()
        .order_by(Person.name, Person.ref, pairs.c.kind)
        .limit(SHOWN)
    )


# ------------------------------------------------------------------ what they rest on


def course_of(person_id: int) -> Select[Enrolment, int]:
    """The enrolment that went furthest, and its verified minutes."""
    minutes = (
        select(func.coalesce(func.sum(Attendance.minutes), 0))
        .where(Attendance.enrolment_id == Enrolment.id, Attendance.verified_at.is_not(None))
        .scalar_subquery()
    )
    return (
        select(Enrolment, minutes)
        .where(Enrolment.person_id == person_id)
        .options(joinedload(Enrolment.cohort).joinedload(Cohort.program))
        .order_by(
            Enrolment.recommended_on.desc().nulls_last(),
            Enrolment.completed_on.desc().nulls_last(),
            Enrolment.id.desc(),
        )
        .limit(1)
    )


def internship_of(person_id: int) -> Select[Internship]:
    """The internship begun last, with all that its requirements ask about but the log."""
    return (
        select(Internship)
        .where(Internship.person_id == person_id, Internship.started_on.is_not(None))
        .options(
            joinedload(Internship.program),
            selectinload(Internship.supervisions)
            .joinedload(Supervision.supervisor)
            .selectinload(Person.licences),
            selectinload(Internship.cases),
            selectinload(Internship.leaves),
            selectinload(Internship.evaluations),
            selectinload(Internship.attestations),
        )
        .order_by(Internship.started_on.desc(), Internship.id.desc())
        .limit(1)
    )


def issued_kinds(person_id: int, on: date) -> Select[str]:
    """Kinds of which this person has a valid certificate on that day."""
    return (
        select(Certificate.kind)
        .where(
            Certificate.person_id == person_id,
            Certificate.status == CertificateStatus.ISSUED,
            (Certificate.valid_to.is_(None)) | (Certificate.valid_to >= on),
        )
        .order_by(Certificate.kind)
    )
