"""Lists read an internship's progress from a row of its own. `flask check --rebuild` fills it.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FIGURES = ("raw", "countable", "pending", "uncounted", "met", "asked")


def upgrade():
    op.create_table(
        "kept_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("internship_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in FIGURES),
        sa.CheckConstraint("raw = countable + pending + uncounted", name=op.f("ck_kept_progress_adds_up")),
        sa.CheckConstraint("met <= asked", name=op.f("ck_kept_progress_meets_what_is_asked")),
        sa.ForeignKeyConstraint(
            ["internship_id"], ["internship.id"], name=op.f("fk_kept_progress_internship_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_progress")),
        sa.UniqueConstraint("internship_id", name=op.f("uq_kept_progress_internship_id")),
    )


def downgrade():
    op.drop_table("kept_progress")
