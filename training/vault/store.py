"""Where data keys live: a database of their own, outside the data and its backups: to destroy a key is final.

On SQLite a second file; on PostgreSQL the schema `keystore`, best in another database. Backups of it, and
archives of its write-ahead log, must be short-lived: a destroyed key is gone when the last of them is.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from training.domain.record import utc_text
from training.vault import databases
from training.vault.errors import KeyDestroyed
from training.vault.ledger import Erasure
from training.vault.masters import Wrapped

tables = MetaData()
data_key = Table(
    "data_key",
    tables,
    Column("subject", String(80), primary_key=True),
    Column("wrapped", LargeBinary),
    Column("master_id", String(40)),
    Column("made_at", String(27)),
    Column("destroyed_at", String(27)),
    Column("destroyed_why", Text),
    CheckConstraint("(wrapped IS NULL) = (destroyed_at IS NOT NULL)", name="ck_data_key_whole_or_destroyed"),
)
"""Moments are text as the record writes them. The row of a destroyed key stays, without it: the ledger."""

_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class KeyStore:
    def __init__(self, url: str) -> None:
        self.engine = databases.connected(url)
        self._writing = databases.for_writing(self.engine)

    def create(self) -> None:
        """Make what is missing. Safe at every start, and by several processes at once."""
        databases.guard_file(self.engine)
        with self._writing.begin() as connection:
            databases.make_schema(connection)
            tables.create_all(connection)

    def close(self) -> None:
        self.engine.dispose()

    def find(self, subject: str) -> Wrapped | None:
        """Return the key of a subject, None where there never was one; refuse where it was destroyed."""
        with self.engine.connect() as connection:
            return _found(connection, subject)

    def keep(self, subject: str, wrapped: Wrapped) -> Wrapped:
        """Store a subject's first key and return the one that counts: of two made at once, the faster."""
        first = self._insert(data_key).values(
            subject=subject,
            wrapped=wrapped.sealed,
            master_id=wrapped.master_id,
            made_at=utc_text(datetime.now(UTC)),
        )
        with self._writing.begin() as connection:
            connection.execute(first.on_conflict_do_nothing())
            return _found(connection, subject) or wrapped

    def destroy(self, erasure: Erasure) -> bool:
        """Destroy for good. False if that had been done before: the first time and ground stay."""
        gone = {"wrapped": None, "master_id": None, "destroyed_at": erasure.at, "destroyed_why": erasure.why}
        row = self._insert(data_key).values(subject=erasure.subject, **gone)
        unless_gone = row.on_conflict_do_update(
            index_elements=[data_key.c.subject], set_=gone, where=data_key.c.destroyed_at.is_(None)
        ).returning(data_key.c.subject)
        with self._writing.begin() as connection:
            destroyed = connection.scalar(unless_gone) is not None
        databases.wash(self.engine, data_key.name)
        return destroyed

    def erasures(self) -> list[Erasure]:
        """Return the ledger, oldest first."""
        of_key = data_key.c
        query = select(of_key.subject, of_key.destroyed_at, of_key.destroyed_why)
        gone = query.where(of_key.destroyed_at.is_not(None)).order_by(of_key.destroyed_at, of_key.subject)
        with self.engine.connect() as connection:
            return [Erasure(*row) for row in connection.execute(gone)]

    def rewrap(self, current: str, limit: int, wrap: Callable[[str, Wrapped], Wrapped]) -> int:
        """Replace up to `limit` keys that are not under the current master; return how many remain."""
        others = data_key.c.master_id != current
        some = select(data_key).where(others).order_by(data_key.c.subject).limit(limit).with_for_update()
        with self._writing.begin() as connection:
            for row in connection.execute(some).all():
                new = wrap(row.subject, Wrapped(row.master_id, row.wrapped))
                change = data_key.update().where(data_key.c.subject == row.subject)
                connection.execute(change.values(wrapped=new.sealed, master_id=new.master_id))
            return connection.scalar(select(func.count()).select_from(data_key).where(others)) or 0

    def how_many_others(self, current: str) -> int:
        """Keys that are not under this master. Those destroyed are under none."""
        others = select(func.count()).select_from(data_key).where(data_key.c.master_id != current)
        with self.engine.connect() as connection:
            return connection.scalar(others) or 0

    @property
    def _insert(self) -> Callable[[Table], Any]:
        return _INSERT[self.engine.dialect.name]


def _found(connection: Connection, subject: str) -> Wrapped | None:
    row = connection.execute(select(data_key).where(data_key.c.subject == subject)).one_or_none()
    if row and row.destroyed_at:
        raise KeyDestroyed(subject)
    return Wrapped(row.master_id, row.wrapped) if row else None
