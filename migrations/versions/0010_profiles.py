"""Supervisors' papers: evidence sent in, insurance beside the licence, and what staff answered.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_upload_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
        sa.UniqueConstraint("ref", name="uq_upload_ref"),
    )
    op.create_index("ix_upload_person_id", "upload", ["person_id"])
    op.create_table(
        "insurance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("insurer", sa.String(120), nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        *_answered(),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("verified_by", sa.String(20), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_insurance_person_id"),
        sa.ForeignKeyConstraint(["evidence_id"], ["upload.id"], name="fk_insurance_evidence_id"),
        sa.PrimaryKeyConstraint("id", name="pk_insurance"),
        sa.UniqueConstraint("ref", name="uq_insurance_ref"),
    )
    op.create_index("ix_insurance_person_id", "insurance", ["person_id"])
    op.create_index("ix_insurance_expires_on", "insurance", ["expires_on"])
    with op.batch_alter_table("licence") as table:
        for column in _answered(is_new=False):
            table.add_column(column)
        table.create_foreign_key("fk_licence_evidence_id", "upload", ["evidence_id"], ["id"])
        table.create_unique_constraint("uq_licence_ref", ["ref"])
        table.create_index("ix_licence_expires_on", ["expires_on"])
    licence = sa.table("licence", sa.column("id", sa.Integer), sa.column("ref", sa.String))
    op.execute(licence.update().values(ref=sa.literal("N-") + sa.cast(licence.c.id, sa.String)))
    with op.batch_alter_table("licence") as table:
        table.alter_column("ref", existing_type=sa.String(20), nullable=False)


def _answered(*, is_new=True):
    return (
        sa.Column("ref", sa.String(20), nullable=not is_new),
        sa.Column("refused_on", sa.Date(), nullable=True),
        sa.Column("refused_for", sa.Text(), nullable=True),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
    )


def downgrade():
    with op.batch_alter_table("licence") as table:
        table.drop_index("ix_licence_expires_on")
        table.drop_constraint("uq_licence_ref", type_="unique")
        table.drop_constraint("fk_licence_evidence_id", type_="foreignkey")
        for name in ("evidence_id", "refused_for", "refused_on", "ref"):
            table.drop_column(name)
    op.drop_table("insurance")
    op.drop_table("upload")
