"""One internship from the proposal to its end: agreement, cases, leave, evaluations, consensus."""

from datetime import date, datetime, timedelta

from training.actions import agreement, cases, evaluations
from training.actions import internship as internships
from training.actions.cases import Plan, Word
from training.actions.record import Private
from training.demo import voices
from training.demo.world import World
from training.domain.internship import CaseFormat, Party
from training.domain.numbers import DIGITS, LETTERS
from training.domain.requirements import Progress, progress
from training.domain.roles import Role
from training.models import Case, Enrolment, Internship, Person
from training.queries import evidence as log_of

PARTY = {Role.INTERN: "intern", Role.THERAPIST: "therapist", Role.MENTOR: "mentor"}


def propose(world: World, course: Enrolment, on: date, therapist: str, mentor: str) -> Internship:
    """Proposed by the office, with its two supervisors asked."""
    by = world.acting("registrar", world.at(on, 9))
    made = internships.propose(course.person, course, by=by)
    internships.name_supervisors(
        made,
        world.staff[therapist],
        world.staff[mentor],
        program=world.program,
        by=by,
        link=lambda ref: world.link(f"/supervision/agreements/{ref}"),
    )
    world.keep(made)
    return made


def sign_as_intern(world: World, made: Internship, on: date) -> None:
    signer = world.signer(made.person, Role.INTERN, world.at(on, 12))
    agreement.sign_agreement_as_intern(made, program=world.program, signer=signer)


def begin(world: World, made: Internship, on: date) -> None:
    """Everybody signs the agreement that day; the internship runs."""
    sign_as_intern(world, made, on)
    for one in made.supervisions:
        signer = world.signer(one.supervisor, one.role, world.at(on, 13))
        agreement.sign_agreement_as_supervisor(one, program=world.program, signer=signer)
    signer = world.signer(world.staff["registrar"], Role.REGISTRAR, world.at(on, 15))
    agreement.sign_agreement_as_staff(made, program=world.program, signer=signer)
    world.session.flush()


# ------------------------------------------------------------------ cases


def propose_case(world: World, made: Internship, at: datetime, *, minutes: int, code: str = "") -> Case:
    """`code`: one that is to come out of the dice, for the people in the pictures."""
    therapist, mentor = made.supervisions[:2]
    case = cases.propose(
        made,
        Plan(CaseFormat.LOCAL, minutes),
        therapist=therapist,
        mentor=mentor,
        by=world.by(made.person, Role.INTERN, at),
        pick=_throws(code) if code else world.pick,
    )
    world.session.flush()
    return case


def _throws(code: str) -> cases.Pick:
    places = iter((LETTERS if sign.isalpha() else DIGITS).index(sign) for sign in code.replace("-", ""))
    return lambda _below: next(places)


def approve_case(world: World, case: Case, at: datetime) -> None:
    cases.approve(case, by=world.acting("registrar", at))


def open_case(world: World, case: Case, at: datetime) -> None:
    """The three have met, the therapist holds the release: sessions may begin."""
    signer = world.signer(case.therapist, Role.THERAPIST, at)
    world.session.add(cases.attest_release(case, signer=signer, program=world.program))
    cases.record_triadic(case, held_on=at.date(), by=signer.by)
    cases.open_case(case, by=signer.by)


def close_case(world: World, case: Case, at: datetime) -> None:
    """Closed by the word of all three; the therapist speaks for the client too."""
    cases.propose_closure(case, by=world.by(case.internship.person, Role.INTERN, at))
    said = (
        (Party.INTERN, case.internship.person, Role.INTERN),
        (Party.THERAPIST, case.therapist, Role.THERAPIST),
        (Party.CLIENT, case.therapist, Role.THERAPIST),
    )
    for party, person, role in said:
        signer = world.signer(person, role, at)
        cases.say(case, Word(party, agrees=True), signer=signer, program=world.program)


# ------------------------------------------------------------------ pauses, evaluations, the end


def leave(world: World, made: Internship, at: datetime) -> None:
    reason = Private(world.keys(made.person), voices.voices()["reasons"]["leave"])
    by, late = world.by(made.person, Role.INTERN, at), world.program.internship.limits.late_entry_days
    internships.go_on_leave(made, at.date(), late_days=late, by=by, words=reason)


def come_back(world: World, made: Internship, at: datetime) -> None:
    internships.come_back(made, by=world.by(made.person, Role.INTERN, at))


def evaluate(world: World, made: Internship, at: datetime, *, but: tuple[Role, ...] = ()) -> None:
    """Everybody writes what they still owe, except those who are late."""
    for person, role in parties(made):
        if role not in but:
            _write_owed(world, made, person, role, at)


def parties(made: Internship) -> list[tuple[Person, Role]]:
    return [(made.person, Role.INTERN), *((one.supervisor, one.role) for one in made.supervisions)]


def _write_owed(world: World, made: Internship, person: Person, role: Role, at: datetime) -> None:
    for due_on in evaluations.owed_by(person, role, made, world.program, on=at.date()):
        written = evaluations.Written(due_on, voices.evaluation(world.rng, PARTY[role]))
        signer, keys = world.signer(person, role, at), world.keys(made.person)
        evaluations.send(made, written, signer=signer, keys=keys, program=world.program)


def standing(world: World, made: Internship, on: date) -> Progress:
    """Where the internship stands, as its page would say it that day."""
    world.session.flush()
    rows = world.session.execute(log_of.for_requirements(made.id)).all()
    log = log_of.as_entries(rows, made, world.program)
    rules = world.program.internship
    return progress(rules.requirements, log, log_of.standing(made, on), rules.counting)


def ask_for_completion(world: World, made: Internship, at: datetime) -> None:
    by = world.by(made.person, Role.INTERN, at)
    now = standing(world, made, at.date())
    internships.ask_for_completion(made, now, program=world.program, by=by)


def attest(world: World, made: Internship, person: Person, role: Role, at: datetime) -> None:
    signer = world.signer(person, role, at)
    evaluations.attest(made, agrees=True, reason=None, signer=signer, program=world.program)


def complete(world: World, made: Internship, on: date) -> None:
    """Asked for, agreed by everyone within a week, and closed by the director."""
    ask_for_completion(world, made, world.at(on, 10))
    for person, role in parties(made):
        attest(world, made, person, role, world.at(on + timedelta(days=2), 12))
    end = on + timedelta(days=6)
    attest(world, made, world.staff["registrar"], Role.REGISTRAR, world.at(end, 9))
    signer = world.signer(world.staff["director"], Role.DIRECTOR, world.at(end, 14))
    now = standing(world, made, end)
    world.keep(internships.complete(made, now, program=world.program, signer=signer))
