"""Makers for the internship and its log, by the product's own actions.

Signatures keep the signer's id, so for the database hand in `saved`: the people are stored first.
"""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import NOON, TODAY, make_person, make_program_version, program
from tests.factories import by as acting
from training.actions import agreement as agreements
from training.actions import hours, people
from training.actions import internship as internships
from training.actions.hours import Desk
from training.actions.record import Private
from training.actions.signing import Proof, Signer
from training.domain.course import EnrolmentStatus
from training.domain.internship import CaseFormat, CaseStatus, InternshipStatus
from training.domain.log import Surroundings, Work
from training.domain.record import GENESIS
from training.domain.requirements import Standing, progress
from training.domain.roles import By, Role
from training.models import Case, Chain, Cohort, Enrolment, Licence, ProgramVersion
from training.vault import PersonVault
from training.vault.sealing import DataKey

BEGAN = datetime(2026, 1, 12, 9, tzinfo=UTC)
LINK = "https://training.example/supervision"


def make_keys(subject="P-TEST"):
    """A person's real keys, kept nowhere."""
    return PersonVault(None, subject, DataKey(bytes(32)))


def make_licence(until=date(2027, 12, 31)):
    return Licence(
        kind="PSY",
        number="20418",
        jurisdiction="California",
        valid_from=date(2020, 1, 1),
        expires_on=until,
        verified_on=None,
    )


def make_therapist(name=None, until=date(2027, 12, 31)):
    person = make_person(Role.THERAPIST, name=name)
    people.add_licence(person, make_licence(until), by=acting())
    return person


def make_course(person, version, recommendation="recommended", status=EnrolmentStatus.COMPLETED):
    """A course that is over. It is not stored with the internship."""
    cohort = Cohort(
        ref=f"K-{person.ref[2:]}",
        program=version,
        chain=Chain(kind="cohort", ref=f"K-{person.ref[2:]}", length=0, head=GENESIS),
        title="Autumn 2025",
        place="Los Angeles",
        zone="UTC",
        starts_on=date(2025, 9, 1),
        ends_on=date(2025, 12, 1),
        capacity=12,
    )
    return Enrolment(
        ref=f"N-{person.ref[2:]}",
        person=person,
        cohort=cohort,
        status=status,
        recommendation=recommendation,
        enrolled_on=date(2025, 9, 1),
    )


def make_team(**given):
    """Everybody around one internship: intern, therapist, mentor, registrar, director."""
    team = {
        "intern": lambda: make_person(name="Ines Moreau"),
        "therapist": lambda: make_therapist("Dr. Anna Feld"),
        "mentor": lambda: make_person(Role.MENTOR, name="Marta Lindqvist"),
        "registrar": lambda: make_person(Role.REGISTRAR),
        "director": lambda: make_person(Role.DIRECTOR),
    }
    return SimpleNamespace(**{role: given.get(role) or make() for role, make in team.items()})


def by_person(person, capacity, at=BEGAN):
    return By(person.ref, capacity, at)


def signer(person, capacity, at=BEGAN):
    return Signer(person, by_person(person, capacity, at), Proof("passphrase", "127.0.0.1"))


def make_internship(status=InternshipStatus.ACTIVE, *, saved=None, team=None, version=None, began=BEGAN):
    """An internship in this status. Its supervisors are at `internship.supervisions`, therapist first."""
    team = team or make_team()
    everyone = tuple(vars(team).values())
    if saved:
        saved(*everyone)
        version = version or Session.object_session(team.intern).scalar(select(ProgramVersion))
    version = version or make_program_version()
    office = by_person(team.registrar, Role.REGISTRAR, began)
    internship = internships.propose(team.intern, make_course(team.intern, version), by=office)
    _lead_to(status, internship, team, began)
    if saved:
        saved(internship)
    return internship


def _lead_to(status, internship, team, began):
    if status is InternshipStatus.PROPOSED:
        return
    office = by_person(team.registrar, Role.REGISTRAR, began)
    internships.name_supervisors(
        internship, team.therapist, team.mentor, program=program(), by=office, link=str
    )
    if status is InternshipStatus.AGREEMENT_PENDING:
        return
    sign_all(internship, team, began)
    _after_active(status, internship, team)


