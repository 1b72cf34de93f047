"""A backup brings everything back, and nothing of it can be read or changed on the way."""

import shutil

import pytest
from flask_migrate import upgrade
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from tests.factories import NOON, make_person, make_program_version
from training import create_app
from training.actions.record import Private, write
from training.config import Settings
from training.domain.roles import by_system
from training.extensions import db
from training.models import Event, Person


def make_app(folder):
    return create_app(Settings.from_env({"TRAINING_ENVIRONMENT": "test", "DATA_DIR": str(folder)}))


@pytest.fixture
def original(tmp_path):
    app = make_app(tmp_path / "here")
    with app.app_context():
        upgrade()
        person = make_person()
        keys = app.extensions["vault"].of(person.ref)
        write(
            person.chain, "test.one", subject="test:1", by=by_system(NOON), words=Private(keys, "between us")
        )
        with Session(db.engine) as session:
            session.add_all([make_program_version(), person])
            session.commit()
    yield app
    close(app)


def close(app):
    with app.app_context():
        db.engine.dispose()
    app.extensions["vault"].close()


@pytest.fixture
def elsewhere(tmp_path, original):
    """An empty place that has the keys, brought there separately."""
    folder = tmp_path / "there"
    folder.mkdir()
    original.extensions["vault"].close()
    for name in ("keys.sqlite3", "master.key"):
        shutil.copy(tmp_path / "here" / name, folder / name)
    app = make_app(folder)
    yield app
    close(app)


def run(app, *arguments):
    return app.test_cli_runner().invoke(args=[str(one) for one in arguments])


def counts(app):
    with app.app_context(), Session(db.engine) as session:
        return [session.scalar(select(func.count()).select_from(model)) for model in (Person, Event)]


def test_a_backup_brings_everything_back(original, elsewhere, tmp_path):
    file = tmp_path / "monday.backup"

    made, restored = run(original, "backup", file), run(elsewhere, "restore", file)

    assert (made.exit_code, restored.exit_code) == (0, 0), made.output + restored.output
    assert counts(elsewhere) == counts(original) == [1, 2]
    assert run(elsewhere, "record", "verify").output.startswith("The record holds.")


def test_a_backup_tells_nothing_and_is_its_owners_alone(original, tmp_path):
    file = tmp_path / "monday.backup"
    run(original, "backup", file)

    content = file.read_bytes()
    assert b"SQLite format" not in content
    assert b"example.org" not in content
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_backup_never_replaces_a_file(original, tmp_path):
    file = tmp_path / "monday.backup"
    file.write_text("precious")

    assert run(original, "backup", file).exit_code == 1
    assert file.read_text() == "precious"


def test_a_place_with_data_is_not_restored_over(original, tmp_path):
    file = tmp_path / "monday.backup"
    run(original, "backup", file)
    before = counts(original)

    answer = run(original, "restore", file)

    assert (answer.exit_code, counts(original)) == (1, before)
    assert "There is data here already." in answer.output


@pytest.mark.parametrize("harm", ["one byte", "cut off", "something else"])
def test_a_harmed_backup_is_refused_whole(original, elsewhere, tmp_path, harm):
    file = tmp_path / "monday.backup"
    run(original, "backup", file)
    content = file.read_bytes()
    broken = {
        "one byte": content[:-100] + bytes([content[-100] ^ 1]) + content[-99:],
        "cut off": content[: len(content) // 2],
        "something else": b"not a backup at all\n" * 9,
    }
    file.write_bytes(broken[harm])

    answer = run(elsewhere, "restore", file)

    assert answer.exit_code == 1
    with elsewhere.app_context():
        assert inspect(db.engine).get_table_names() == []


def test_a_backup_does_not_open_without_its_master_key(original, tmp_path):
    file = tmp_path / "monday.backup"
    run(original, "backup", file)
    stranger = make_app(tmp_path / "stranger")

    answer = run(stranger, "restore", file)

    assert answer.exit_code == 1
    assert "which is not in the ring" in answer.output
    close(stranger)
