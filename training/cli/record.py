"""`flask record …`: is the record what was written, and what is needed to show it to somebody else?"""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy import Connection

from training.domain.checkpoint import PROOF, Checkpoint, Head, Step, leads_to, path_to, signed_words
from training.extensions import db, vault
from training.jobs.witnessing import folder, read_signed, witness, write_checkpoint
from training.queries.integrity import Fault, checkpoint_faults, faults
from training.vault.witness import is_signed_by

record = AppGroup("record", help="The record: every chain, signature, checkpoint and frozen document.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@record.command("verify")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
@click.option("--checkpoint", "outside", type=FILE, multiple=True, help="A checkpoint kept elsewhere.")
def verify(*, as_json: bool, outside: tuple[Path, ...]) -> None:
    """Read everything through; exit 1 and name each row that is not what was written."""
    begun = time.monotonic()
    with db.engine.connect() as connection:
        found = [*faults(connection, vault()), *_since(connection, outside)]
    seconds = round(time.monotonic() - begun, 3)
    if as_json:
        click.echo(
            json.dumps({"ok": not found, "seconds": seconds, "faults": [_as_dict(one) for one in found]})
        )
    else:
        _tell(found, seconds)
    if found:
        raise SystemExit(1)


@record.command("checkpoint")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def checkpoint(*, file: Path) -> None:
    """Write the signed heads of all chains into FILE. Keep it where whoever runs this machine has no hand."""
    if file.exists():
        raise click.ClickException(f"{file} is there already. Give the checkpoint a new name.")
    with db.engine.connect() as connection:
        made = write_checkpoint(connection, file, datetime.now(UTC))
    click.echo(f"{file}: {len(made.heads)} chains, root {made.root}, signed by {witness().public}")


@record.command("prove")
@click.argument("person")
@click.option("--checkpoint", "file", type=FILE, required=True)
def prove(*, person: str, file: Path) -> None:
    """Print the proof that the chain of PERSON (its number) is under the signed root of a checkpoint."""
    seen, said = _read(file)
    name = f"person:{person}"
    place = next((place for place, head in enumerate(seen.heads) if head.chain == name), None)
    if place is None:
        raise click.ClickException(f"No chain {name} is in {file}. It began later, or the number is wrong.")
    path = path_to([head.leaf for head in seen.heads], place)
    about = {name: said[name] for name in ("made_at", "size", "root", "public_key", "signature")}
    proof = {"what": PROOF, "head": seen.heads[place]._asdict(), "path": [step._asdict() for step in path]}
    click.echo(json.dumps(proof | about, indent=2))


@record.command("check-proof")
@click.argument("file", type=FILE)
def check_proof(*, file: Path) -> None:
    """Say whether the proof in FILE holds; neither database nor keys are asked. Exit 1 where it does not."""
    try:
        said = json.loads(file.read_text())
        head, path = Head(**said["head"]), [Step(**step) for step in said["path"]]
        words = signed_words(said["made_at"], said["size"], said["root"])
        holds = leads_to(head, path) == said["root"]
        is_signed = is_signed_by(said["public_key"], words, said["signature"])
    except (KeyError, TypeError, ValueError):
        raise click.ClickException(f"{file} is no proof.") from None
    if not (holds and is_signed):
        raise click.ClickException("The proof does not hold: it was changed, or belongs to another root.")
    click.echo(f"{head.chain} had {head.length} events on {said['made_at']}, signed by {said['public_key']}.")


def _since(connection: Connection, outside: tuple[Path, ...]) -> Iterator[Fault]:
    """What became of the chains since each checkpoint: those kept here, and those from elsewhere."""
    kept = sorted(folder().glob("*.json"))
    for file in (*kept, *outside):
        try:
            seen, said = read_signed(file.read_text())
        except ValueError as refusal:
            yield Fault("checkpoint", file.name, str(refusal) or "It is no checkpoint.")
            continue
        if not witness().has_signed(seen.signed, said.get("signature")):
            yield Fault("checkpoint", file.name, "The key of this installation has not signed it.")
        yield from checkpoint_faults(connection, seen)


def _read(file: Path) -> tuple[Checkpoint, dict[str, Any]]:
    try:
        return read_signed(file.read_text())
    except ValueError:
        raise click.ClickException(f"{file} is no checkpoint, or it was changed.") from None


def _tell(found: list[Fault], seconds: float) -> None:
    for one in found:
        click.echo(f"{one.table} {one.row}: {one.reason}", err=True)
    click.echo(f"{len(found)} faults." if found else f"The record holds. ({seconds} s)")


def _as_dict(fault: Fault) -> dict[str, str]:
    return {"table": fault.table, "row": fault.row, "reason": fault.reason}
