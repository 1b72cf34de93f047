"""What the story needs besides the product's own actions: the people, and what a database would add."""

import itertools
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from sqlalchemy import inspect
from sqlalchemy.orm import MANYTOONE

from tests.factories import make_person, program
from tests.factories_internship import BEGAN, by_person, make_keys, make_licence, signer
from training.actions import people
from training.actions.signing import meaning
from training.domain.record import Link
from training.domain.requirements import Entry, progress
from training.domain.roles import By, Role
from training.queries import evidence

_ids = itertools.count(1)


def make_cast():
    """Everybody the story is about, each with a role; `keys` are Ines’s own."""
    roles = {
        "ines": (),
        "chair": (Role.CHAIR,),
        "ruth": (Role.REVIEWER,),
        "omar": (Role.REVIEWER,),
        "director": (Role.DIRECTOR,),
        "registrar": (Role.REGISTRAR,),
        "second": (Role.REGISTRAR,),
        "teacher": (Role.INSTRUCTOR,),
        "therapist": (Role.THERAPIST,),
        "mentor": (Role.MENTOR,),
    }
    cast = SimpleNamespace(**{name: stored(make_person(*held, name=name)) for name, held in roles.items()})
    cast.ines.name = "Ines Moreau"
    cast.keys = make_keys(cast.ines.ref)
    licence = make_licence(until=at(2030, 1, 1).date())
    people.add_licence(cast.therapist, licence, by=by_person(cast.registrar, Role.REGISTRAR, BEGAN))
    return cast


def at(year, month, day):
    return datetime(year, month, day, 12, tzinfo=UTC)


def acting(person, role, when):
    return by_person(person, role, when)


def signing(person, role, when):
    return signer(person, role, when)


def writing(referee, when):
    return By(referee.ref, Role.REFEREE, when)


def words_of(statement, person, **fill):
    """The sentence somebody signs, filled in."""
    words = {"name": person.name, "capacity": "", "intern": "", "body": "", "program": "", "hours": ""}
    return meaning(program().statement(statement), statement, **words | fill)


def stored(row, *more):
    """What the database would add: a key for each row, and the keys of the rows it points to."""
    for one in (row, *more):
        one.id = one.id or next(_ids)
        mapper = inspect(type(one))
        for relation in mapper.relationships:
            other = getattr(one, relation.key) if relation.direction is MANYTOONE else None
            if other is not None:
                other.id = other.id or next(_ids)
                setattr(one, next(iter(relation.local_columns)).key, other.id)
        if mapper.version_id_col is not None:
            setattr(one, mapper.version_id_col.key, 1)
    return row


def record_of(person):
    """The person's chain as whoever verifies it reads it."""
    written = inspect(person.chain).attrs.events.history.added
    return [Link(one.number, one.content, one.previous, one.hash) for one in written]


def stands(internship, entries, when):
    """What the requirement engine answers about this log on that day."""
    log = [
        Entry(
            on=one.on,
            minutes=one.minutes,
            activity=one.activity,
            case=one.case.code if one.case else None,
            signed_on=one.signed_on,
        )
        for one in entries
    ]
    return progress(program().internship.requirements, log, evidence.standing(internship, when.date()))


def months_from(first, count):
    """The first of each month, as moments."""
    numbers = range(first.year * 12 + first.month - 1, first.year * 12 + first.month - 1 + count)
    return [at(number // 12, number % 12 + 1, 1) for number in numbers]


def days_of(month, count):
    return [(month + timedelta(days=number)).date() for number in range(count)]
