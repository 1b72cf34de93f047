"""How the database is spoken to: SQLite made safe for several writers, PostgreSQL as it comes."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, event

BUSY_MS = 5000
QUIET = {"hide_parameters": True}  # an error that reaches the log tells the statement, not what people wrote


def prepare(engine: Engine, *, is_reading: Callable[[], bool]) -> None:
    """Set up each new connection. `is_reading` tells whether the transaction that begins only reads."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _on_connect)

    def begin(connection: Connection) -> None:
        # A read that later turns into a write loses against another writer; taking the lock first never does.
        connection.exec_driver_sql("BEGIN" if is_reading() else "BEGIN IMMEDIATE")

    event.listen(engine, "begin", begin)


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own idea of a transaction, off
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MS}",
        "cache_size=-16000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def engine_options(url: str) -> dict[str, Any]:
    """Pool settings for Flask-SQLAlchemy."""
    if url.startswith("sqlite"):
        return QUIET | {"connect_args": {"timeout": BUSY_MS / 1000}}
    return QUIET | {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 10}
