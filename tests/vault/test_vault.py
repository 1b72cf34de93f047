from datetime import UTC, datetime

import pytest

from training.vault import (
    Erasure,
    KeyDestroyed,
    KeyMissing,
    KeyStore,
    MasterKeys,
    Tampered,
    UnknownMasterKey,
    Vault,
    from_lines,
    new_master,
    to_lines,
)

PLACE = "answer.value:7f3k"
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
ERASED = Erasure("person:1", "2026-03-01T09:00:00.000000Z", "asked to be erased")


def test_what_one_request_seals_another_opens(vault):
    sealed = vault.of("person:1").seal(PLACE, "I want to help.")

    assert vault.of("person:1").open(PLACE, sealed) == "I want to help."


def test_the_short_forms_do_the_same(vault):
    sealed = vault.seal("person:1", PLACE, "I want to help.")

    assert vault.open("person:1", PLACE, sealed) == "I want to help."
    assert vault.digest("person:1", "note") == vault.of("person:1").digest("note")


def test_another_person_cant_open(vault):
    sealed = vault.seal("person:1", PLACE, "mine")
    vault.seal("person:2", PLACE, "theirs")

    with pytest.raises(Tampered, match=PLACE):
        vault.open("person:2", PLACE, sealed)


def test_thirty_answers_of_one_person_are_one_question_to_the_key_store(vault, queries):
    texts = {f"answer.value:{n}": f"answer {n}" for n in range(30)}
    answers = {place: vault.seal("person:1", place, answer) for place, answer in texts.items()}

    with queries() as log:
        person = vault.of("person:1")
        opened = {place: person.open(place, sealed) for place, sealed in answers.items()}

    assert opened == texts
    assert len(log) == 1


def test_looking_makes_no_key(vault, store):
    person = vault.of("person:1")

    with pytest.raises(KeyMissing, match="person:1"):
        person.open(PLACE, b"\x01" + b"x" * 40)
    assert store.find("person:1") is None


def test_two_requests_that_both_find_no_key_seal_with_the_same(vault):
    one, two = vault.of("person:1"), vault.of("person:1")

    sealed = one.seal(PLACE, "first")

    assert two.digest("x") == one.digest("x")
    assert two.open(PLACE, sealed) == "first"


def test_a_destroyed_key_opens_nothing_and_seals_nothing(vault):
    sealed = vault.seal("person:1", PLACE, "gone")

    assert vault.destroy("person:1", at=AT, why="asked to be erased")

    assert vault.is_destroyed("person:1")
    for use in (
        lambda: vault.open("person:1", PLACE, sealed),
        lambda: vault.seal("person:1", PLACE, "new"),
        lambda: vault.digest("person:1", "new"),
    ):
        with pytest.raises(KeyDestroyed, match="person:1"):
            use()
    assert vault.ledger() == [ERASED]


def test_destroying_one_leaves_the_others(vault):
    sealed = vault.seal("person:2", PLACE, "kept")
    vault.seal("person:1", PLACE, "gone")

    vault.destroy("person:1", at=AT, why="asked to be erased")

    assert not vault.is_destroyed("person:2")
    assert vault.open("person:2", PLACE, sealed) == "kept"


def test_destroying_counts_at_once_in_other_processes(vault, store_url, masters):
    elsewhere = KeyStore(store_url)
    there = Vault(elsewhere, masters)
    sealed = vault.seal("person:1", PLACE, "gone")
    assert there.open("person:1", PLACE, sealed) == "gone"

    vault.destroy("person:1", at=AT, why="asked to be erased")

    with pytest.raises(KeyDestroyed):
        there.open("person:1", PLACE, sealed)
    elsewhere.close()


def test_a_key_destroyed_between_look_and_first_seal_stays_destroyed(vault):
    person = vault.of("person:1")
    vault.destroy("person:1", at=AT, why="asked to be erased")

    with pytest.raises(KeyDestroyed):
        person.seal(PLACE, "too late")


def test_destroying_refuses_a_naive_moment_and_leaves_the_key(vault):
    sealed = vault.seal("person:1", PLACE, "kept")

    with pytest.raises(TypeError, match="time zone"):
        vault.destroy("person:1", at=datetime(2026, 3, 1), why="x")  # noqa: DTZ001 -- naive is the point

    assert vault.open("person:1", PLACE, sealed) == "kept"


def test_a_restored_older_key_store_destroys_again_what_the_ledger_says(tmp_path, masters):
    today, restored = (KeyStore(f"sqlite:///{tmp_path / name}") for name in ("keys.sqlite3", "older.sqlite3"))
    today.create()
    vault = Vault(today, masters)
    sealed = {name: vault.seal(name, PLACE, "text") for name in ("person:1", "person:2")}
    today.close()
    (tmp_path / "older.sqlite3").write_bytes((tmp_path / "keys.sqlite3").read_bytes())
    vault.destroy("person:1", at=AT, why="asked to be erased")
    ledger = to_lines(vault.ledger())
    older = Vault(restored, masters)
    assert older.open("person:1", PLACE, sealed["person:1"]) == "text"

    assert older.replay(from_lines(ledger)) == 1

    assert older.is_destroyed("person:1")
    assert older.ledger() == [ERASED]
    assert older.open("person:2", PLACE, sealed["person:2"]) == "text"
    assert older.replay(from_lines(ledger)) == 0
    today.close()
    restored.close()


def test_rewrapping_goes_on_where_it_stopped_until_the_old_master_may_go(store):
    old, new = new_master("2025"), new_master("2026")
    before = Vault(store, MasterKeys.parse(old))
    sealed = {f"person:{n}": before.seal(f"person:{n}", PLACE, f"text {n}") for n in range(5)}
    before.destroy("person:4", at=AT, why="asked to be erased")
    both = Vault(store, MasterKeys.parse(f"{new},{old}"))

    assert [both.rewrap(limit=3), both.rewrap(limit=3), both.rewrap(limit=3)] == [1, 0, 0]

    after = Vault(store, MasterKeys.parse(new))
    assert [after.open(f"person:{n}", PLACE, sealed[f"person:{n}"]) for n in range(4)] == [
        f"text {n}" for n in range(4)
    ]
    assert after.is_destroyed("person:4")


def test_rewrapping_refuses_an_unknown_master_and_changes_nothing(store):
    lost = Vault(store, MasterKeys.parse(new_master("lost")))
    lost.seal("person:1", PLACE, "text")
    wrapped = store.find("person:1")

    with pytest.raises(UnknownMasterKey, match="“lost”"):
        Vault(store, MasterKeys.parse(new_master("2026"))).rewrap(limit=10)

    assert store.find("person:1") == wrapped
