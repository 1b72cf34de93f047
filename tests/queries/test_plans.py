"""No page reads everybody to show one: SQLite would, for a join inside an outer join."""

import pytest
from sqlalchemy.dialects import sqlite

from training.queries import certificate, internship, people, signoff

ASKED = {
    "verify": certificate.certificate("X"),
    "queue": signoff.requests_for(1),
    "sign-off": signoff.request("X"),
    "cases": signoff.cases_waiting_for(1),
    "log": internship.mine(1),
}


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("statement", ASKED.values(), ids=ASKED)
def test_a_page_does_not_read_all_people(app, session, statement):
    text = statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})

    plan = [row.detail for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")]

    assert [line for line in plan if line.startswith(("SCAN person", "SCAN chain", "MATERIALIZE"))] == []


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_those_who_joined_last_are_read_off_an_index(app, session):
    text = people.search(newest_first=True).compile(
        dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
    )

    plan = [row.detail for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")]

    assert plan[0] == "SCAN person USING INDEX ix_person_joined_at"
