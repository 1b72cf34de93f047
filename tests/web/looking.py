"""Reading what a request left behind, and letting go of the database again before the next one."""

import re

from sqlalchemy import select

from training.models import Event, Letter, Person


def look(session, statement):
    """The rows of a statement as they are now. SQLite has one writer: a reader must not stay inside."""
    rows = session.scalars(statement, execution_options={"populate_existing": True}).unique().all()
    session.commit()
    return rows


def person_of(session, email):
    return look(session, select(Person).where(Person.email == email))[0]


def people(session):
    return look(session, select(Person).order_by(Person.id))


def letters(session):
    return look(session, select(Letter).order_by(Letter.id))


def kinds(session, person):
    """What stands on somebody's record, oldest first."""
    found = select(Event.kind).where(Event.chain_id == person.chain_id).order_by(Event.number)
    return look(session, found)


def path_in(letter):
    """The address in a letter, as the test client asks for it."""
    return re.search(r"http://127\.0\.0\.1:5000(\S+)", letter.text).group(1)
