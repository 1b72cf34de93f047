"""Who may do what, as one table of small predicates. Guard, menu and tests read the same table."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from training.domain.roles import STAFF, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in person as the rules see them. Roles are those held today."""

    id: int
    ref: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Stake:
    """Who stands in which relation to one thing. Ids of persons; empty where nobody does."""

    owner: int | None = None
    assigned: frozenset[int] = frozenset()  # reviewers asked, conflict not yet answered
    cleared: frozenset[int] = frozenset()  # reviewers who declared no conflict
    conflicted: frozenset[int] = frozenset()  # recused: nothing of the file, not even counts
    supervisors: frozenset[int] = frozenset()  # therapists and mentors with an active or proposed agreement
    instructors: frozenset[int] = frozenset()
    signer: int | None = None  # the one supervisor a sign-off request is addressed to


NOBODY = Stake()
Rule = Callable[[Actor, Stake], bool]


class Permission(StrEnum):
    HOME = "home"  # my page, my account
    APPLY = "apply"  # begin an application
    EDIT_APPLICATION = "edit_application"
    READ_APPLICATION = "read_application"
    BOARD = "board"
    ASSIGN = "assign"
    DECLARE_CONFLICT = "declare_conflict"
    REVIEW = "review"
    DECIDE = "decide"
    RELEASE = "release"
    MY_COURSE = "my_course"
    COHORTS = "cohorts"
    RUN_COHORTS = "run_cohorts"
    TAKE_ATTENDANCE = "take_attendance"
    ARRANGE_COURSE = "arrange_course"
    COMPLETE_COURSE = "complete_course"
    MY_INTERNSHIP = "my_internship"
    ARRANGE_INTERNSHIP = "arrange_internship"
    READ_INTERNSHIP = "read_internship"
    COMPLETE_INTERNSHIP = "complete_internship"
    SUPERVISE = "supervise"
    SIGN = "sign"
    CERTIFICATES = "certificates"  # my certificates, or all of them for the office
    READ_CERTIFICATE = "read_certificate"
    PROPOSE_CERTIFICATE = "propose_certificate"
    REVOKE_CERTIFICATE = "revoke_certificate"
    PEOPLE = "people"
    INVITE = "invite"
    CHANGE_PERSON = "change_person"  # roles and licences: never one's own
    ERASE = "erase"  # never oneself; two people
    OPEN_CLOSED_FILE = "open_closed_file"  # for a stated reason, an hour, and heard
    STAFF = "staff"
    POST = "post"
    RECORD = "record"
    PROGRAM = "program"


def anyone(_actor: Actor, _stake: Stake) -> bool:
    return True


def holds(*roles: Role) -> Rule:
    """The actor holds one of these roles today."""
    wanted = frozenset(roles)

    def rule(actor: Actor, _stake: Stake) -> bool:
        return not wanted.isdisjoint(actor.roles)

    return rule


def owns(actor: Actor, stake: Stake) -> bool:
    return actor.id == stake.owner


def is_assigned(actor: Actor, stake: Stake) -> bool:
    return actor.id in stake.assigned and not owns(actor, stake)


def is_cleared(actor: Actor, stake: Stake) -> bool:
    return actor.id in stake.cleared and actor.id not in stake.conflicted and not owns(actor, stake)


def may_arrange(actor: Actor, stake: Stake) -> bool:
    """The chair, unless it is the chair's own file or the chair has stepped back from it."""
    return Role.CHAIR in actor.roles and not owns(actor, stake) and actor.id not in stake.conflicted


def may_decide(actor: Actor, stake: Stake) -> bool:
    """The chair decides after declaring no conflict, like everybody who opens a file."""
    return may_arrange(actor, stake) and is_cleared(actor, stake)


def may_break_glass(actor: Actor, stake: Stake) -> bool:
    """An administrator, unless it is their own file or the committee has shut them out of it."""
    return Role.ADMINISTRATOR in actor.roles and not owns(actor, stake) and actor.id not in stake.conflicted


