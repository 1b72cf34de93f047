"""What waits for me, gathered for my page by the rules of the pages it leads to."""

from collections.abc import Mapping, Sequence

from flask import current_app

from training.actions import evaluations
from training.domain.internship import SUPERVISORS, InternshipStatus
from training.domain.program import Program
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.worklist import Task, completion_waits, tasks
from training.extensions import db
from training.models import Internship
from training.queries import committee, evidence, worklist
from training.queries import evaluations as queries
from training.queries.program import definition
from training.queries.worklist import Asking
from training.web.access import actor, me, today

THE_INTERN = "the intern"


def waiting() -> list[Task]:
    """Everything that waits, most urgent first; last, what I wait for myself."""
    roles = actor().roles
    programs = _programs()
    internships = _accompanied()
    counts = db.session.execute(worklist.waiting(Asking(me().id, me().ref, today(), programs), roles)).one()
    found = tasks(counts._asdict() | _due(internships, programs))
    known = [task for task in found if task.endpoint in current_app.view_functions]
    return [*known, *(completion_waits(whom_it_waits_for(one)) for one in internships if _has_spoken(one))]


def _programs() -> dict[int, Program]:
    """The published programs, for roles whose work is counted by what a program asks."""
    asked = {Role.CHAIR, Role.INTERN, *SUPERVISORS}
    if asked.isdisjoint(actor().roles):
        return {}
    return {version.id: definition(version) for version in db.session.scalars(committee.versions())}


def _accompanied() -> Sequence[Internship]:
    if {Role.INTERN, *SUPERVISORS}.isdisjoint(actor().roles):
        return ()
    return db.session.scalars(queries.accompanied(me().id)).unique().all()


def _due(internships: Sequence[Internship], programs: Mapping[int, Program]) -> dict[str, int]:
    """Evaluations and words that are mine, which only the rules can tell."""
    mine = [one for one in internships if one.person_id == me().id]
    return {
        "evaluation_due_as_intern": sum(_owes(one, Role.INTERN, programs) for one in mine),
        "evaluation_due": sum(_owes(one, role, programs) for one in internships for role in SUPERVISORS),
        "word_on_completion": sum(asks_the_intern(one) for one in mine),
    }


def _owes(internship: Internship, role: Role, programs: Mapping[int, Program]) -> bool:
    program = programs[internship.program_id]
    return bool(evaluations.owed_by(me(), role, internship, program, on=today()))


def asks_the_intern(internship: Internship) -> bool:
    """In completion review, and the intern has said nothing yet. Needs the attestations."""
    is_asked = internship.status is InternshipStatus.COMPLETION_REVIEW
    spoken = [one.person_id for one in evaluations.standing_words(internship)]
    return is_asked and internship.person_id not in spoken


def whom_it_waits_for(internship: Internship) -> list[str]:
    """Whose yes is missing, said to the intern."""
    return [_("you") if name == THE_INTERN else name for name in evidence.still_to_agree(internship)]


def _has_spoken(internship: Internship) -> bool:
    is_mine = internship.person_id == me().id
    in_review = internship.status is InternshipStatus.COMPLETION_REVIEW
    return is_mine and in_review and not asks_the_intern(internship)
