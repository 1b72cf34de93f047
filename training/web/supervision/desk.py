"""What waits for a supervisor, gathered from four questions to the database."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from flask import url_for

from training.actions import cases, evaluations
from training.domain.case import still_to_agree
from training.domain.evaluation import still_to_write
from training.domain.hours import as_hours, sign_by
from training.domain.internship import ENDED, CaseStatus, InternshipStatus, Party, SupervisionStatus
from training.domain.program import Who
from training.domain.tongue import Shape, ngettext, say_date
from training.domain.tongue import gettext as _
from training.extensions import db
from training.models import Case, Person, SignOffRequest, Supervision
from training.queries import progress
from training.queries import signoff as queries
from training.queries.program import definition
from training.web.shortly import in_short
from training.web.supervision.page import begun, spelt, with_whom


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
            return _("Nothing waits for you.")
        number = len(self.waiting)
        return begun(
            ngettext(
                "%(spelt)s thing waits for you.",
                "%(spelt)s things wait for you.",
                number,
                spelt=spelt(number),
            )
        )


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
    kept = _kept([one.internship_id for one, _ in mine])
    active = [one for one, _ in mine if one.status is SupervisionStatus.ACTIVE]
    return Desk(
        waiting,
        interns=[_intern(one, kept) for one in active if one.internship.status not in ENDED],
        past=[_intern(one, {}) for one in active if one.internship.status in ENDED],
    )


def _agreement(one: Supervision) -> Row:
    return Row(
        _("Agreement with %(name)s", name=one.internship.person.name),
        url_for("supervision.agreement", ref=one.ref),
        _("You are asked to be the %(role)s.", role=_role(one)),
        _("to sign"),
    )


def _request(one: SignOffRequest, on: date) -> Row:
    """Oldest first; a month whose day has passed is late, and signed hours of it no longer count."""
    months = definition(one.internship.program).internship.sign_by_months
    last_day = sign_by(one.period, months) if months else None
    return Row(
        with_whom(one),
        url_for("supervision.sign_off", ref=one.ref),
        _entries(one),
        _("to sign"),
        "late" if last_day and last_day < on else "waiting",
        _("last day %(day)s", day=say_date(last_day, Shape.DAY_OF_YEAR)) if last_day else "",
    )


def _case(one: Case) -> Row:
    is_closing = one.status is CaseStatus.CLOSING
    return Row(
        _("Case %(code)s with %(name)s", code=one.code, name=one.internship.person.name),
        url_for("cases.supervised", person_ref=one.internship.person.ref, code=one.code),
        _("Its closing needs your word.") if is_closing else _("What stands before the first session."),
        _("closing") if is_closing else _("to open"),
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
    title = _("Evaluation of %(name)s", name=internship.person.name)
    return [Row(title, href, _("Due since %(day)s.", day=say_date(owed[0])), _("to write"))] if owed else []


def _asks_for_words(one: Supervision) -> bool:
    is_active = one.status is SupervisionStatus.ACTIVE
    return is_active and one.internship.status is InternshipStatus.COMPLETION_REVIEW


def _attestation(one: Supervision) -> Row:
    person = one.internship.person
    return Row(
        _("Completion of %(name)s’s internship", name=person.name),
        url_for("evaluations.attest_supervised", person_ref=person.ref),
        _("It is complete once everyone says so."),
        _("your word"),
    )


def _kept(internship_ids: Collection[int]) -> dict[int, str]:
    """How far each internship is, in a few words."""
    return {row.internship_id: in_short(row) for row in db.session.scalars(progress.kept(internship_ids))}


def _intern(one: Supervision, kept: dict[int, str]) -> Row:
    """With how far they are, where the hours have begun."""
    person, status = one.internship.person, one.internship.status
    return Row(
        person.name,
        url_for("supervision.intern", person_ref=person.ref),
        _two_sentences(_accompanied(one), kept.get(one.internship_id)),
        status.label.lower(),
        "here" if status is InternshipStatus.ACTIVE else "neutral",
    )


def _two_sentences(first: str, second: str | None) -> str:
    return _("%(first)s %(second)s.", first=first, second=begun(second)) if second else first


def _accompanied(one: Supervision) -> str:
    """In which part, and since when; only who has signed has a day."""
    said = {"role": _role(one), "day": say_date(one.from_on) if one.from_on else ""}
    if one.internship.status in ENDED:
        return _("You were the %(role)s since %(day)s.", **said)
    return _("You are the %(role)s since %(day)s.", **said)


def _role(one: Supervision) -> str:
    """The program's own word for it, within a sentence."""
    return definition(one.internship.program).role(Who(one.role.value)).one.lower()


def _entries(one: SignOffRequest) -> str:
    number = one.entry_count
    return begun(
        ngettext(
            "%(spelt)s entry, %(hours)s",
            "%(spelt)s entries, %(hours)s",
            number,
            spelt=spelt(number),
            hours=as_hours(one.total_minutes),
        )
    )
