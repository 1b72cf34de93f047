"""Run the migrations on the app's own engine. (`flask db …` gives us the app.)"""

from alembic import context
from sqlalchemy import TypeDecorator

from training.extensions import db
from training.models import Base


def plain_type(kind, thing, _autogen):
    """Write our own column types as plain ones: a migration stays what it was when our code moves on."""
    return f"sa.{thing.impl!r}" if kind == "type" and isinstance(thing, TypeDecorator) else False


def run(connection):
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=plain_type,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_on_sqlite(connection):
    """A batch migration drops and copies tables: with foreign keys on, a cascade would empty their children."""
    # Set outside of any transaction, or SQLite ignores it without a word.
    raw = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    assert raw.execute("PRAGMA foreign_keys").fetchone() == (0,)
    run(connection)
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.execute("PRAGMA foreign_keys=ON")


with db.engine.connect() as connection:
    (run_on_sqlite if connection.dialect.name == "sqlite" else run)(connection)
