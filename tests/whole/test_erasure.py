"""Somebody writes, is read, and is erased: gone from data and files, and older copies bring nothing back."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from flask_migrate import upgrade
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import NOON, by, make_person, make_program_version
from tests.factories_application import make_draft, make_reference, whole_texts
from tests.factories_certificate import make_certificate
from training import create_app
from training.actions import application as applications
from training.actions import erasure
from training.actions.opening import note_opening
from training.actions.record import Private, write
from training.config import Settings
from training.domain.roles import By, Role
from training.extensions import db, vault
from training.jobs import erasing
from training.models import Certificate, Chain, ProgramVersion
from training.queries import erasure as queries
from training.queries.integrity import faults
from training.vault import KeyDestroyed

CANARY = "canary-7f3k"
NAME, ADDRESS = f"Ines {CANARY}", f"{CANARY}@example.org"


def make_app(folder):
    return create_app(Settings.from_env({"TRAINING_ENVIRONMENT": "test", "DATA_DIR": str(folder)}))


def close(app):
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    app.extensions["vault"].close()


@pytest.fixture
def place(tmp_path):
    """An installation in which Ines has applied; the chair has read it; a mail waits."""
    app = make_app(tmp_path / "here")
    with app.app_context():
        upgrade()
        _write_everything()
    yield app, tmp_path
    close(app)


def _write_everything():
    version = make_program_version()
    person = make_person(Role.APPLICANT, name=NAME, email=ADDRESS)
    application, keys = make_draft(vault(), person, version)
    texts = {
        key: f"{CANARY} {text}" if key.endswith("essay") else text for key, text in whole_texts().items()
    }
    applications.keep(application, texts, keys=keys, by=By(person.ref, Role.APPLICANT, NOON))
    reference = make_reference(application)
    reference.name = f"Referee {CANARY}"
    note_opening(
        person.chain, "application.read", subject=f"application:{application.ref}", by=by(Role.CHAIR)
    )
    words = Private(keys, f"{CANARY} between us")
    write(person.chain, "test.words", subject="test:1", by=by(Role.CHAIR), words=words)
    db.session.add_all([version, person, application])
    db.session.commit()


def ines():
    """The first person there is."""
    refs = select(Chain.ref).where(Chain.kind == "person").order_by(Chain.id).limit(1)
    return db.session.scalars(queries.somebody(db.session.scalars(refs).one())).one()


def erase(app):
    """As the pages do: one proposes, another approves, and the commit at the edge does the rest."""
    with app.app_context():
        person, today = ines(), datetime.now(UTC).date()
        for who, step in (("P-RENA222", "propose"), ("P-HANS222", "approve")):
            acting = By(who, Role.REGISTRAR, datetime.now(UTC))
            state = queries.erasing(db.session(), person.chain)
            if step == "propose":
                erasure.propose(person, state, "asked", on=today, by=acting)
            else:
                belongings = erasing.belongings_of(db.session(), person)
                erasure.approve(person, state, belongings, on=today, by=acting)
            db.session.commit()
        return person.ref


def holding_the_canary(folder):
    """Files in which it stands, as UTF-8 or in any column of any table of a database."""
    return [
        file.name
        for file in sorted(folder.rglob("*"))
        if file.is_file() and CANARY.encode() in file.read_bytes()
    ]


def record_holds(app):
    with app.app_context(), db.engine.connect() as connection:
        return list(faults(connection, vault()))


def checkpointed(folder):
    """SQLite's log of writes is folded into its file, so that no older page is left beside it."""
    for name in ("training.sqlite3", "keys.sqlite3"):
        with closing(sqlite3.connect(folder / name)) as base:
            base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            base.execute("VACUUM")


def test_what_stood_open_is_gone_and_what_was_sealed_is_unreadable(place):
    app, folder = place
    ref = erase(app)

    with app.app_context():
        person = ines()
        assert (person.name, person.email) == ("Erased person", f"{ref.lower()}@erased.invalid")
        assert (person.active, person.password) == (False, None)
        with pytest.raises(KeyDestroyed):
            vault().of(ref)
    assert record_holds(app) == []
    close(app)
    checkpointed(folder / "here")
    assert holding_the_canary(folder / "here") == []


def test_an_older_backup_brings_nothing_back(place):
    """The data and the key store of yesterday, and the ledger of today."""
    app, folder = place
    backup = folder / "yesterday.backup"
    made = app.test_cli_runner().invoke(args=["backup", str(backup)])
    assert made.exit_code == 0, made.output
    close(app)
    shutil.copy(folder / "here" / "keys.sqlite3", folder / "keys-of-yesterday.sqlite3")
    ref = erase(app)
    close(app)

    there = folder / "there"
    there.mkdir()
    for name in ("master.key", "erasures.jsonl"):
        shutil.copy(folder / "here" / name, there / name)
    shutil.copy(folder / "keys-of-yesterday.sqlite3", there / "keys.sqlite3")
    restored = make_app(there)
    done = restored.test_cli_runner().invoke(args=["restore", str(backup)])

    assert done.exit_code == 0, done.output
    assert "1 keys and 1 records of erased people had come back and are gone again." in done.output
    with restored.app_context():
        assert ines().name == "Erased person"
        with pytest.raises(KeyDestroyed):
            vault().of(ref)
    assert record_holds(restored) == []
    close(restored)
    checkpointed(there)
    assert holding_the_canary(there) == []


def test_killed_between_record_and_key_the_night_finishes_it(place, monkeypatch):
    app, _folder = place
    monkeypatch.setattr(erasing, "destroy_keys", lambda *_args: 0)
    ref = erase(app)
    with app.app_context():
        assert not vault().is_destroyed(ref)
    monkeypatch.undo()

    with app.app_context(), Session(db.engine) as session:
        finished = [erasing.finish_erasures(session, NOON) for _twice in range(2)]

    with app.app_context():
        assert (finished, vault().is_destroyed(ref)) == ([1, 0], True)
    assert ref in (app.extensions["settings"].data_dir / "erasures.jsonl").read_text()


def test_a_certificate_stays_and_verifies(place):
    app, _folder = place
    with app.app_context():
        version = db.session.scalars(select(ProgramVersion)).one()
        db.session.add(director := make_person(Role.DIRECTOR))
        db.session.flush()
        certificate = make_certificate(ines(), version, approver=director, signatures=(signed := []))
        db.session.add_all([certificate, *signed])
        db.session.commit()
        facts = (certificate.number, certificate.holder, certificate.snapshot, certificate.status)
    erase(app)
    with app.app_context():
        found = db.session.scalars(select(Certificate)).one()
        assert (found.number, found.holder, found.snapshot, found.status) == facts
    assert record_holds(app) == []
