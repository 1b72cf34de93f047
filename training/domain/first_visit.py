"""A first visit: the few places each role begins with, and one sentence on what happens there."""

from collections.abc import Collection
from dataclasses import dataclass

from training.domain.roles import Role
from training.domain.tongue import marked

MOST = 4
"""More than that is no longer a short walk."""


@dataclass(frozen=True, slots=True)
class Stop:
    """`part` is where on the page, as the address has it behind `#`."""

    endpoint: str
    label: str
    sentence: str
    part: str | None = None


_PATH = Stop(
    "program.path",
    marked("The path to certification"),
    marked("What each step asks, who signs it, and where the figures come from."),
)
_COUNTS = Stop(
    "program.path",
    marked("What counts, and what does not"),
    marked("Every requirement in a sentence, and an example counted through."),
    "what-counts",
)
_QUALITIES = Stop(
    "program.path",
    marked("What the committee looks for"),
    marked("The qualities as the program names them, each with what it means."),
    "committee",
)
_ACCOUNT = Stop(
    "account.overview",
    marked("Your account"),
    marked("Your name as it is shown, your time zone, and a second factor, which guards your signature."),
)
_CERTIFICATES = Stop(
    "certificates.index",
    marked("Your certificates"),
    marked("Each has a number that anyone can check. You choose whether your name is shown."),
)
_PEOPLE = Stop(
    "people.index",
    marked("People"),
    marked("Find somebody by name, role or where they stand; open one to see what you can do now."),
)
_POST = Stop(
    "post.overview",
    marked("Post"),
    marked("Letters that wait, went out, or could not be sent."),
)
_RECORD = Stop(
    "staff.record",
    marked("The record"),
    marked("Have every chain, signature and frozen document read through, and see that it holds."),
)
_BOARD = Stop(
    "committee.board",
    marked("The committee’s board"),
    marked(
        "Files that were given to you. Before one opens you say whether anything binds you to the applicant."
    ),
)
_SUPERVISION = Stop(
    "supervision.queue",
    marked("What waits for your signature"),
    marked("Agreements and months, one page each. You see what is unusual and sign once for all of it."),
)

# Whoever holds several roles begins with the first of them here: the furthest along the road first.
STOPS: dict[Role, tuple[Stop, ...]] = {
    Role.INTERN: (
        Stop(
            "internship.overview",
            marked("Your internship"),
            marked("Where you stand: what counts, what waits for a signature, and what is still needed."),
        ),
        Stop(
            "internship.log",
            marked("Your log"),
            marked("Write down each session the day it happens; a month is sent for signature as a whole."),
        ),
        _COUNTS,
        _CERTIFICATES,
    ),
    Role.TRAINEE: (
        Stop(
            "course.mine",
            marked("Your course"),
            marked("The sessions, the hours that were verified, and the agreement to sign before you begin."),
        ),
        _PATH,
        _CERTIFICATES,
    ),
    Role.APPLICANT: (
        Stop(
            "application.overview",
            marked("Your application"),
            marked("Part by part. Everything is kept as you type; you may stop and come back."),
        ),
        _PATH,
        _QUALITIES,
        _ACCOUNT,
    ),
    Role.DIRECTOR: (
        _PEOPLE,
        Stop(
            "certificates.index",
            marked("Certificates"),
            marked("One person proposes, another approves and signs, then it is issued."),
        ),
        Stop(
            "cohorts.index", marked("Cohorts"), marked("Courses, who has a place, and completions to sign.")
        ),
        _RECORD,
    ),
    Role.REGISTRAR: (
        _PEOPLE,
        Stop("cohorts.index", marked("Cohorts"), marked("Open a cohort, plan its sessions, give places.")),
        Stop(
            "certificates.index",
            marked("Certificates"),
            marked("See who may be ready and propose; a second person approves."),
        ),
        _POST,
    ),
    Role.CHAIR: (
        _BOARD,
        Stop(
            "committee.release",
            marked("Decisions to release"),
            marked("Decide one by one, then release them together: the letters go out at once."),
        ),
        _ACCOUNT,
    ),
    Role.ADMINISTRATOR: (_PEOPLE, _POST, _RECORD),
    Role.COORDINATOR: (
        Stop(
            "verify.ask",
            marked("Check a certificate"),
            marked("The quickest answer to “is this person certified?”: the number, and what stands today."),
        ),
        Stop("directory.index", marked("Directory"), marked("Certified holders who chose to be found.")),
        Stop("staff.index", marked("The office"), marked("The other rooms that are open to you.")),
    ),
    Role.INSTRUCTOR: (
        Stop(
            "cohorts.index",
            marked("Your cohorts"),
            marked("Open a session to take attendance; one screen for the whole group."),
        ),
        Stop(
            "program.path",
            marked("What the course asks"),
            marked("The hours, their kinds and the modules, as the program has them."),
            "course",
        ),
        _ACCOUNT,
    ),
    Role.THERAPIST: (_SUPERVISION, _COUNTS, _ACCOUNT),
    Role.MENTOR: (_SUPERVISION, _COUNTS, _ACCOUNT),
    Role.REVIEWER: (
        _BOARD,
        _QUALITIES,
        _ACCOUNT,
    ),
}


def stops(roles: Collection[Role]) -> list[Stop]:
    """Where somebody who holds these roles begins: no place twice, and not too many."""
    found = dict.fromkeys(stop for role, walk in STOPS.items() if role in roles for stop in walk)
    by_page = {(stop.endpoint, stop.part): stop for stop in reversed(found)}
    return [stop for stop in found if by_page[stop.endpoint, stop.part] is stop][:MOST]