def teaches(actor: Actor, stake: Stake) -> bool:
    return Role.INSTRUCTOR in actor.roles and actor.id in stake.instructors


def supervises(actor: Actor, stake: Stake) -> bool:
    return actor.id in stake.supervisors and not owns(actor, stake)


def is_signer(actor: Actor, stake: Stake) -> bool:
    return actor.id == stake.signer and not owns(actor, stake)


def other_than_owner(*roles: Role) -> Rule:
    """Staff acting on somebody else's record, never on their own."""
    holder = holds(*roles)

    def rule(actor: Actor, stake: Stake) -> bool:
        return holder(actor, stake) and not owns(actor, stake)

    return rule


_office = other_than_owner(Role.REGISTRAR, Role.DIRECTOR)
_director = other_than_owner(Role.DIRECTOR)

RULES: dict[Permission, tuple[Rule, ...]] = {
    Permission.HOME: (anyone,),
    Permission.APPLY: (holds(Role.APPLICANT),),
    Permission.EDIT_APPLICATION: (owns,),
    Permission.READ_APPLICATION: (is_cleared,),
    Permission.BOARD: (holds(Role.REVIEWER, Role.CHAIR),),
    Permission.ASSIGN: (may_arrange,),
    Permission.DECLARE_CONFLICT: (is_assigned, is_cleared),
    Permission.REVIEW: (is_cleared,),
    Permission.DECIDE: (may_decide,),
    Permission.RELEASE: (holds(Role.CHAIR),),
    Permission.MY_COURSE: (owns,),
    Permission.COHORTS: (holds(Role.REGISTRAR, Role.DIRECTOR, Role.INSTRUCTOR),),
    Permission.RUN_COHORTS: (holds(Role.REGISTRAR, Role.DIRECTOR),),
    Permission.TAKE_ATTENDANCE: (teaches,),
    Permission.ARRANGE_COURSE: (_office,),
    Permission.COMPLETE_COURSE: (_director,),
    Permission.MY_INTERNSHIP: (owns,),
    Permission.ARRANGE_INTERNSHIP: (_office,),
    Permission.READ_INTERNSHIP: (owns, supervises, _office),
    Permission.COMPLETE_INTERNSHIP: (_director,),
    Permission.SUPERVISE: (holds(Role.THERAPIST, Role.MENTOR),),
    Permission.SIGN: (is_signer,),
    Permission.CERTIFICATES: (anyone,),
    Permission.READ_CERTIFICATE: (owns, holds(Role.REGISTRAR, Role.DIRECTOR)),
    Permission.PROPOSE_CERTIFICATE: (_office,),
    Permission.REVOKE_CERTIFICATE: (_director,),
    Permission.PEOPLE: (holds(Role.REGISTRAR, Role.DIRECTOR, Role.ADMINISTRATOR),),
    Permission.INVITE: (holds(Role.REGISTRAR, Role.DIRECTOR, Role.ADMINISTRATOR),),
    Permission.CHANGE_PERSON: (other_than_owner(Role.REGISTRAR, Role.DIRECTOR, Role.ADMINISTRATOR),),
    Permission.ERASE: (_office,),
    Permission.OPEN_CLOSED_FILE: (may_break_glass,),
    Permission.STAFF: (holds(*STAFF),),
    Permission.POST: (holds(Role.REGISTRAR, Role.ADMINISTRATOR),),
    Permission.RECORD: (holds(Role.REGISTRAR, Role.DIRECTOR, Role.ADMINISTRATOR),),
    Permission.PROGRAM: (holds(Role.REGISTRAR, Role.DIRECTOR, Role.ADMINISTRATOR),),
}


def allows(actor: Actor, permission: Permission, stake: Stake = NOBODY) -> bool:
    return any(rule(actor, stake) for rule in RULES[permission])
