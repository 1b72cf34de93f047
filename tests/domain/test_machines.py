"""Every machine, every pair of state and move: either on the road or refused."""

import pytest

from training.domain.machine import IllegalMove, ReasonMissing, WrongCapacity
from training.domain.machines import MACHINES
from training.domain.roles import Role

MOVES = {machine.id: type(machine.arrows[0].move) for machine in MACHINES}
EVERY_PAIR = [
    pytest.param(machine, state, move, id=f"{machine.id}-{state}-{move}")
    for machine in MACHINES
    for state in machine.states()
    for move in MOVES[machine.id]
]
EVERY_ARROW = [
    pytest.param(machine, arrow, id=f"{machine.id}-{arrow.source}-{arrow.move}")
    for machine in MACHINES
    for arrow in machine.arrows
]


@pytest.mark.parametrize(("machine", "state", "move"), EVERY_PAIR)
def test_a_move_off_the_road_is_refused(machine, state, move):
    found = [arrow for arrow in machine.arrows if (arrow.source, arrow.move) == (state, move)]
    if found:
        assert [machine.arrow(state, move)] == found
    else:
        with pytest.raises(IllegalMove):
            machine.arrow(state, move)


@pytest.mark.parametrize(("machine", "arrow"), EVERY_ARROW)
def test_only_the_named_capacities_may_take_a_step(machine, arrow):
    for capacity in Role:
        if capacity in arrow.who:
            assert machine.step(arrow.source, arrow.move, capacity=capacity, has_reason=True) is arrow
        else:
            with pytest.raises(WrongCapacity):
                machine.step(arrow.source, arrow.move, capacity=capacity, has_reason=True)


@pytest.mark.parametrize(("machine", "arrow"), EVERY_ARROW)
def test_a_step_that_needs_a_reason_is_refused_without_one(machine, arrow):
    if arrow.needs_reason:
        with pytest.raises(ReasonMissing):
            machine.step(arrow.source, arrow.move, capacity=arrow.who[0], has_reason=False)
    else:
        assert machine.step(arrow.source, arrow.move, capacity=arrow.who[0], has_reason=False) is arrow


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.id)
def test_every_state_can_be_reached_from_the_start(machine):
    seen, frontier = set(), {machine.start}
    while frontier:
        seen |= frontier
        frontier = {arrow.target for arrow in machine.arrows if arrow.source in frontier} - seen - {None}
    assert seen == set(machine.states())


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.id)
def test_every_move_of_the_machine_is_on_its_road(machine):
    assert {arrow.move for arrow in machine.arrows} == set(MOVES[machine.id])


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.id)
def test_every_correction_needs_a_reason(machine):
    assert all(arrow.needs_reason for arrow in machine.arrows if arrow.is_correction)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.id)
def test_a_pause_can_be_left_by_the_way_back(machine):
    ways_back = {arrow.source for arrow in machine.arrows if arrow.target is None}
    assert ways_back == machine.pauses
