"""One hash over the ends of all chains: any change below it shows, and one chain can be proved alone."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOON
from training.domain.checkpoint import Checkpoint, Head, NotACheckpoint, leads_to, lost, path_to

HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)
HEADS = st.lists(
    st.builds(Head, st.integers(0, 999).map("person:P-{}".format), st.integers(1, 99), HASHES),
    unique_by=lambda head: head.chain,
    max_size=20,
)
SOME = HEADS.filter(bool)


def told(seen):
    """As it is read back from its file."""
    return json.loads(json.dumps(seen.as_json()))


@given(HEADS, st.randoms())
def test_the_order_of_chains_makes_no_difference_and_reading_gives_it_back(heads, random):
    seen = Checkpoint.of(heads, NOON)
    random.shuffle(heads)
    assert (Checkpoint.of(heads, NOON), Checkpoint.read(told(seen))) == (seen, seen)


@given(SOME)
def test_every_chain_can_be_proved_alone(heads):
    seen = Checkpoint.of(heads, NOON)
    leaves = [head.leaf for head in seen.heads]
    roots = [leads_to(head, list(path_to(leaves, place))) for place, head in enumerate(seen.heads)]
    assert roots == [seen.root] * len(heads)


@given(SOME, st.data())
def test_a_proof_holds_for_its_own_head_alone(heads, data):
    seen = Checkpoint.of(heads, NOON)
    place = data.draw(st.integers(0, len(heads) - 1))
    path = list(path_to([head.leaf for head in seen.heads], place))
    other = seen.heads[place]._replace(length=seen.heads[place].length + 1)
    assert leads_to(other, path) != seen.root


@given(SOME, st.data())
def test_a_chain_taken_out_or_changed_makes_another_root_and_is_refused(heads, data):
    seen = Checkpoint.of(heads, NOON)
    place = data.draw(st.integers(0, len(heads) - 1))
    without = seen.heads[:place] + seen.heads[place + 1 :]
    head = seen.heads[place]
    other_hash = ("f" if head.hash[0] == "0" else "0") + head.hash[1:]
    changed = (*seen.heads[:place], head._replace(hash=other_hash), *seen.heads[place + 1 :])
    for other in (without, changed):
        with pytest.raises(NotACheckpoint):
            Checkpoint.read(told(replace(seen, heads=other)))


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"what": "something"},
        {"version": 2},
        {"heads": [["person:P-1", 1]]},
        {"heads": None},
        {"heads": [["person:P-1", "many", "0"]]},
    ],
)
def test_what_is_no_checkpoint_is_refused(wrong):
    said = told(Checkpoint.of([Head("person:P-1", 1, "0" * 64)], NOON))
    with pytest.raises(NotACheckpoint):
        Checkpoint.read(said | wrong if wrong else {})


THEN = Head("person:P-1", 3, "a" * 64)


@pytest.mark.parametrize(
    ("length", "hash_then", "reason"),
    [
        (3, "a" * 64, ""),
        (9, "a" * 64, ""),
        (None, None, "It had 3 events at the checkpoint and is gone."),
        (2, None, "It had 3 events at the checkpoint and has 2: its end was cut off."),
        (3, "b" * 64, "Its event 3 is not the one the checkpoint saw: it was written anew."),
        (9, "b" * 64, "Its event 3 is not the one the checkpoint saw: it was written anew."),
    ],
)
def test_what_became_of_a_chain_is_said(length, hash_then, reason):
    assert lost(THEN, length, hash_then) == reason
