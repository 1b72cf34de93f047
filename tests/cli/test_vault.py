"""`flask vault`: a new master key while everything runs, broken off and taken up again."""

import pytest

from training import create_app
from training.config import Settings
from training.vault import add_master, new_master

PEOPLE, PLACE = [f"P-{number}" for number in range(5)], "answer.value:1"


def make_app(folder, **given):
    return create_app(Settings.from_env({"TRAINING_ENVIRONMENT": "test", "DATA_DIR": str(folder), **given}))


@pytest.fixture
def app(tmp_path):
    app = make_app(tmp_path)
    yield app
    app.extensions["vault"].close()


@pytest.fixture
def running(tmp_path, app):
    """Another process that began before, with everybody's words sealed."""
    other = make_app(tmp_path)
    vault = other.extensions["vault"]
    yield vault, {one: vault.seal(one, PLACE, f"words of {one}") for one in PEOPLE}
    vault.close()


@pytest.fixture
def run(app):
    return lambda *args: app.test_cli_runner().invoke(args=["vault", *args])


def ring(folder):
    return [one.split(":")[0] for one in (folder / "master.key").read_text().strip().split(",")]


def opened(vault, sealed):
    return [vault.open(one, PLACE, words) for one, words in sealed.items()]


WORDS = [f"words of {one}" for one in PEOPLE]


def test_a_process_that_runs_on_opens_everything_during_and_after(run, running, tmp_path):
    vault, sealed = running
    (old,) = ring(tmp_path)

    done = run("rotate", "--at-once", "2")

    new, kept = ring(tmp_path)
    assert (done.exit_code, kept) == (0, old)
    assert [line for line in done.output.splitlines() if "of 5" in line] == [
        f"{number} of 5 data keys are under {new}." for number in (2, 4, 5)
    ]
    assert opened(vault, sealed) == WORDS
    assert vault.masters.current == new


def test_broken_off_it_goes_on_and_makes_no_second_key(running, tmp_path):
    _vault, sealed = running
    add_master(tmp_path / "master.key", new_master("m-second"))
    again = make_app(tmp_path)
    again.extensions["vault"].rewrap(limit=2)

    done = again.test_cli_runner().invoke(args=["vault", "rotate"])

    assert (done.exit_code, len(ring(tmp_path)), "3 of 3" in done.output) == (0, 2, True)
    assert opened(again.extensions["vault"], sealed) == WORDS
    again.extensions["vault"].close()


def test_the_old_key_is_retired_only_when_nothing_needs_it(run, running, tmp_path):
    vault, sealed = running
    add_master(tmp_path / "master.key", new_master("m-second"))
    before = ring(tmp_path)
    needed = make_app(tmp_path)

    refused = needed.test_cli_runner().invoke(args=["vault", "retire", "--yes"])
    assert (refused.exit_code, "5 data keys still need them" in refused.output) == (1, True)
    assert ring(tmp_path) == before

    assert needed.test_cli_runner().invoke(args=["vault", "rotate"]).exit_code == 0
    assert needed.test_cli_runner().invoke(args=["vault", "retire"]).exit_code == 1
    assert ring(tmp_path) == before
    assert needed.test_cli_runner().invoke(args=["vault", "retire", "--yes"]).exit_code == 0
    assert ring(tmp_path) == ["m-second"]
    assert opened(vault, sealed) == WORDS
    needed.extensions["vault"].close()


def test_no_key_is_ever_said(run, running, tmp_path):
    said = run("rotate").output
    after = make_app(tmp_path)
    said += after.test_cli_runner().invoke(args=["vault", "status"]).output
    after.extensions["vault"].close()
    secrets = [one.split(":")[1] for one in (tmp_path / "master.key").read_text().strip().split(",")]
    assert [one for one in secrets if one in said] == []
    assert "0 data keys are not under the current one." in said


def test_a_ring_in_the_environment_is_wrapped_anew_but_never_written(tmp_path):
    old, new = new_master("m-old"), new_master("m-new")
    before = make_app(tmp_path, MASTER_KEYS=old)
    before.extensions["vault"].seal("P-1", PLACE, "words")
    app = make_app(tmp_path, MASTER_KEYS=f"{new},{old}")

    done = app.test_cli_runner().invoke(args=["vault", "rotate"])
    refused = app.test_cli_runner().invoke(args=["vault", "retire", "--yes"])

    assert (done.exit_code, "1 of 1 data keys are under m-new." in done.output) == (0, True)
    assert (refused.exit_code, (tmp_path / "master.key").exists()) == (1, False)
    for one in (before, app):
        one.extensions["vault"].close()
