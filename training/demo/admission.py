"""From the first word of an application to the committee's decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from training.actions import application as applications
from training.actions import closed_file, committee, committee_letters, reference
from training.actions.people import appoint
from training.actions.record import Private
from training.demo import voices
from training.demo.world import World
from training.domain.application import FeeStatus
from training.domain.program import Outcome
from training.domain.reference import Referee
from training.domain.roles import By, Role, by_system
from training.models import Application, Person, Reference, Review

READERS = ("reviewer", "reviewer2", "chair2")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An application on its way, with the texts it was written with."""

    person: Person
    application: Application
    texts: dict[str, str]


def begin(world: World, person: Person, on: date) -> Candidate:
    """Registered, consent given, a draft with nothing in it."""
    at = world.at(on, 9)
    appoint(person, Role.APPLICANT, by=by_system(at), from_on=on, reason="registered")
    by = world.by(person, Role.APPLICANT, at)
    application = applications.begin(person, world.version, before=[], by=by, pick=world.pick)
    world.keep(person, application)
    consent = applications.give_consent(person, world.program.application.consent, by=by)
    world.session.add(consent)
    texts = voices.answers(world.rng, name=person.name, email=person.email)
    return Candidate(person, application, texts)


def write(world: World, one: Candidate, part: str, on: date, *, only: Sequence[str] = ()) -> None:
    """Keep the answers of one part, or some of them."""
    asked = (
        world.program.application.pairing.questions
        if part == "pairing"
        else world.program.part(part).questions
    )
    texts = {
        question.id: one.texts.get(question.id, "") for question in asked if not only or question.id in only
    }
    by = world.by(one.person, Role.APPLICANT, world.at(on, 19))
    applications.save(
        one.application,
        part,
        {id_: text for id_, text in texts.items() if text},
        keys=world.keys(one.person),
        by=by,
    )


def ask_referee(world: World, one: Candidate, on: date, which: int) -> Reference:
    name, profession = voices.voices()["referees"]["people"][which]
    house = name.split()[-1].lower()
    by = world.by(one.person, Role.APPLICANT, world.at(on, 20))
    email = f"{''.join(sign for sign in house if sign.isascii())}@practice.example"
    named = reference.name_referee(
        one.application,
        Referee(name, email, profession),
        needed=world.program.references.needed,
        by=by,
        pick=world.pick,
    )
    token = f"demo-{named.ref}-{world.rng.getrandbits(64):016x}"
    link = reference.Link(token, world.link(f"/reference/{token}"))
    reference.ask(named, link, program=world.program, by=by)
    return named


def answer_letter(world: World, one: Candidate, named: Reference, on: date) -> None:
    keys, by = world.keys(one.person), By(named.ref, Role.REFEREE, world.at(on, 21))
    reference.keep_letter(named, voices.letter(world.rng), keys=keys, by=by)
    reference.deliver(named, program=world.program, keys=keys, by=by)


def ask_two(world: World, one: Candidate, on: date) -> list[Reference]:
    which = world.rng.sample(range(len(voices.voices()["referees"]["people"])), 2)
    return [ask_referee(world, one, on, number) for number in which]


def send(world: World, person: Person, on: date, *, weeks: int = 5, letters: bool = True) -> Candidate:
    """A whole application, written in the weeks before and sent on that day."""
    one = begin(world, person, on - timedelta(weeks=weeks))
    for number, part in enumerate(("cover", "questionnaire", "letter", "essay", "pairing")):
        write(world, one, part, on - timedelta(weeks=weeks) + timedelta(days=2 + 6 * number))
    asked = ask_two(world, one, on - timedelta(days=2))
    by = world.by(person, Role.APPLICANT, world.at(on, 18))
    ready = applications.Ready(world.program, one.texts, consented=True)
    applications.send(one.application, ready, by=by, link=world.link("/application"))
    office = world.acting("registrar", world.at(on + timedelta(days=1), 9)) if on < world.today else by
    applications.record_fee(one.application, FeeStatus.PAID, by=office)
    if letters:
        for number, named in enumerate(asked):
            answer_letter(world, one, named, on + timedelta(days=2 + number))
    return one


