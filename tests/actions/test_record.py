"""The one door."""

import pytest

from tests.factories import NOON, by, make_person
from training.actions.record import advance, advance_all, write
from training.domain.machine import Arrow, IllegalMove, Machine, ReasonMissing, WrongCapacity
from training.domain.record import GENESIS, link
from training.domain.roles import Role
from training.domain.words import Word


class Light(Word):
    RED = "red"
    GREEN = "green"
    DARK = "dark"


class Switch(Word):
    GO = "go"
    PAUSE = "pause"
    RESUME = "resume"


LIGHT = Machine(
    id="light",
    name="light",
    start=Light.RED,
    pauses=frozenset({Light.DARK}),
    arrows=(
        Arrow(Light.RED, Switch.GO, Light.GREEN, (Role.REGISTRAR,), needs_reason=True),
        Arrow(Light.GREEN, Switch.PAUSE, Light.DARK, (Role.REGISTRAR,)),
        Arrow(Light.DARK, Switch.RESUME, None, (Role.REGISTRAR,)),
    ),
)


class Lamp:
    machine = LIGHT
    resume_status = None

    def __init__(self, ref="L-1", status=Light.RED, chain=None):
        self.ref, self.status, self.chain = ref, status, chain or make_person().chain


def test_advance_moves_the_row_and_writes_it_down():
    lamp = Lamp()
    length = lamp.chain.length

    event = advance(lamp, Switch.GO, by=by(), reason="it was time", lane=2)

    assert lamp.status is Light.GREEN
    assert (event.kind, event.subject, event.before, event.after) == ("light.go", "light:L-1", "red", "green")
    assert (event.actor, event.capacity, event.at) == ("P-OFFICE2", "registrar", NOON)
    assert event.facts == {"lane": 2, "reason": "it was time"}
    assert (event.number, lamp.chain.length, lamp.chain.head) == (length + 1, length + 1, event.hash)


@pytest.mark.parametrize(
    ("move", "capacity", "reason", "refusal"),
    [
        (Switch.PAUSE, Role.REGISTRAR, "", IllegalMove),
        (Switch.GO, Role.MENTOR, "because", WrongCapacity),
        (Switch.GO, Role.REGISTRAR, "  ", ReasonMissing),
    ],
)
def test_advance_refuses_and_changes_nothing(move, capacity, reason, refusal):
    lamp = Lamp()
    before = (lamp.chain.length, lamp.chain.head)

    with pytest.raises(refusal):
        advance(lamp, move, by=by(capacity), reason=reason)

    assert lamp.status is Light.RED
    assert (lamp.chain.length, lamp.chain.head) == before


def test_a_pause_keeps_the_way_back_and_coming_back_uses_it():
    lamp = Lamp(status=Light.GREEN)

    advance(lamp, Switch.PAUSE, by=by())
    paused = (lamp.status, lamp.resume_status)
    advance(lamp, Switch.RESUME, by=by())

    assert paused == (Light.DARK, Light.GREEN)
    assert (lamp.status, lamp.resume_status) == (Light.GREEN, None)


def test_advance_all_is_one_event_that_names_every_row():
    chain = make_person().chain
    lamps = [Lamp(f"L-{number}", chain=chain) for number in (1, 2, 3)]
    length = chain.length

    event = advance_all(lamps, Switch.GO, subject="street:1", by=by(), reason="together")

    assert [lamp.status for lamp in lamps] == [Light.GREEN] * 3
    assert event.facts == {"refs": ["L-1", "L-2", "L-3"], "reason": "together"}
    assert chain.length == length + 1


def test_advance_all_refuses_as_a_whole_when_one_cannot():
    chain = make_person().chain
    lamps = [Lamp("L-1", chain=chain), Lamp("L-2", status=Light.GREEN, chain=chain)]
    length = chain.length

    with pytest.raises(IllegalMove):
        advance_all(lamps, Switch.GO, subject="street:1", by=by(), reason="together")

    assert [lamp.status for lamp in lamps] == [Light.RED, Light.GREEN]
    assert chain.length == length


def test_advance_all_of_nothing_is_nothing():
    assert advance_all([], Switch.GO, subject="street:1", by=by()) is None


def test_each_event_follows_from_the_one_before():
    chain = make_person().chain

    first = write(chain, "test.one", subject="test:1", by=by())
    second = write(chain, "test.two", subject="test:1", by=by())

    assert second.previous == first.hash == link(first.previous, first.content)
    assert second.hash == link(first.hash, second.content)
    assert first.previous != GENESIS  # joining was the first
