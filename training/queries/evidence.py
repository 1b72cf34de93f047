"""The log and its surroundings as the plain values the requirements are answered from."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from sqlalchemy import Row, Select, or_, select

from training.domain import requirements
from training.domain.internship import CaseStatus, Party, SupervisionStatus
from training.domain.program import Program
from training.domain.roles import Role
from training.domain.signoff import EntryStatus
from training.models import Case, Entry, Internship, Supervision
from training.queries.hours import IN_THE_LOG, SENT

PlainRow = Row[str, date, int, str, str | None, EntryStatus, date | None, int, int | None, int | None]


def for_requirements(
    *internship_ids: int, drafts: bool = True
) -> Select[str, date, int, str, str | None, EntryStatus, date | None, int, int | None, int | None]:
    """The whole log as plain rows, oldest first. An unsigned amendment is left out: the old entry counts.

    Drafts belong to whoever writes them: nobody else is told of their minutes.
    """
    statuses = IN_THE_LOG if drafts else SENT
    return (
        select(
            Entry.ref,
            Entry.on,
            Entry.minutes,
            Entry.activity,
            Case.code,
            Entry.status,
            Entry.signed_on,
            Entry.internship_id,
            Case.therapist_id,
            Case.mentor_id,
        )
        .outerjoin(Entry.case)
        .where(Entry.internship_id.in_(internship_ids), Entry.status.in_(statuses))
        .where(or_(Entry.amends_id.is_(None), Entry.status == EntryStatus.SIGNED))
        .order_by(Entry.on, Entry.id)
    )


def as_entries(
    rows: Iterable[PlainRow], internship: Internship, program: Program
) -> list[requirements.Entry]:
    """A day of signing counts only while the entry is signed. Needs supervisions with supervisors.

    An entry's supervisor is who signs it, the first where it takes two. What nobody writes down here stays
    open: mode, size of the group, setting, tags and observed minutes.
    """
    supervisor = _supervisors(internship, program)
    return [
        requirements.Entry(
            on=row.on,
            minutes=row.minutes,
            activity=row.activity,
            case=row.code,
            supervisor=supervisor(row),
            signed_on=row.signed_on if row.status is EntryStatus.SIGNED else None,
        )
        for row in rows
    ]


def _supervisors(internship: Internship, program: Program) -> Callable[[PlainRow], str | None]:
    """Says who signs a row: those of its case, otherwise whoever supervised on that day."""
    names = _names(internship)
    roles = {one.id: Role(one.signed_by.roles[0].value) for one in program.internship.activities}

    def supervisor(row: PlainRow) -> str | None:
        role = roles[row.activity]
        in_case = row.therapist_id if role is Role.THERAPIST else row.mentor_id
        if in_case:
            return names.get(in_case)
        days = (one for one in internship.supervisions if one.role is role and one.covers(row.on))
        return next((names[one.supervisor_id] for one in days), None)

    return supervisor


def _names(internship: Internship) -> dict[int, str]:
    """What each supervisor is called in the evidence: two of one name are told apart by their numbers."""
    people = {one.supervisor_id: one.supervisor for one in internship.supervisions}
    shared = Counter(person.name for person in people.values())
    return {
        key: person.name if shared[person.name] == 1 else f"{person.name} ({person.ref})"
        for key, person in people.items()
    }


def standing(internship: Internship, on: date) -> requirements.Standing:
    """Everything but the log. Needs cases, leaves, evaluations, attestations, supervisors with licences.

    The contract is the agreement, in force from the day on which everyone had signed it.
    """
    rounds, names = _rounds(internship), _names(internship)
    return requirements.Standing(
        on=on,
        started_on=internship.started_on or on,
        applied_on=internship.applied_at.date() if internship.applied_at else None,
        contracted_on=internship.started_on,
        supervisors=tuple(
            (names[one.supervisor_id], *days) for one in internship.supervisions for days in _entitled(one)
        ),
        leave=tuple((one.from_on, one.until_on) for one in internship.leaves),
        closed_cases=frozenset(one.code for one in internship.cases if one.status is CaseStatus.CLOSED),
        parties=frozenset(_parties(internship).values()),
        attested=_attested(internship),
        evaluations=len(rounds),
        evaluated_on=rounds,
    )


def _entitled(one: Supervision) -> Iterator[tuple[date, date | None]]:
    """From their own signature to their last day; a therapist while a verified licence is valid."""
    if one.from_on is None:
        return
    if one.role is not Role.THERAPIST:
        yield one.from_on, one.until_on
        return
    for licence in one.supervisor.licences:
        first, last = max(licence.valid_from, one.from_on), min(licence.expires_on, one.until_on or date.max)
        if licence.verified_on and first <= last:
            yield first, last


_Seat = tuple[Party, int | None]
"""Who has to agree: the intern and training staff as such, each supervisor as the person."""


def _parties(internship: Internship) -> dict[_Seat, str]:
    at_work = (one for one in internship.supervisions if one.status is SupervisionStatus.ACTIVE)
    return {
        (Party.INTERN, None): "the intern",
        **{
            (Party(one.role.value), one.supervisor_id): f"{one.supervisor.name} ({one.role.label.lower()})"
            for one in at_work
        },
        (Party.STAFF, None): "training staff",
    }


def _attested(internship: Internship) -> frozenset[str]:
    """Each party's last word counts: a later refusal or withdrawal takes an agreement back."""
    last: dict[_Seat, bool] = {}
    for one in sorted(internship.attestations, key=lambda row: row.at):
        if one.case_id is None:
            person = None if one.party in (Party.INTERN, Party.STAFF) else one.person_id
            last[one.party, person] = one.agrees and not one.is_withdrawn
    return frozenset(name for seat, name in _parties(internship).items() if last.get(seat))


def still_to_agree(internship: Internship) -> list[str]:
    """Whose yes to the completion is missing, in words. Needs supervisions and attestations."""
    return sorted(frozenset(_parties(internship).values()) - _attested(internship))


def _rounds(internship: Internship) -> tuple[date, ...]:
    """The days of complete rounds: intern, therapist and mentor have each written for them."""
    wrote = Counter((one.due_on, one.party) for one in internship.evaluations)
    asked = (Party.INTERN, Party.THERAPIST, Party.MENTOR)
    days = sorted({day for day, _ in wrote})
    return tuple(day for day in days if all(wrote[day, party] for party in asked))
