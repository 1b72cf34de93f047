"""One signature under forty entries, against 41 plain inserts made durable together.

Both on a file of SQLite as the product opens it. The signing is the action with everything it writes: the
signature, forty answers, forty entries, their events on the record, the letters, and the commit.
"""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.world import a_month, open_place, start_work
from tests.factories_supervision import sign_month
from training.extensions import db
from training.queries import signoff

ROUNDS = 9
LINES = 41


def measure() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        app = open_place(Path(folder))
        with app.app_context(), Session(db.engine, expire_on_commit=False) as session:
            internship, keys = start_work(app, session)
            signed, plain = [], []
            for month in range(1, ROUNDS + 1):
                requests = a_month(session, internship, keys, datetime(2025, month, 1, tzinfo=UTC).date())
                last = max(requests, key=lambda one: one.role)
                signed.append(sign_ms(last.ref, datetime(2025, month, 28, tzinfo=UTC)))
                plain.append(plain_ms())
                session.refresh(internship.chain)
                session.commit()
        ratio = median(one / other for one, other in zip(signed, plain, strict=True))
        return {
            "batch_of_40_ms": round(median(signed), 1),
            "plain_41_ms": round(median(plain), 1),
            "times": round(ratio, 1),
        }


def sign_ms(ref: str, at: datetime) -> float:
    with Session(db.engine) as session:
        request = session.scalars(signoff.request(ref)).unique().one()
        began = perf_counter()
        session.add(sign_month(request, at=at))
        session.commit()
        return (perf_counter() - began) * 1000


def plain_ms() -> float:
    """The same number of rows as small as they come, each a statement, in one durable transaction."""
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS plain (id INTEGER PRIMARY KEY, words TEXT)"))
    began = perf_counter()
    with db.engine.begin() as connection:
        for number in range(LINES):
            connection.execute(text("INSERT INTO plain (words) VALUES (:words)"), {"words": f"row {number}"})
    return (perf_counter() - began) * 1000
