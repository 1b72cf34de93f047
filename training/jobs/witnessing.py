"""A signed checkpoint of the record each night, in a folder that somebody copies elsewhere."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from training.domain.checkpoint import Checkpoint
from training.queries.heads import heads
from training.vault.witness import Witness

KEPT = 31
"""The newest so many stay in the folder; whoever copies them elsewhere keeps them as long as they like."""


def data_dir() -> Path:
    found: Path = current_app.extensions["settings"].data_dir
    return found


def witness() -> Witness:
    return Witness.from_file(data_dir() / "checkpoint.key")


def folder() -> Path:
    return data_dir() / "checkpoints"


def keep_checkpoint(session: Session, at: datetime) -> int:
    """One a day, named after it; made once, whoever comes second."""
    file = folder() / f"{at:%Y-%m-%d}.json"
    if file.exists():
        return 0
    file.parent.mkdir(exist_ok=True, mode=0o700)
    write_checkpoint(session.connection(), file, at)
    for old in sorted(file.parent.glob("*.json"))[:-KEPT]:
        old.unlink()
    return 1


def write_checkpoint(connection: Connection, file: Path, at: datetime) -> Checkpoint:
    """Make one now. It is in the file whole or not at all."""
    made = Checkpoint.of(heads(connection), at)
    key = witness()
    text = json.dumps(made.as_json() | {"public_key": key.public, "signature": key.sign(made.signed)})
    draft = file.with_name(f"{file.name}.{os.getpid()}.draft")
    with draft.open("w", encoding="utf-8") as target:
        target.write(text)
        target.flush()
        os.fsync(target.fileno())
    draft.rename(file)
    return made


def read_signed(text: str) -> tuple[Checkpoint, dict[str, Any]]:
    """A checkpoint with all that stands beside it. Raises ValueError where it is none, or was changed."""
    said = json.loads(text)
    if not isinstance(said, dict):
        raise ValueError(text[:40])  # noqa: TRY004 -- a wrong file, not a wrong call
    return Checkpoint.read(said), said
