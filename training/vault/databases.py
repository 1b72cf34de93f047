"""What the key store asks of SQLite and PostgreSQL, each in its own way."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, inspect, select, text
from sqlalchemy.schema import CreateSchema

SCHEMA = "keystore"
LOCK_WHILE_MAKING = 0x6B657973
"""PostgreSQL's own IF NOT EXISTS lets two processes that make the same thing collide."""

PRAGMAS = ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON")


def connected(url: str) -> Engine:
    engine = create_engine(url, pool_pre_ping=True)
    if not is_sqlite(engine):
        return engine.execution_options(schema_translate_map={None: SCHEMA})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def for_writing(engine: Engine) -> Engine:
    """Take SQLite's write lock at the start: a reader turned writer halfway would be refused, not wait."""
    return engine.execution_options(begin="BEGIN IMMEDIATE")


def is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def guard_file(engine: Engine) -> None:
    """Make SQLite's file the owner's alone; what SQLite puts beside it gets the same mode."""
    if is_sqlite(engine) and engine.url.database:
        file = Path(engine.url.database)
        file.touch(mode=0o600)
        file.chmod(0o600)


def make_schema(connection: Connection) -> None:
    """On PostgreSQL, take turns until the transaction ends, and make the schema if it is missing."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(LOCK_WHILE_MAKING)))
        if SCHEMA not in inspect(connection).get_schema_names():
            connection.execute(CreateSchema(SCHEMA))


def wash(engine: Engine, table: str) -> None:
    """Clear what an overwritten row left in the files, as far as readers at work allow."""
    if is_sqlite(engine):
        _empty_log(engine)
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"VACUUM {SCHEMA}.{table}"))


def _empty_log(engine: Engine) -> None:
    # Past SQLAlchemy, which would begin a transaction; the log can only be emptied outside of one.
    connection = engine.raw_connection()
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    connection.close()


def _prepare(connection: Any, _record: Any) -> None:
    # Without a level of its own, the driver leaves transactions to _begin.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
