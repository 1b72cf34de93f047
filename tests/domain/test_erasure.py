"""Who may erase whom, and when not: read off what the record says so far."""

import pytest

from training.domain.erasure import (
    AlreadyErased,
    Erasing,
    NotProposed,
    NotYours,
    OnHold,
    Said,
    StillActs,
)
from training.domain.roles import Role


def after(*events):
    return Erasing.read(Said(kind, actor, facts) for kind, actor, facts in events)


ASKED = ("erasure.ask", "P-INES", {})
PROPOSED = ("erasure.propose", "P-RENA", {"ground": "asked"})
HELD = ("erasure.hold", "P-RENA", {"hold": "dispute"})
LIFTED = ("erasure.lift", "P-RENA", {})
TAKEN_BACK = ("erasure.take_back", "P-INES", {})
ERASED = ("person.erase", "P-HANS", {"ground": "asked"})


@pytest.mark.parametrize(
    ("events", "stands"),
    [
        ([], Erasing()),
        ([ASKED], Erasing(is_asked=True)),
        ([ASKED, PROPOSED], Erasing(is_asked=True, ground="asked", proposed_by="P-RENA")),
        ([ASKED, PROPOSED, TAKEN_BACK], Erasing()),
        ([ASKED, PROPOSED, HELD], Erasing(is_asked=True, hold="dispute")),
        ([PROPOSED, HELD, LIFTED], Erasing()),
        ([ASKED, PROPOSED, ERASED], Erasing(is_asked=True, is_done=True)),
        ([("role.appoint", "P-RENA", {})], Erasing()),
    ],
)
def test_where_it_stands(events, stands):
    assert after(*events) == stands


@pytest.mark.parametrize(
    ("events", "roles", "refusal"),
    [
        ([HELD], [Role.APPLICANT], OnHold),
        ([ERASED], [Role.APPLICANT], AlreadyErased),
        ([], [Role.APPLICANT, Role.MENTOR], StillActs),
        ([], [Role.DIRECTOR], StillActs),
    ],
)
def test_it_is_not_open(events, roles, refusal):
    with pytest.raises(refusal):
        after(*events).ensure_open(frozenset(roles))


@pytest.mark.parametrize("roles", [[], [Role.APPLICANT], [Role.TRAINEE, Role.INTERN]])
def test_it_is_open_for_whoever_acts_for_nobody(roles):
    after(HELD, LIFTED).ensure_open(frozenset(roles))


@pytest.mark.parametrize(
    ("events", "approver", "refusal"),
    [
        ([], "P-HANS", NotProposed),
        ([PROPOSED, TAKEN_BACK], "P-HANS", NotProposed),
        ([PROPOSED], "P-RENA", NotYours),
        ([PROPOSED], "P-INES", NotYours),
    ],
)
def test_nobody_approves_alone_or_about_themselves(events, approver, refusal):
    with pytest.raises(refusal):
        after(*events).ensure_agreed(person="P-INES", approver=approver)


def test_a_second_person_approves():
    after(PROPOSED).ensure_agreed(person="P-INES", approver="P-HANS")


def test_a_hold_says_what_holds_and_what_to_do():
    said = "Nothing can be erased while this holds: A complaint or an appeal is open. Lift the hold first,"
    with pytest.raises(OnHold, match=f"^{said}"):
        after(HELD).ensure_open(frozenset())
