"""Every address, every person: who gets in. The whole answer stands in `access_table.txt`.

Each line is a method, a page, and everyone who is let in; whoever is not named is turned away. "Any" somebody
holds the role and has nothing to do with the record, "own" is the person the record is about or assigned to.
A page that is not in the table fails the test, and so does a line whose people change. After a wanted change,
`ACCESS_TABLE=write pytest tests/test_access.py` writes the table anew: read the difference before committing.
"""

import os
from pathlib import Path

import pytest

from tests import world as worlds
from tests.doors import address, doors, signed_in

TABLE = Path(__file__).parent / "access_table.txt"
NOBODY = "a stranger"


@pytest.fixture
def world(saved, session, vault):
    made = worlds.build(saved, session, vault)
    session.commit()
    return made


def is_let_in(answer):
    to_the_door = answer.status_code == 302 and "/account/login" in answer.location
    return not to_the_door and answer.status_code not in {401, 403, 404, 410}


def let_in(app, client, world):
    return {
        (method, rule.endpoint)
        for method, rule in doors(app)
        if is_let_in(client.open(address(app, rule, world), method=method))
    }


@pytest.mark.timeout(400)  # some 3,500 requests
@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_everyone_gets_in_where_the_table_says_and_nowhere_else(app, world):
    found = {door: set() for door in ((method, rule.endpoint) for method, rule in doors(app))}
    for name, client in [(NOBODY, app.test_client()), *signed_in(app, world)]:
        for door in let_in(app, client, world):
            found[door].add(name)

    signed = set(world.people)
    text = "".join(f"{method} {page}: {said(who, signed)}\n" for (method, page), who in found.items())
    if os.environ.get("ACCESS_TABLE") == "write":
        TABLE.write_text(text)
    assert text == TABLE.read_text()


def said(who, signed):
    if who == signed | {NOBODY}:
        return "everyone"
    return "everyone signed in" if who == signed else ", ".join(sorted(who)) or "nobody"
