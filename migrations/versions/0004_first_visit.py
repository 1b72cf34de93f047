"""Each role remembers that its first visit is over, walked or skipped.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("appointment", sa.Column("shown_around_on", sa.Date(), nullable=True))


def downgrade():
    op.drop_column("appointment", "shown_around_on")
