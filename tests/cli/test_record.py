"""`flask record`: a checkpoint kept elsewhere finds what was cut off, however well the rest was mended."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.factories import NOON, by, make_person
from training.actions.record import write
from training.domain.record import GENESIS
from training.jobs import witnessing
from training.models import Chain


@pytest.fixture(autouse=True)
def no_checkpoint_kept(app):
    with app.app_context():
        for file in witnessing.folder().glob("*.json"):
            file.unlink()


@pytest.fixture
def run(app):
    return lambda *args: app.test_cli_runner().invoke(args=["record", *map(str, args)])


@pytest.fixture
def people(saved):
    """Three with a few events each."""
    people = [make_person() for _three in range(3)]
    for person in people:
        for number in range(3):
            write(person.chain, "test.note", subject="test:1", by=by(), number=number)
    saved(*people)
    return people


@pytest.fixture
def kept(run, people, tmp_path):
    """A checkpoint somebody keeps elsewhere."""
    file = tmp_path / "kept.json"
    assert run("checkpoint", file).exit_code == 0
    return file


@pytest.fixture
def by_hand(engine):
    """As somebody who owns the database would, past the triggers."""

    def change(*statements, **values):
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL session_replication_role = replica"))
            else:
                connection.execute(text("PRAGMA defer_foreign_keys = ON"))
                names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
                for (name,) in connection.execute(text(names)).all():
                    connection.execute(text(f"DROP TRIGGER {name}"))
            for statement in statements:
                connection.execute(text(statement), values)

    return change


MEND = (
    "UPDATE chain SET length = 3, head = (SELECT hash FROM event WHERE chain_id = :chain AND number = 3)"
    " WHERE id = :chain"
)
CUT = ("DELETE FROM event WHERE chain_id = :chain AND number = 4", MEND)
REMOVED = ("DELETE FROM event WHERE chain_id = :chain", "DELETE FROM chain WHERE id = :chain")


def chains(found):
    return [
        (one["table"], one["row"]) for one in json.loads(found.output)["faults"] if one["table"] == "chain"
    ]


def test_a_longer_record_still_agrees_with_an_older_checkpoint(run, kept, people, saved):
    write(people[0].chain, "test.note", subject="test:1", by=by())
    saved(people[0], make_person())
    done = run("verify", "--checkpoint", kept)
    assert (done.exit_code, done.output.startswith("The record holds.")) == (0, True)


def test_a_tail_cut_off_with_its_head_mended_is_found_by_the_checkpoint_alone(run, kept, people, by_hand):
    by_hand(*CUT, chain=people[1].chain_id)

    name = f"person:{people[1].ref}"
    assert run("verify").exit_code == 0
    done = run("verify", "--checkpoint", kept)
    assert done.exit_code == 1
    assert f"chain {name}: It had 4 events at the checkpoint and has 3: its end was cut off." in done.output
    assert chains(run("verify", "--json", "--checkpoint", kept)) == [("chain", name)]


def test_a_chain_that_is_gone_is_found_and_named(run, people, saved, by_hand, tmp_path):
    chain = Chain(kind="cohort", ref="C-GONE", length=0, head=GENESIS)
    write(chain, "test.note", subject="test:1", by=by())
    saved(chain)
    run("checkpoint", tmp_path / "kept.json")
    by_hand(*REMOVED, chain=chain.id)

    assert run("verify").exit_code == 0
    found = run("verify", "--json", "--checkpoint", tmp_path / "kept.json")
    assert chains(found) == [("chain", "cohort:C-GONE")]


def test_a_checkpoint_that_was_changed_is_refused(run, kept):
    said = json.loads(kept.read_text())
    said["heads"].pop()
    kept.write_text(json.dumps(said))
    done = run("verify", "--checkpoint", kept)
    assert (done.exit_code, "checkpoint kept.json: The chains in this checkpoint" in done.output) == (1, True)


def test_a_checkpoint_of_another_key_proves_nothing(run, kept, people):
    said = json.loads(kept.read_text())
    said["signature"] = said["signature"][::-1]
    kept.write_text(json.dumps(said))
    done = run("verify", "--checkpoint", kept)
    assert (done.exit_code, "has not signed it" in done.output) == (1, True)


def test_a_checkpoint_never_overwrites_a_file(run, kept):
    before = kept.read_bytes()
    assert (run("checkpoint", kept).exit_code, kept.read_bytes()) == (1, before)


def test_one_person_can_be_proved_alone_and_a_changed_proof_fails(run, kept, people, tmp_path):
    proof = tmp_path / "proof.json"
    proof.write_text(run("prove", people[0].ref, "--checkpoint", kept).output)
    told = run("check-proof", proof)
    assert (told.exit_code, f"person:{people[0].ref} had 4 events" in told.output) == (0, True)
    assert people[1].ref not in proof.read_text()

    said = json.loads(proof.read_text())
    said["head"]["length"] = 3
    proof.write_text(json.dumps(said))
    assert run("check-proof", proof).exit_code == 1
    assert run("prove", "P-NOBODY1", "--checkpoint", kept).exit_code == 1


def test_each_night_keeps_one_checkpoint_and_a_month_of_them(app, engine, people):
    with app.app_context(), Session(engine) as session:
        made = [witnessing.keep_checkpoint(session, NOON + timedelta(days=day)) for day in range(33)]
        again = witnessing.keep_checkpoint(session, NOON + timedelta(days=32))
        files = sorted(file.name for file in witnessing.folder().glob("*.json"))
    assert (made, again, len(files), files[-1]) == ([1] * 33, 0, 31, "2026-11-16.json")


def test_what_the_night_kept_is_verified_without_being_named(app, engine, run, people, by_hand):
    with app.app_context(), Session(engine) as session:
        witnessing.keep_checkpoint(session, NOON)
    assert run("verify").exit_code == 0
    by_hand(*CUT, chain=people[1].chain_id)
    assert chains(run("verify", "--json")) == [("chain", f"person:{people[1].ref}")]
