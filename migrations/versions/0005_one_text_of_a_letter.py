"""A letter is kept as its words alone; the HTML is made from them when it goes out.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    # Plain ALTER, never batch: a table made anew would lose its triggers.
    op.drop_column("letter", "html")


def downgrade():
    op.add_column("letter", sa.Column("html", sa.String(), nullable=False, server_default=""))
