import stat
import threading
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from training.vault import Erasure, KeyDestroyed, KeyStore
from training.vault.masters import Wrapped
from training.vault.store import data_key

ONE = Wrapped("first", b"1" * 60)
TWO = Wrapped("first", b"2" * 60)
GONE = Erasure("person:1", "2026-03-01T09:00:00.000000Z", "asked to be erased")


def test_a_subject_without_a_key_has_none(store):
    assert store.find("person:1") is None


def test_the_first_key_kept_is_the_one_that_counts(store):
    assert store.keep("person:1", ONE) == ONE
    assert store.keep("person:1", TWO) == ONE
    assert store.find("person:1") == ONE


def test_creating_again_keeps_what_is_there(store, store_url):
    store.keep("person:1", ONE)

    again = KeyStore(store_url)
    again.create()
    again.close()

    assert store.find("person:1") == ONE


def test_a_destroyed_key_is_refused_and_never_made_again(store):
    store.keep("person:1", ONE)

    assert store.destroy(GONE)

    with pytest.raises(KeyDestroyed, match="person:1"):
        store.find("person:1")
    with pytest.raises(KeyDestroyed, match="person:1"):
        store.keep("person:1", TWO)
    assert store.erasures() == [GONE]


def test_destroying_again_changes_nothing(store):
    store.destroy(GONE)

    assert not store.destroy(Erasure("person:1", "2027-01-01T00:00:00.000000Z", "again"))
    assert store.erasures() == [GONE]


def test_a_subject_who_never_had_a_key_can_be_erased(store):
    assert store.destroy(GONE)
    assert store.erasures() == [GONE]


def test_the_ledger_is_oldest_first(store):
    later = Erasure("person:0", "2026-04-01T09:00:00.000000Z", "kept long enough")
    store.destroy(later)
    store.destroy(GONE)

    assert store.erasures() == [GONE, later]


def test_the_database_refuses_a_key_both_whole_and_destroyed(store):
    half = data_key.insert().values(subject="x", wrapped=b"k", destroyed_at=GONE.at)

    with pytest.raises(IntegrityError), store.engine.begin() as connection:
        connection.execute(half)


def keep_one(url, number, start, kept):
    store = KeyStore(url)
    store.create()
    start.wait()
    kept.put(store.keep("person:1", Wrapped("first", bytes([number]) * 60)).sealed)
    store.close()


def test_processes_that_make_a_key_at_once_all_use_the_same(store_url):
    # Forked before anybody opened the store, so that the tables are made by all of them at once too.
    processes = get_context("fork")
    start, kept = processes.Barrier(3), processes.Queue()
    workers = [processes.Process(target=keep_one, args=(store_url, n, start, kept)) for n in range(3)]
    for worker in workers:
        worker.start()
    keys = {kept.get(timeout=60) for _ in workers}
    for worker in workers:
        worker.join()

    store = KeyStore(store_url)
    assert keys == {store.find("person:1").sealed}
    store.close()


def test_threads_that_make_keys_at_once_wait_for_one_another(store):
    start = threading.Barrier(4)

    def keep_many(number):
        start.wait()
        for n in range(25):
            store.keep(f"person:{n}", Wrapped("first", bytes([number]) * 60))

    threads = [threading.Thread(target=keep_many, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [store.find(f"person:{n}") is None for n in range(25)] == [False] * 25


def files_beside(database):
    return sorted(Path(database).parent.glob("keys.sqlite3*"))


def test_on_sqlite_every_file_is_the_owners_alone(tmp_path):
    database = tmp_path / "keys.sqlite3"
    database.touch(mode=0o644)
    store = KeyStore(f"sqlite:///{database}")
    store.create()
    store.keep("person:1", ONE)

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in files_beside(database)}

    assert modes == {"keys.sqlite3": 0o600, "keys.sqlite3-shm": 0o600, "keys.sqlite3-wal": 0o600}
    store.close()


def test_on_sqlite_nothing_of_a_destroyed_key_stays_in_the_files(tmp_path):
    database = tmp_path / "keys.sqlite3"
    store = KeyStore(f"sqlite:///{database}")
    store.create()
    store.keep("person:1", ONE)
    assert [file.name for file in files_beside(database) if ONE.sealed in file.read_bytes()] != []

    store.destroy(GONE)

    assert [file.name for file in files_beside(database) if ONE.sealed in file.read_bytes()] == []
    store.close()


def test_on_sqlite_writes_last_and_wait(tmp_path):
    store = KeyStore(f"sqlite:///{tmp_path / 'keys.sqlite3'}")
    store.create()
    with store.engine.connect() as connection:
        pragmas = ["journal_mode", "synchronous", "busy_timeout", "secure_delete"]
        held = [connection.scalar(text(f"PRAGMA {pragma}")) for pragma in pragmas]

    assert held == ["wal", 2, 5000, 1]
    store.close()


def test_keys_stay_out_of_the_place_where_data_goes(store, store_url):
    by_default = {"sqlite": ["data_key"], "postgresql": []}
    plain = create_engine(store_url)

    assert inspect(plain).get_table_names() == by_default[plain.dialect.name]
    plain.dispose()
