"""Each invariant, broken by hand once: it is found, and the row named."""

import pytest
from sqlalchemy import text

from tests.factories_record import make_whole_record
from training.queries.invariants import INVARIANTS, Broken, broken
from training.queries.sealed import unreadable

BREAKING = {
    "A signed entry has a signature.": "UPDATE line SET answer = 'waits'",
    "A request is signed by the supervisor it was addressed to.": (
        "UPDATE sign_off_request SET supervisor_id = (SELECT min(id) FROM person)"
    ),
    "Nobody is asked to sign their own hours.": (
        "UPDATE sign_off_request SET supervisor_id = (SELECT person_id FROM internship)"
    ),
    "Nobody supervises themselves.": (
        "UPDATE supervision SET supervisor_id = (SELECT person_id FROM internship)"
    ),
    "A request asks for what its lines add up to.": (
        "UPDATE sign_off_request SET status = 'requested', total_minutes = 1"
    ),
    "A cohort holds no more people than it has places.": ("UPDATE cohort SET capacity = -1"),
    "Nobody attends longer than a session was planned for.": "UPDATE attendance SET minutes = 10000",
    "A person has one open application at most.": (
        "INSERT INTO application (ref, person_id, program_id, status, began_at, fee_status, version)"
        " SELECT 'A-' || nth, person_id, program_id, 'draft', began_at, fee_status, 1 FROM application"
        " CROSS JOIN (SELECT 'ONE' AS nth UNION SELECT 'TWO') AS both"
    ),
    "A person has one live certificate of a kind.": (
        "INSERT INTO certificate (number, person_id, program_id, kind, title, holder, is_name_public,"
        " is_listed, status, snapshot, proposed_by, proposed_at, approved_by, approved_at, issued_on,"
        " version, document_id) SELECT 'ANOTHER', person_id, program_id, kind, title, holder,"
        " is_name_public, is_listed, 'suspended', snapshot, proposed_by, proposed_at, approved_by,"
        " approved_at, issued_on, version, NULL FROM certificate"
    ),
    "Nobody proposes, approves or holds the same certificate.": (
        "UPDATE certificate SET approved_by = (SELECT ref FROM person WHERE id = certificate.person_id)"
    ),
}


@pytest.fixture
def whole(saved):
    return make_whole_record(saved=saved)


@pytest.fixture
def found(engine):
    def after(statement):
        with engine.connect() as connection:
            _past_the_guards(connection)
            connection.execute(text(statement))
            rows = list(broken(connection))
            connection.rollback()
            if connection.dialect.name == "sqlite":
                connection.execute(text("PRAGMA ignore_check_constraints = OFF"))
        return rows

    return after


def _past_the_guards(connection):
    """On SQLite: what PostgreSQL checks, nobody passes by without owning its tables."""
    for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
        connection.execute(text(f"DROP TRIGGER {name}"))
    connection.execute(text("PRAGMA ignore_check_constraints = ON"))


def test_data_made_by_the_products_own_actions_breaks_nothing(whole, engine, vault):
    with engine.connect() as connection:
        assert (list(broken(connection)), list(unreadable(connection, vault))) == ([], [])


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("invariant", BREAKING)
def test_what_breaks_an_invariant_is_found(app, whole, found, invariant):
    assert invariant in INVARIANTS

    assert [one.invariant for one in found(BREAKING[invariant])].count(invariant) >= 1


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_the_row_is_named(app, whole, found):
    sentence = "Nobody is asked to sign their own hours."

    rows = [one for one in found(BREAKING[sentence]) if one.invariant == sentence]

    assert rows == [
        Broken(sentence, request.ref) for request in sorted(whole.month.requests, key=lambda one: one.id)
    ]
