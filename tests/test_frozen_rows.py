"""The database itself refuses to change or delete what was written for good."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.factories import make_person


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET kind = 'else'",
        "DELETE FROM event",
        "UPDATE program_version SET text = 'else'",
        "DELETE FROM program_version",
    ],
)
def test_rows_that_stay_refuse(saved, engine, statement):
    saved(make_person())
    before = _counts(engine)

    with pytest.raises(DBAPIError, match="stay as they were written"), engine.begin() as connection:
        connection.execute(text(statement))

    assert _counts(engine) == before


def _counts(engine):
    with engine.connect() as connection:
        return [
            connection.execute(text(statement)).one()
            for statement in (
                "SELECT count(*), max(kind) FROM event",
                "SELECT count(*), max(text) FROM program_version",
            )
        ]
