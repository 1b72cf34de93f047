"""Rows that stay as they were written: the database itself refuses to change or delete them.

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Nothing of these may ever change or go.
FROZEN = ("event", "signature", "document", "program_version")

# What a signed entry says: it may still move to superseded or voided, and carries its version.
SAID = ("internship_id", "case_id", "on", "minutes", "activity", "methods", "note", "signed_on")

# What an issued certificate states.
STATED = (
    "number",
    "person_id",
    "kind",
    "title",
    "holder",
    "snapshot",
    "issued_on",
    "document_id",
    "approved_by",
    "proposed_by",
)


def upgrade():
    (_postgresql if op.get_bind().dialect.name == "postgresql" else _sqlite)()


def downgrade():
    names = [f"{table}_{verb}_refused" for table in FROZEN for verb in ("update", "delete")]
    names += [
        "entry_signed_stays",
        "entry_signed_not_deleted",
        "certificate_issued_stays",
        "certificate_not_deleted",
    ]
    for name in names:
        table = (
            name.split("_update")[0].split("_delete")[0] if name.endswith("refused") else name.split("_")[0]
        )
        on = f" ON {table}" if op.get_bind().dialect.name == "postgresql" else ""
        op.execute(f"DROP TRIGGER {name}{on}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION row_stays()")


def _sqlite():
    for table in FROZEN:
        for verb in ("update", "delete"):
            _sqlite_trigger(
                f"{table}_{verb}_refused", verb, table, "1", f"{table} rows stay as they were written"
            )
    _sqlite_trigger(
        "entry_signed_stays",
        "update",
        "entry",
        _signed_changes("IS NOT"),
        "a signed entry stays as it was signed",
    )
    _sqlite_trigger(
        "entry_signed_not_deleted",
        "delete",
        "entry",
        "old.signed_on IS NOT NULL",
        "a signed entry is not deleted",
    )
    _sqlite_trigger(
        "certificate_issued_stays",
        "update",
        "certificate",
        _issued_changes("IS NOT"),
        "an issued certificate stays as it was issued",
    )
    _sqlite_trigger(
        "certificate_not_deleted", "delete", "certificate", "1", "certificates are revoked, never deleted"
    )


def _sqlite_trigger(name, verb, table, when, message):
    op.execute(
        f'CREATE TRIGGER {name} BEFORE {verb.upper()} ON "{table}" WHEN {when} '
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _signed_changes(differs):
    return (
        "old.signed_on IS NOT NULL AND (" + " OR ".join(f'old."{c}" {differs} new."{c}"' for c in SAID) + ")"
    )


def _issued_changes(differs):
    return (
        "old.issued_on IS NOT NULL AND ("
        + " OR ".join(f'old."{c}" {differs} new."{c}"' for c in STATED)
        + ")"
    )


def _postgresql():
    op.execute(
        "CREATE FUNCTION row_stays() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in FROZEN:
        for verb in ("update", "delete"):
            _pg_trigger(
                f"{table}_{verb}_refused", verb, table, "true", f"{table} rows stay as they were written"
            )
    _pg_trigger(
        "entry_signed_stays",
        "update",
        "entry",
        _pg_json(_signed_changes("IS DISTINCT FROM"), "methods"),
        "a signed entry stays as it was signed",
    )
    _pg_trigger(
        "entry_signed_not_deleted",
        "delete",
        "entry",
        "old.signed_on IS NOT NULL",
        "a signed entry is not deleted",
    )
    _pg_trigger(
        "certificate_issued_stays",
        "update",
        "certificate",
        _pg_json(_issued_changes("IS DISTINCT FROM"), "snapshot"),
        "an issued certificate stays as it was issued",
    )
    _pg_trigger(
        "certificate_not_deleted", "delete", "certificate", "true", "certificates are revoked, never deleted"
    )


def _pg_json(condition, column):
    """PostgreSQL compares json only as text."""
    return condition.replace(f'old."{column}"', f'old."{column}"::text').replace(
        f'new."{column}"', f'new."{column}"::text'
    )


def _pg_trigger(name, verb, table, when, message):
    op.execute(
        f'CREATE TRIGGER {name} BEFORE {verb.upper()} ON "{table}" FOR EACH ROW WHEN ({when}) '
        f"EXECUTE FUNCTION row_stays('{message}')"
    )
