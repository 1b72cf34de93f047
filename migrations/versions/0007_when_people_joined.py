"""The list of people in the order of their joining is read off an index.

Revision ID: 0007
Revises: 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index(op.f("ix_person_joined_at"), "person", ["joined_at"])


def downgrade():
    op.drop_index(op.f("ix_person_joined_at"), table_name="person")
