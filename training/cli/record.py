"""`flask record verify`: is the record what was written?"""

import json
import time

import click
from flask.cli import AppGroup

from training.extensions import db, vault
from training.queries.integrity import Fault, faults

record = AppGroup("record", help="The record: every chain, signature and frozen document.")


@record.command("verify")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
def verify(*, as_json: bool) -> None:
    """Read everything through; exit 1 and name each row that is not what was written."""
    begun = time.monotonic()
    with db.engine.connect() as connection:
        found = list(faults(connection, vault()))
    seconds = round(time.monotonic() - begun, 3)
    if as_json:
        click.echo(
            json.dumps({"ok": not found, "seconds": seconds, "faults": [_as_dict(one) for one in found]})
        )
    else:
        _tell(found, seconds)
    if found:
        raise SystemExit(1)


def _tell(found: list[Fault], seconds: float) -> None:
    for one in found:
        click.echo(f"{one.table} {one.row}: {one.reason}", err=True)
    click.echo(f"{len(found)} faults." if found else f"The record holds. ({seconds} s)")


def _as_dict(fault: Fault) -> dict[str, str]:
    return {"table": fault.table, "row": fault.row, "reason": fault.reason}
