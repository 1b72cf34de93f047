"""All the state machines, for the documents, the checks and the tests that walk every pair."""

from training.domain.application import APPLICATION, REFERENCE
from training.domain.certificate import CERTIFICATE
from training.domain.course import ENROLMENT
from training.domain.internship import CASE, INTERNSHIP, SUPERVISION
from training.domain.machine import Machine, as_mermaid, as_table
from training.domain.review import REVIEW
from training.domain.signoff import ENTRY, SIGN_OFF

MACHINES: tuple[Machine, ...] = (
    APPLICATION,
    REFERENCE,
    REVIEW,
    ENROLMENT,
    INTERNSHIP,
    SUPERVISION,
    CASE,
    ENTRY,
    SIGN_OFF,
    CERTIFICATE,
)


def document() -> str:
    """The page docs/machines.md, whole: a test compares it, `flask machines` writes it."""
    parts = [_section(machine) for machine in MACHINES]
    return "\n".join([HEAD, *parts])


HEAD = """# The state machines

Written by `flask machines` from the tables in `training/domain`; a test compares. `as before` is the state
that a pause interrupted. Overdue, expired and eligible follow from dates and facts, so they are not states.
"""


def _section(machine: Machine) -> str:
    drawn = f"```mermaid\n{as_mermaid(machine)}\n```"
    return f"## {machine.name.capitalize()}\n\n{drawn}\n\n{as_table(machine)}\n"
