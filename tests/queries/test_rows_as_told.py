"""Whatever is changed by hand in any column that the record answers for is found, and its row named."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from tests.factories_record import make_whole_record
from training.domain.machines import MACHINES
from training.models import (
    Application,
    Attendance,
    Case,
    Certificate,
    Chain,
    Document,
    Enrolment,
    Entry,
    Event,
    Internship,
    Licence,
    ProgramVersion,
    Signature,
    SignOffRequest,
    Supervision,
)
from training.queries.integrity import Fault, faults

ANSWERED_FOR = {
    Event: [column.name for column in Event.__table__.columns if column.name not in ("id", "chain_id")],
    Chain: ["length", "head"],
    Signature: [column.name for column in Signature.__table__.columns if column.name != "id"],
    Document: ["sha256", "pdf", "credential"],
    ProgramVersion: ["text", "fingerprint"],
    Entry: ["on", "minutes", "activity", "case_id", "signed_on"],
    Attendance: ["presence", "minutes", "verified_at", "verified_by"],
    Certificate: [
        "kind",
        "title",
        "holder",
        "snapshot",
        "proposed_by",
        "proposed_at",
        "approved_by",
        "approved_at",
        "issued_on",
        "valid_to",
        "ended_on",
    ],
    Licence: ["valid_from", "expires_on", "verified_on", "verified_by", "refused_on"],
    Application: ["resume_status"],
    Enrolment: ["resume_status"],
    Internship: ["resume_status"],
}
MOVING = (Application, Enrolment, Internship, Supervision, Case, Entry, SignOffRequest, Certificate)
STORED = {"presence": "excused", "resume_status": "withdrawn"}


@pytest.fixture
def whole(saved):
    return make_whole_record(saved=saved)


@pytest.fixture
def changed(engine, vault):
    """Change one row as somebody with the database file would, look, and put it back."""

    def change(statement):
        with engine.connect() as connection:
            _past_the_guards(connection)
            assert connection.execute(statement).rowcount != 0
            found = list(faults(connection, vault))
            connection.rollback()
            if engine.dialect.name == "sqlite":
                connection.execute(text("PRAGMA ignore_check_constraints = OFF"))
        return found

    return change


def _past_the_guards(connection):
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    for name in names:
        connection.execute(text(f"DROP TRIGGER {name}"))
    connection.execute(text("PRAGMA ignore_check_constraints = ON"))


NEARLY = {
    bytes: lambda value: value[:9] + bytes([value[9] ^ 1]) + value[10:],
    str: lambda value: value[:-1] + ("x" if not value.endswith("x") else "y"),
    datetime: lambda value: value + timedelta(microseconds=1),
    date: lambda value: value + timedelta(days=1),
    dict: lambda value: value | {"count": 99},
    int: lambda value: value + 1,
}


def other(value, column):
    """Nearly the same: one byte, one letter, one day, one more."""
    if column.name in STORED:
        return STORED[column.name]
    if column.foreign_keys:
        return None if column.nullable else 1
    return _something(column) if value is None else NEARLY[type(value)](value)


def _something(column):
    if "JSON" in str(column.type):
        return {}
    values = {datetime: datetime.fromisoformat("2026-01-01T00:00:00+00:00"), date: date(2026, 1, 1)}
    return values.get(column.type.python_type, b"x" if column.type.python_type is bytes else "x")


@pytest.fixture
def last(engine):
    def find(model, column):
        with engine.connect() as connection:
            row = connection.execute(
                select(model.__table__.c.id, model.__table__.c[column]).order_by(model.id.desc()).limit(1)
            ).one()
            connection.rollback()
        return row

    return find


def test_a_record_on_which_everything_happened_holds(whole, engine, vault):
    with engine.connect() as connection:
        assert list(faults(connection, vault)) == []


@pytest.mark.parametrize("model", ANSWERED_FOR, ids=lambda model: model.__tablename__)
def test_no_column_can_be_changed_unseen(model, whole, changed, last):
    for name in ANSWERED_FOR[model]:
        column = model.__table__.c[name]
        id_, value = last(model, name)
        statement = update(model.__table__).where(model.__table__.c.id == id_)

        found = changed(statement.values({name: other(value, column)}))

        assert found, f"{model.__tablename__}.{name}"


@pytest.mark.parametrize("model", MOVING, ids=lambda model: model.__tablename__)
def test_no_status_can_be_changed_unseen(model, whole, changed, last):
    id_, ref = last(model, "code" if model is Case else "number" if model is Certificate else "ref")
    now = last(model, "status").status
    for status in (one for one in model.machine.states() if one is not now):
        values = {"status": status}

        try:
            found = changed(update(model.__table__).where(model.__table__.c.id == id_).values(values))
        except IntegrityError:
            continue  # PostgreSQL does not let anybody past its checks

        assert found[0] == Fault(
            model.machine.id, ref, f"It is “{status.value}”, but the record says “{now.value}”."
        )


def test_every_machine_has_its_rows_compared():
    from training.queries.integrity.rows import _statuses

    compared = str(_statuses().compile(compile_kwargs={"literal_binds": True}))
    assert [machine.id for machine in MACHINES if f"'{machine.id}'" not in compared] == []


def test_a_row_that_never_began_is_found(whole, changed, engine):
    with engine.connect() as connection:
        entry = connection.execute(select(Entry.__table__).limit(1)).mappings().one()
        connection.rollback()
    forged = dict(entry) | {"id": 999, "ref": "E-FORGED22", "form_key": None}

    found = changed(Entry.__table__.insert().values(forged))

    assert found == [Fault("entry", "E-FORGED22", "The record does not know of it.")]


def test_a_signature_nobody_gave_is_found(whole, changed, engine):
    with engine.connect() as connection:
        signature = connection.execute(select(Signature.__table__).limit(1)).mappings().one()
        connection.rollback()

    found = changed(Signature.__table__.insert().values(dict(signature) | {"id": 999, "ref": "S-FORGED22"}))

    assert found == [Fault("signature", "S-FORGED22", "The record does not know of it.")]


def test_a_signature_taken_out_is_found(whole, changed, engine):
    with engine.connect() as connection:
        release = Signature.statement_id == "release_of_information"
        ref = connection.scalar(select(Signature.ref).where(release))
        connection.rollback()

    found = changed(Signature.__table__.delete().where(Signature.__table__.c.ref == ref))

    assert found == [Fault("signature", ref, "The record tells of it, but it is gone.")]
