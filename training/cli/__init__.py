"""Commands people type."""

from flask import Flask

from training.cli.backup import backup, restore
from training.cli.certificate import group as certificate
from training.cli.check import check
from training.cli.demo import demo
from training.cli.jobs import jobs, worker
from training.cli.machines import machines
from training.cli.migrations import db
from training.cli.people import people
from training.cli.post import post
from training.cli.program import program
from training.cli.progress import progress, requirements
from training.cli.record import record
from training.cli.retention import retention
from training.cli.serve import serve
from training.cli.vault import vault

COMMANDS = (
    db,
    serve,
    worker,
    post,
    jobs,
    machines,
    people,
    program,
    record,
    certificate,
    demo,
    check,
    progress,
    requirements,
    backup,
    restore,
    vault,
    retention,
)


def init_app(app: Flask) -> None:
    """Bind every command."""
    for command in COMMANDS:
        app.cli.add_command(command)
