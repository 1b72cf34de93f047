"""`flask progress` and `flask requirements`: what is asked, what is done, and why the rest does not count."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from training.cli.facts import standing_in
from training.cli.logfile import LogWrong, read_log
from training.cli.program import read_or_stop
from training.domain.hours import as_hours
from training.domain.program import Rules, read_rules
from training.domain.requirements import Answer, Period, Progress, Standing, Unit
from training.domain.requirements import progress as answer
from training.extensions import db
from training.models import Internship, Person
from training.queries import evidence
from training.queries import internship as internships
from training.queries.program import definition

DAY = click.DateTime(["%Y-%m-%d"])
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("progress")
@click.argument("person")
@click.option("--on", type=DAY, help="The day on which the question is asked.  [default: today]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
@with_appcontext
def progress(*, person: str, on: datetime | None, as_json: bool) -> None:
    """How far PERSON (a reference or an e-mail address) has come in the internship."""
    ref = db.session.scalar(select(Person.ref).where(Person.email == person.lower())) or person
    found: Internship | None = db.session.scalars(internships.of_person(ref)).unique().first()
    if found is None:
        raise click.ClickException(f"{person} has no internship.")
    program, day = definition(found.program), _day(on)
    log = evidence.as_entries(db.session.execute(evidence.for_requirements(found.id)), found, program)
    rules = program.internship
    tell(
        answer(rules.requirements, log, evidence.standing(found, day), rules.counting), program, day, as_json
    )


@click.command("requirements")
@click.argument("program_file", type=FILE)
@click.argument("log_file", type=FILE)
@click.option("--on", type=DAY, help="The day on which the question is asked.  [default: today]")
@click.option("--facts", type=FILE, help="What a log does not hold (TOML): dates, leave, cases closed, …")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
def requirements(
    *, program_file: Path, log_file: Path, on: datetime | None, facts: Path | None, as_json: bool
) -> None:
    """Answer PROGRAM_FILE for the hours in LOG_FILE (CSV). Needs no database; exit 2 names every bad row.

    PROGRAM_FILE is a whole program or only its rules, the [internship] part.
    """
    program, day = read_or_stop(program_file, read_rules), _day(on)
    known = read_or_stop(facts, lambda text: standing_in(text, day)) if facts else Standing(on=day)
    try:
        log = read_log(log_file, program)
    except LogWrong as wrong:
        click.echo("\n".join(wrong.lines), err=True)
        raise SystemExit(2) from None
    rules = program.internship
    tell(answer(rules.requirements, log, known, rules.counting), program, day, as_json)


def _day(on: datetime | None) -> date:
    return (on or datetime.now(UTC)).date()


def tell(found: Progress, program: Rules, on: date, as_json: bool) -> None:  # noqa: FBT001 -- the flag itself
    if as_json:
        click.echo(json.dumps(as_dict(found, program, on), ensure_ascii=False, indent=2))
        return
    click.echo(f"{program.title}, version {program.version}, on {on:%-d %B %Y}")
    for one in found.answers:
        if one.asks:
            click.echo(f"  {'met' if one.met else 'open':<5} {one.label}: {_figures(one)}")
        elif one.reasons:
            click.echo(f"  rule  {one.label}")
        for reason in one.reasons:
            click.echo(f"        {reason}")


def _figures(one: Answer) -> str:
    def amount(number: int) -> str:
        return as_hours(number) if one.unit is Unit.MINUTES else f"{number} {one.unit.value}"

    waiting = f", {amount(one.pending)} waiting" if one.pending else ""
    needed = f" of {amount(one.needed)}" if one.needed else " count"
    return f"{amount(one.countable)}{needed}{waiting}"


def as_dict(found: Progress, program: Rules, on: date) -> dict[str, Any]:
    """`raw = countable - sum(adjustments)` in every period, and the periods sum to the totals."""
    return {
        "program": program.id,
        "version": str(program.version),
        "on": on.isoformat(),
        "raw_minutes": found.raw,
        "countable_minutes": found.countable,
        "pending_minutes": found.pending,
        "periods": [_of_period(one) for one in found.periods],
        "requirements": [_of_answer(one) for one in found.answers],
    }


def _of_period(one: Period) -> dict[str, Any]:
    return {
        "period": one.period,
        "scope": one.scope,
        "raw_minutes": one.raw,
        "countable_minutes": one.countable,
        "adjustments": [
            {"rule": taken.rule, "policy": taken.policy.value, "minutes": taken.minutes, "why": taken.why}
            for taken in one.adjustments
        ],
    }


def _of_answer(one: Answer) -> dict[str, Any]:
    return {
        "id": one.id,
        "label": one.label,
        "unit": one.unit.value,
        "needed": one.needed,
        "raw": one.raw,
        "countable": one.countable,
        "pending": one.pending,
        "missing": one.missing,
        "met": one.met,
        "reasons": list(one.reasons),
    }
