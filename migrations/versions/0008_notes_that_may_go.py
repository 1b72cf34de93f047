"""A note of a signed entry may go when its time is over. It may still not be changed, and nothing else may.

Revision ID: 0008
Revises: 0007
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SAID = ("internship_id", "case_id", "on", "minutes", "activity", "methods", "signed_on")
MESSAGE = "a signed entry stays as it was signed"


def upgrade():
    _renew('(old."note" {differs} new."note" AND new."note" IS NOT NULL)')


def downgrade():
    _renew('old."note" {differs} new."note"')


def _renew(note):
    if op.get_bind().dialect.name == "postgresql":
        when = _when("IS DISTINCT FROM", note).replace('"methods"', '"methods"::text')
        op.execute("DROP TRIGGER entry_signed_stays ON entry")
        op.execute(
            f'CREATE TRIGGER entry_signed_stays BEFORE UPDATE ON "entry" FOR EACH ROW WHEN ({when}) '
            f"EXECUTE FUNCTION row_stays('{MESSAGE}')"
        )
    else:
        op.execute("DROP TRIGGER entry_signed_stays")
        op.execute(
            f'CREATE TRIGGER entry_signed_stays BEFORE UPDATE ON "entry" WHEN {_when("IS NOT", note)} '
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )


def _when(differs, note):
    changed = [f'old."{name}" {differs} new."{name}"' for name in SAID]
    return f"old.signed_on IS NOT NULL AND ({' OR '.join([*changed, note.format(differs=differs)])})"
