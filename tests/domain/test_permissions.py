"""Nobody decides on, signs for or approves themselves, whatever roles they hold."""

import pytest

from training.domain.permissions import RULES, Actor, Permission, Stake, allows
from training.domain.roles import Role

EVERYTHING = Actor(1, "P-ALL", frozenset(Role))
MINE = Stake(
    owner=1,
    assigned=frozenset({1}),
    cleared=frozenset({1}),
    supervisors=frozenset({1}),
    instructors=frozenset({1}),
    signer=1,
)
# One's own page and papers; and lists of others, which leave out one's own rows.
OPEN_TO_ONESELF = {
    Permission.HOME,
    Permission.APPLY,
    Permission.EDIT_APPLICATION,
    Permission.MY_COURSE,
    Permission.MY_INTERNSHIP,
    Permission.READ_INTERNSHIP,
    Permission.CERTIFICATES,
    Permission.READ_CERTIFICATE,
    Permission.BOARD,
    Permission.RELEASE,
    Permission.COHORTS,
    Permission.RUN_COHORTS,
    Permission.TAKE_ATTENDANCE,  # of a cohort: one's own row is refused by `domain.attendance.ensure_another`
    Permission.SUPERVISE,
    Permission.PEOPLE,
    Permission.INVITE,
    Permission.STAFF,
    Permission.POST,
    Permission.RECORD,
    Permission.PROGRAM,
}


@pytest.mark.parametrize("permission", RULES)
def test_who_holds_every_role_still_does_nothing_to_themselves_that_takes_another(permission):
    assert allows(EVERYTHING, permission, MINE) == (permission in OPEN_TO_ONESELF)


@pytest.mark.parametrize("permission", sorted(set(Permission) - OPEN_TO_ONESELF))
def test_to_somebody_else_they_may_do_it(permission):
    others = Stake(
        owner=2,
        assigned=MINE.assigned,
        cleared=MINE.cleared,
        supervisors=MINE.supervisors,
        instructors=MINE.instructors,
        signer=1,
    )
    assert allows(EVERYTHING, permission, others)


@pytest.mark.parametrize("permission", [Permission.READ_APPLICATION, Permission.REVIEW, Permission.DECIDE])
def test_who_stepped_back_from_a_file_is_out_of_it(permission):
    assert not allows(
        EVERYTHING, permission, Stake(owner=2, cleared=frozenset({1}), conflicted=frozenset({1}))
    )
