"""Certificates: proposed by one, approved by another, printed, sealed and, once, taken back."""

from datetime import date

from training.actions import certificate as certificates
from training.actions.record import Private
from training.demo import voices
from training.demo.world import World
from training.domain.certificate import Eligibility, eligibility
from training.domain.program import Who
from training.domain.roles import Role
from training.models import Certificate, Person
from training.queries.eligibility import eligibility_facts
from training.web import issuing

AREAS = (
    "Los Angeles and online",
    "Berlin",
    "London and Bristol",
    "New York",
    "Lisbon and surroundings",
    "Toronto",
)


def propose(world: World, person: Person, kind: str, on: date, *, by: str = "registrar") -> Certificate:
    grounds = certificates.Grounds(
        version=world.version,
        wording=world.program.certificate(kind),
        eligibility=_eligible(world, person, kind, on),
    )
    made = certificates.propose(person, grounds, held=[], by=world.acting(by, world.at(on, 9)))
    world.keep(made)
    return made


def _eligible(world: World, person: Person, kind: str, on: date) -> Eligibility:
    world.session.flush()
    return eligibility(kind, eligibility_facts(world.session, person.id, on))


def approve(world: World, made: Certificate, on: date, *, by: str = "director") -> None:
    approver = world.staff[by]
    signer = world.signer(approver, approver.appointments[0].role, world.at(on, 11))
    capacity = world.program.role(Who(signer.by.capacity.value)).one
    said = world.statement("certificate", name=approver.name, capacity=capacity, intern=made.holder)
    eligible = _eligible(world, made.person, made.kind, on)
    world.keep(certificates.approve(made, eligibility=eligible, signer=signer, meaning=said))


def issue(world: World, made: Certificate, on: date) -> None:
    """Printed and sealed as it is in earnest; the bytes are kept."""
    by = world.acting("registrar", world.at(on, 14))
    certificates.issue(
        made,
        document=issuing.papers(made, by.at),
        eligibility=_eligible(world, made.person, made.kind, on),
        valid_to=issuing.last_day(made, on),
        earlier=None,
        by=by,
    )
    body = world.program.body.name
    letter = world.program.letter("certificate_issued")
    certificates.announce(made, letter, link=world.link("/certificates"), body=body, by=by)
    world.session.flush()


def give(world: World, person: Person, kind: str, on: date) -> Certificate:
    """All three steps in one day."""
    made = propose(world, person, kind, on)
    approve(world, made, on)
    issue(world, made, on)
    return made


def list_holder(world: World, made: Certificate, on: date, area: str) -> None:
    """The holder lets themselves be found."""
    by = world.by(made.person, Role.TRAINEE, world.at(on, 20))
    certificates.list_holder(made, is_listed=True, area=area, by=by)


def revoke(world: World, made: Certificate, on: date) -> None:
    words = Private(world.keys(made.person), voices.voices()["reasons"]["revoke"])
    certificates.revoke(made, words=words, by=world.acting("director", world.at(on, 16)))
