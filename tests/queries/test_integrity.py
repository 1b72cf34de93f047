"""What was changed by hand in the database is found and named."""

import pytest
from sqlalchemy import text

from tests.factories import NOON, by, make_person
from training.actions.record import Private, write
from training.models import Event
from training.queries.integrity import Fault, faults

ON_ONE = "UPDATE event SET \"{}\" = :value WHERE kind = 'test.one'"


@pytest.fixture
def person(saved, vault):
    person = make_person()
    write(person.chain, "test.one", subject="test:1", by=by(), count=1)
    write(
        person.chain, "test.two", subject="test:1", by=by(), words=Private(vault.of(person.ref), "between us")
    )
    write(person.chain, "test.three", subject="test:1", by=by())
    return saved(person)


@pytest.fixture
def found(engine, vault):
    def look():
        with engine.connect() as connection:
            return list(faults(connection, vault))

    return look


@pytest.fixture
def by_hand(engine):
    """Change rows as somebody with the database file would: past the triggers."""

    def change(statement, **values):
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL session_replication_role = replica"))
            else:
                for (name,) in connection.execute(
                    text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
                ).all():
                    connection.execute(text(f"DROP TRIGGER {name}"))
            connection.execute(text(statement), values)

    return change


def test_an_untouched_record_holds(person, found):
    assert found() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "P-OTHER22"),
        ("capacity", "chair"),
        ("kind", "test.else"),
        ("subject", "test:2"),
        ("facts", '{"count": 2}'),
        ("at", "2026-10-15 12:00:01.000000"),
        ("acting_for", "P-OTHER22"),
        ("before", "draft"),
        ("after", "sent"),
        ("digest", "0" * 64),
    ],
)
def test_a_changed_column_is_found_and_the_row_named(person, found, by_hand, column, value):
    by_hand(ON_ONE.format(column), value=value)

    assert found() == [
        Fault("event", f"person:{person.ref} number 2", "Event 2 is not what was written: its hash differs.")
    ]


def test_changed_private_words_are_found(person, found, by_hand, session):
    words = session.query(Event).filter_by(kind="test.two").one().words
    session.rollback()

    by_hand(
        "UPDATE event SET words = :words WHERE kind = 'test.two'", words=words[:-1] + bytes([words[-1] ^ 1])
    )

    assert found() == [
        Fault("event", f"person:{person.ref} number 3", "Its private words are not what was written.")
    ]


def test_a_removed_event_is_found(person, found, by_hand):
    by_hand("DELETE FROM event WHERE kind = 'test.one'")

    assert [fault.row for fault in found()] == [f"person:{person.ref} number 2"]


def test_a_removed_tail_is_found_by_the_head(person, found, by_hand):
    by_hand("DELETE FROM event WHERE kind = 'test.three'")

    assert found() == [Fault("chain", f"person:{person.ref}", "It should end with event 4, but ends with 3.")]


def test_an_erased_persons_chain_still_holds(person, found, vault):
    vault.destroy(person.ref, at=NOON, why="asked to be erased")

    assert found() == []
