"""Certified holders may let themselves be listed, with the area they work in.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    # Plain ALTER, never batch: a table made anew would lose its triggers.
    op.add_column(
        "certificate", sa.Column("is_listed", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("certificate", sa.Column("area", sa.String(length=120), nullable=True))


def downgrade():
    op.drop_column("certificate", "area")
    op.drop_column("certificate", "is_listed")