def sign_all(internship, team, at=BEGAN):
    """Everyone's signature on the agreement, staff last; the internship begins."""
    agreements.sign_agreement_as_intern(
        internship, program=program(), signer=signer(team.intern, Role.INTERN, at)
    )
    for one in internship.supervisions:
        agreements.sign_agreement_as_supervisor(
            one, program=program(), signer=signer(one.supervisor, one.role, at)
        )
    agreements.sign_agreement_as_staff(
        internship, program=program(), signer=signer(team.registrar, Role.REGISTRAR, at)
    )


def _after_active(status, internship, team):
    intern, director = (
        by_person(team.intern, Role.INTERN, NOON),
        by_person(team.director, Role.DIRECTOR, NOON),
    )
    words = Private(make_keys(team.intern.ref), "for the test")
    nothing_asked = progress((), (), Standing(on=TODAY, started_on=TODAY))
    in_review = (InternshipStatus.COMPLETION_REVIEW, InternshipStatus.COMPLETED)
    if status is InternshipStatus.ON_LEAVE:
        internships.go_on_leave(internship, TODAY, late_days=45, by=intern, words=words)
    if status is InternshipStatus.SUSPENDED:
        internships.suspend(internship, by=director, words=words)
    if status is InternshipStatus.WITHDRAWN:
        internships.withdraw(internship, by=intern, words=words)
    if status is InternshipStatus.TERMINATED:
        internships.terminate(internship, by=director, words=words)
    if status in in_review:
        internships.ask_for_completion(internship, nothing_asked, program=program(), by=intern)
    if status is InternshipStatus.COMPLETED:
        who = signer(team.director, Role.DIRECTOR, NOON)
        internships.complete(internship, nothing_asked, program=program(), signer=who)


def make_case(internship, code="T2-B6", opened_on=date(2026, 2, 1), closed_on=None):
    """A case with the internship's first therapist and mentor, open from a day."""
    therapist, mentor = (one.supervisor for one in internship.supervisions[:2])
    case = Case(
        code=code,
        therapist=therapist,
        mentor=mentor,
        status=CaseStatus.CLOSED if closed_on else CaseStatus.OPEN,
        format=CaseFormat.LOCAL,
        agreed_minutes=90,
        proposed_on=opened_on,
        suitable_on=opened_on,
        release_on=opened_on,
        triadic_on=opened_on,
        opened_on=opened_on,
        closed_on=closed_on,
    )
    internship.cases.append(case)
    return case


def make_work(**given):
    """An hour of study today; with `case` a client session of 90 minutes."""
    session = {"activity": "client_session", "minutes": 90} if given.get("case") else {}
    return Work(**{"on": TODAY, "minutes": 60, "activity": "study"} | session | given)


def make_around(internship, today=TODAY, **given):
    return Surroundings(
        today=today,
        began_on=internship.started_on,
        leave=tuple((one.from_on, one.until_on) for one in internship.leaves),
        cases={one.code: (one.opened_on, one.closed_on) for one in internship.cases},
        **given,
    )


def make_desk(internship, keys=None, **given):
    return Desk(program(), make_around(internship, **given), keys or make_keys(internship.person.ref))


def make_entry(internship, *, keys=None, at=None, form_key=None, **work):
    """A draft. `case` is a code; `at` is when it was written down, by default on its own day."""
    done = make_work(**work)
    at = at or datetime(done.on.year, done.on.month, done.on.day, 20, tzinfo=UTC)
    desk = make_desk(internship, keys, today=at.date())
    who = by_person(internship.person, Role.INTERN, at)
    return hours.log(internship, done, desk=desk, by=who, form_key=form_key)


def submit(internship, *entries, at=NOON):
    """Send these entries, all of one month, to their supervisors; the requests are returned, not stored."""
    return hours.submit_period(
        internship,
        f"{entries[0].on:%Y-%m}",
        entries,
        program=program(),
        by=by_person(internship.person, Role.INTERN, at),
        link=lambda ref: f"{LINK}/requests/{ref}",
    )
