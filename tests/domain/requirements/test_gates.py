from datetime import date

import pytest

from tests.domain.requirements.asked import asked, entry, made, whys
from training.domain.program.rules import Artefact, FollowUp, GroupSize, Selector, StartGate, ValidSupervisor

CONTRACT = made(StartGate, day=Selector.CONTRACT)


def test_nothing_counts_before_the_contract():
    found = asked([CONTRACT], entry(date(2026, 3, 9)), entry(), contracted_on=date(2026, 3, 10))
    assert found.countable == 60
    assert whys(found) == ["1 h not counted: worked before the contract on 10 March 2026."]


def test_without_a_contract_nothing_has_begun():
    found = asked([CONTRACT], entry(), applied_on=date(2026, 1, 1))
    assert (found.countable, whys(found)) == (
        0,
        ["1 h not counted: worked before the contract, whose day is not known."],
    )


def test_gate_of_the_application():
    gate = made(StartGate, day=Selector.APPLICATION)
    assert asked([gate], entry(), applied_on=date(2026, 3, 10)).countable == 60
    assert asked([gate], entry(), applied_on=date(2026, 3, 11)).countable == 0


@pytest.mark.parametrize(
    ("on", "minutes"),
    [(date(2026, 2, 28), 0), (date(2026, 3, 1), 60), (date(2026, 3, 31), 60), (date(2026, 4, 1), 0)],
)
def test_supervisor_is_entitled_on_the_day(on, minutes):
    rule, valid = made(ValidSupervisor), (("Feld", date(2026, 3, 1), date(2026, 3, 31)),)
    assert asked([rule], entry(on, supervisor="Feld"), supervisors=valid).countable == minutes


def test_supervisor_renewed_and_open_ended():
    valid = (("Feld", date(2026, 1, 1), date(2026, 1, 31)), ("Feld", date(2026, 3, 1), None))
    found = asked(
        [made(ValidSupervisor)],
        entry(date(2026, 1, 31), supervisor="Feld"),
        entry(date(2026, 2, 1), supervisor="Feld"),
        entry(date(2026, 5, 1), supervisor="Feld"),
        supervisors=valid,
    )
    assert found.countable == 120
    assert whys(found) == ["1 h of February 2026 not counted: Feld was not entitled to supervise then."]


def test_entry_without_a_supervisor_has_nobody_entitled():
    found = asked([made(ValidSupervisor, activities=("session",))], entry(), entry(activity="study"))
    assert whys(found) == [
        "1 h of March 2026 not counted: nobody is named who was entitled to supervise then."
    ]


def test_artefact_is_needed_of_its_activity():
    rule = made(Artefact, label="Session report", activities=("session",), needs_tag="report")
    found = asked([rule], entry(), entry(minutes=7, tags=frozenset({"report"})), entry(activity="study"))
    assert found.countable == 7 + 60
    assert whys(found) == ["1 h of March 2026 not counted: “report” is missing (Session report)."]


def test_group_size_is_a_limit_and_not_given_is_no_group():
    rule = made(GroupSize, most=8)
    found = asked([rule], *(entry(group_size=size) for size in (None, 8, 9)))
    assert found.countable == 120
    assert whys(found) == ["1 h of March 2026 not counted: held in a group of more than 8."]


FOLLOW = made(FollowUp, label="Consult", activities=("session",), by=("consultation",), within_days=7)


def consultation(on, case="A", **facts):
    return entry(on, 30, "consultation", case=case, **facts)


@pytest.mark.parametrize(
    ("followed", "minutes"),
    [
        ([], 0),
        ([consultation(date(2026, 3, 10))], 90),
        ([consultation(date(2026, 3, 17))], 90),
        ([consultation(date(2026, 3, 18))], 30),
        ([consultation(date(2026, 3, 9))], 30),
        ([consultation(date(2026, 3, 12), case="B")], 30),
        ([consultation(date(2026, 3, 12), signed_on=None)], 0),
        ([consultation(date(2026, 3, 1)), consultation(date(2026, 3, 12))], 120),
    ],
)
def test_session_is_followed_up_in_its_case(followed, minutes):
    assert asked([FOLLOW], entry(case="A"), *followed).countable == minutes


def test_follow_up_may_still_come_on_its_last_day():
    assert asked([FOLLOW], entry(case="A"), on=date(2026, 3, 17)).countable == 60
    found = asked([FOLLOW], entry(case="A"), on=date(2026, 3, 18))
    assert whys(found) == ["1 h of 10 March 2026 not counted: nothing followed by 17 March 2026 (Consult)."]


def test_leave_stops_the_clock_of_a_follow_up():
    leave = ((date(2026, 3, 12), date(2026, 3, 21)),)
    log = entry(case="A"), consultation(date(2026, 3, 27))
    assert asked([FOLLOW], *log, leave=leave).countable == 90
    assert asked([FOLLOW], *log).countable == 30
