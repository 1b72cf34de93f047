"""What waits for a supervisor, gathered from four questions to the database."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from flask import url_for

from training.actions import cases, evaluations
from training.domain.case import still_to_agree
from training.domain.evaluation import still_to_write
from training.domain.hours import as_hours, month_starts, sign_by
from training.domain.internship import ENDED, CaseStatus, InternshipStatus, Party, SupervisionStatus
from training.extensions import db
from training.models import Case, Person, SignOffRequest, Supervision
from training.queries import signoff as queries
from training.queries.program import definition
from training.web.supervision.page import counted


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that waits; what `queue` of the macros reads."""

    title: str
    href: str
    detail: str
    word: str
    kind: str = "waiting"
    when: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    waiting: list[Row]
    interns: list[Row]
    past: list[Row]

    @property
    def lead(self) -> str:
        if not self.waiting:
            return "Nothing waits for you."
        number = len(self.waiting)
        return f"{counted(number, 'thing waits', 'things wait').capitalize()} for you."


def desk(person: Person, on: date) -> Desk:
    """Agreements, months to sign, cases, evaluations and attestations; then the interns themselves."""
    asked = db.session.scalars(queries.requests_for(person.id)).unique().all()
    mine = db.session.execute(queries.supervisions_of(person.id)).unique().all()
    triads = db.session.scalars(queries.cases_waiting_for(person.id)).unique().all()
    sent = {(key, due) for key, due in db.session.execute(queries.evaluations_by(person.id))}
    waiting = [
        *(_agreement(one) for one, _ in mine if one.status is SupervisionStatus.INVITED),
        *(_request(one, on) for one in asked),
        *(_case(one) for one in triads if one.status is CaseStatus.APPROVED or _must_speak(one)),
        *(row for one, _ in mine for row in _evaluation(one, sent, on)),
        *(_attestation(one) for one, said in mine if not said and _asks_for_words(one)),
    ]
    active = [one for one, _ in mine if one.status is SupervisionStatus.ACTIVE]
    return Desk(
        waiting,
        interns=[_intern(one) for one in active if one.internship.status not in ENDED],
        past=[_intern(one) for one in active if one.internship.status in ENDED],
    )


def _agreement(one: Supervision) -> Row:
    return Row(
        f"Agreement with {one.internship.person.name}",
        url_for("supervision.agreement", ref=one.ref),
        f"You are asked to be the {one.role.label.lower()}.",
        "to sign",
    )


def _request(one: SignOffRequest, on: date) -> Row:
    """Oldest first; a month whose day has passed is late, and signed hours of it no longer count."""
    months = definition(one.internship.program).internship.sign_by_months
    last_day = sign_by(one.period, months) if months else None
    return Row(
        f"{month_starts(one.period):%B} with {one.internship.person.name}",
        url_for("supervision.sign_off", ref=one.ref),
        f"{counted(one.entry_count, 'entry', 'entries').capitalize()}, {as_hours(one.total_minutes)}",
        "to sign",
        "late" if last_day and last_day < on else "waiting",
        f"last day {last_day:%-d %B}" if last_day else "",
    )


def _case(one: Case) -> Row:
    is_closing = one.status is CaseStatus.CLOSING
    return Row(
        f"Case {one.code} with {one.internship.person.name}",
        url_for("cases.supervised", person_ref=one.internship.person.ref, code=one.code),
        "Its closing needs your word." if is_closing else "What stands before the first session.",
        "closing" if is_closing else "to open",
    )


def _must_speak(one: Case) -> bool:
    said = {word.party for word in cases.standing_words(one)}
    return one.status is CaseStatus.CLOSING and any(
        party is not Party.INTERN for party in still_to_agree(said)
    )


def _evaluation(one: Supervision, sent: Collection[tuple[int, date]], on: date) -> list[Row]:
    """The oldest round this supervisor owes; the others come after it."""
    internship = one.internship
    if one.status is not SupervisionStatus.ACTIVE or internship.status not in evaluations.WRITTEN_DURING:
        return []
    due = evaluations.rounds(internship, definition(internship.program), on=on)
    done = [day for internship_id, day in sent if internship_id == internship.id]
    owed = still_to_write(due, done, since=one.from_on)
    href = url_for("evaluations.supervised", person_ref=internship.person.ref, role=one.role.value)
    title = f"Evaluation of {internship.person.name}"
    return [Row(title, href, f"Due since {owed[0]:%-d %B %Y}.", "to write")] if owed else []


def _asks_for_words(one: Supervision) -> bool:
    is_active = one.status is SupervisionStatus.ACTIVE
    return is_active and one.internship.status is InternshipStatus.COMPLETION_REVIEW


def _attestation(one: Supervision) -> Row:
    person = one.internship.person
    return Row(
        f"Completion of {person.name}’s internship",
        url_for("evaluations.attest_supervised", person_ref=person.ref),
        "It is complete once everyone says so.",
        "your word",
    )


def _intern(one: Supervision) -> Row:
    person, status = one.internship.person, one.internship.status
    since = f" since {one.from_on:%-d %B %Y}" if one.from_on else ""
    return Row(
        person.name,
        url_for("supervision.intern", person_ref=person.ref),
        f"You {'were' if status in ENDED else 'are'} the {one.role.label.lower()}{since}.",
        status.label.lower(),
        "here" if status is InternshipStatus.ACTIVE else "neutral",
    )
