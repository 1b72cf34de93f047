"""Files with all that is kept about somebody, sealed until they take them.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_export_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_export"),
        sa.UniqueConstraint("ref", name="uq_export_ref"),
    )
    op.create_index("ix_export_person_id", "export", ["person_id"])
    op.create_index("ix_export_made_at", "export", ["made_at"])


def downgrade():
    op.drop_table("export")
