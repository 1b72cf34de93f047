"""`flask check`: does the data hold together, does all that is sealed open, and can documents be printed?"""

import json
from collections.abc import Iterator
from datetime import date

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from training.documents import faces
from training.documents.certificate import CertificateSheet, render
from training.extensions import db, vault
from training.jobs.keeping import rebuild
from training.queries.invariants import INVARIANTS, broken
from training.queries.progress import differing
from training.queries.sealed import unreadable

KEPT = "The progress kept for lists is what the engine answers for its day."


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
@click.option("--rebuild", "anew", is_flag=True, help="First make anew what is only a copy: kept progress.")
@with_appcontext
def check(*, as_json: bool, anew: bool) -> None:
    """Ask every invariant of the data; exit 1 and name each row that breaks one."""
    if anew:
        click.echo(f"Progress kept anew for {rebuild(db.session())} internships.", err=as_json)
        db.session.commit()
    found = list(findings())
    if as_json:
        faults = [{"invariant": invariant, "row": row} for invariant, row in found]
        click.echo(json.dumps({"ok": not found, "faults": faults}))
    else:
        _tell(found)
    if found:
        raise SystemExit(1)


def _tell(found: list[tuple[str, str]]) -> None:
    for invariant, row in found:
        click.echo(f"{row}: not so: {invariant}", err=True)
    fine = f"{len(INVARIANTS) + 1} invariants hold, all that is sealed opens, documents can be printed."
    click.echo(f"{len(found)} faults." if found else fine)


def findings() -> Iterator[tuple[str, str]]:
    """Each invariant that does not hold, as a sentence, with the row that breaks it."""
    with db.engine.connect() as connection:
        yield from broken(connection)
        with Session(connection) as session:
            for ref in differing(session):
                yield KEPT, f"internship {ref}"
        for table, ref, reason in unreadable(connection, vault()):
            yield f"What is sealed opens. {reason}", f"{table} {ref}"
    if reason := unprintable():
        yield "Documents can be printed.", reason


def unprintable() -> str:
    """Why no certificate can be printed here, or nothing. Prints one to find out."""
    try:
        faces.read()
        render(SPECIMEN)
    except (OSError, RuntimeError) as error:
        return f"the press: {error}"
    return ""


SPECIMEN = CertificateSheet(
    number="0000-0000-0000",
    body="The training body",
    title="Specimen",
    holder="Nobody",
    sentence="shows that documents can be printed here.",
    standing="",
    figures=(),
    signatures=(),
    issued_on=date(2026, 1, 1),
    valid_to=None,
    verify_url="https://training.example.org/verify/0000-0000-0000",
    credential="{}",
    watermark="Specimen",
)
