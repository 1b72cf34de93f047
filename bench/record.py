"""How fast the record is read through: chains, hashes and the rows they speak of, on one core.

Run from the top folder: `python -m bench.record`. Prints JSON; times end in their unit.
"""

import json
import resource
import secrets
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any

from flask_migrate import upgrade
from sqlalchemy import insert
from sqlalchemy.orm import Session

from training import create_app
from training.actions.people import join
from training.actions.record import write
from training.config import Settings
from training.domain.roles import By, Role, by_system
from training.extensions import db
from training.models import Chain, Event
from training.queries.integrity import faults

PEOPLE = 100
EVENTS = 500
NOW = datetime(2026, 10, 15, 12, tzinfo=UTC)
COLUMNS = [name for name in Event.__table__.c.keys() if name not in ("id", "chain_id")]  # noqa: SIM118


def fill(session: Session, people: int, events: int) -> None:
    """So many records of so many events each, of the size that an entry of the log has."""
    for number in range(people):
        person = join(email=f"{secrets.token_hex(8)}@example.org", name=f"Person {number}", by=by_system(NOW))
        session.add(person)
        session.flush()
        session.execute(insert(Event), _rows(person.chain, By(person.ref, Role.INTERN, NOW), events - 1))
    session.commit()


def _rows(chain: Chain, by: By, count: int) -> list[dict[str, Any]]:
    """Made by the one door, then written in bulk."""
    made = []
    for number in range(count):
        at = By(by.ref, by.capacity, by.at + timedelta(minutes=number))
        facts = {"on": "2026-10-15", "minutes": 90, "activity": "client_session", "case": "T2-B6"}
        event = write(Chain(**_head(chain)), "bench.log", subject=f"bench:{number}", by=at, **facts)
        chain.length, chain.head = event.number, event.hash
        made.append({name: getattr(event, name) for name in COLUMNS} | {"chain_id": chain.id})
    return made


def _head(chain: Chain) -> dict[str, Any]:
    return {"kind": chain.kind, "ref": chain.ref, "length": chain.length, "head": chain.head}


def measure(people: int = PEOPLE, events: int = EVENTS) -> dict[str, float]:
    """Events a second of one core, and by how much reading four times as many raised the peak of memory."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings.from_env({"TRAINING_ENVIRONMENT": "test", "DATA_DIR": str(Path(folder))}))
        with app.app_context():
            upgrade()
            with Session(db.engine) as session:
                fill(session, people // 4, events)
            read_through()
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            with Session(db.engine) as session:
                fill(session, people - people // 4, events)
            filled = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            seconds = min(read_through() for _ in range(3))
            after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            db.engine.dispose()
    return {
        "events": people * events,
        "events_per_second": round(people * events / seconds),
        "memory_grown_mb": round((after - max(before, filled)) / 1024, 1),
    }


def read_through() -> float:
    begun = process_time()
    with db.engine.connect() as connection:
        found = list(faults(connection))
    if found:
        raise SystemExit(f"the record does not hold: {found[:3]}")
    return process_time() - begun


if __name__ == "__main__":
    print(json.dumps(measure()))