# ------------------------------------------------------------------ the committee


def assign(world: World, one: Candidate, on: date, *readers: str) -> list[Review]:
    members = [world.staff[key] for key in readers]
    world.session.flush()
    return committee.assign(one.application, members, by=world.acting("chair", world.at(on, 9)))


def begin_review(world: World, one: Candidate, on: date) -> None:
    needed = world.program.committee.reviews_needed
    committee.begin_review(one.application, needed=needed, by=world.acting("chair", world.at(on, 11)))


def clear(world: World, one: Candidate, review: Review, on: date) -> By:
    """The reader has no conflict and opens the file."""
    by = By(review.reviewer.ref, review.reviewer.appointments[0].role, world.at(on, 14))
    committee.declare_clear(review, by=by)
    committee.note_reading(one.application, by=by)
    return by


def score(world: World, one: Candidate, review: Review, on: date, *, level: int = 3) -> None:
    by = By(review.reviewer.ref, review.reviewer.appointments[0].role, world.at(on, 16))
    committee.submit_review(
        review, opinion(world, level), committee=world.program.committee, keys=world.keys(one.person), by=by
    )


def opinion(world: World, level: int) -> dict[str, committee.Written]:
    """A level near this one for each quality, with a sentence that fits the level."""
    said = {}
    for quality in world.program.committee.qualities:
        near = min(4, max(1, level + world.rng.choice((-1, 0, 0, 0, 1))))
        said[quality.id] = committee.Written(near, world.rng.choice(voices.voices()["reviews"][str(near)]))
    return said


def read(world: World, one: Candidate, on: date, *, level: int = 3) -> None:
    """Two members read, and both write what they think."""
    reviews = assign(world, one, on, *world.rng.sample(READERS, 2))
    begin_review(world, one, on)
    for number, review in enumerate(reviews):
        clear(world, one, review, on + timedelta(days=2 + number))
    for number, review in enumerate(reviews):
        score(world, one, review, on + timedelta(days=5 + number), level=level)


def decide(world: World, one: Candidate, on: date, outcome: Outcome, *reasons: str) -> None:
    said = voices.voices()["reviews"]
    advice = {
        Outcome.OFFER: "advice_offer",
        Outcome.WAITLIST: "advice_wait",
        Outcome.DECLINE: "advice_decline",
    }
    verdict = committee.Verdict(outcome, reasons, said[advice[outcome]])
    by, decider = world.acting("chair", world.at(on, 15)), world.staff["chair"]
    committee.decide(
        one.application, verdict, program=world.program, decider=decider, keys=world.keys(one.person), by=by
    )


def release(world: World, one: Candidate, on: date) -> None:
    by = world.acting("chair", world.at(on, 16))
    decision = committee.release(one.application, by=by)
    link = world.link("/application/decision")
    committee_letters.tell_decision(one.application, decision, world.program, link=link, by=by)


def break_glass(world: World, one: Candidate, on: date) -> None:
    """An administrator opens the closed file, says why, and is heard."""
    admin, by = world.staff["admin"], world.acting("admin", world.at(on, 11))
    told = closed_file.Told(
        chairs=[world.staff["chair"]],
        who=admin.name,
        body=world.program.body.name,
        readings=world.link("/account/readings"),
        reason=world.link(f"/committee/applications/{one.application.ref}/assign"),
    )
    reason = "A complaint about the decision: the outside mediator asks what it was based on."
    closed_file.open_file(one.application, reason, told, keys=world.keys(one.person), by=by)


def accept(world: World, one: Candidate, on: date) -> None:
    applications.accept(one.application, by=world.by(one.person, Role.APPLICANT, world.at(on, 18)))


def admit(world: World, person: Person, sent_on: date) -> Candidate:
    """Everything up to the accepted offer, within five weeks."""
    one = send(world, person, sent_on)
    read(world, one, sent_on + timedelta(days=6))
    decide(world, one, sent_on + timedelta(days=15), Outcome.OFFER)
    release(world, one, sent_on + timedelta(days=16))
    accept(world, one, sent_on + timedelta(days=20))
    return one


def private(world: World, one: Candidate, text: str) -> Private:
    return Private(world.keys(one.person), text)
