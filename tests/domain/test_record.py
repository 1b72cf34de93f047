import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.record import (
    GENESIS,
    Broken,
    Link,
    NotCanonical,
    canonical,
    first_broken,
    link,
    utc_text,
)
from training.domain.words import Word

texts = st.text(st.characters(codec="utf-8"), max_size=12)
whole = st.integers(-(2**53) + 1, 2**53 - 1)
plain = st.recursive(
    st.none() | st.booleans() | whole | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcé"), inner, max_size=3),
    max_leaves=6,
)
facts = st.dictionaries(st.sampled_from(["at", "move", "subject", "note", "naïve"]), plain, max_size=4)
chains = st.lists(facts, min_size=1, max_size=6).map(lambda events: chain(*events))


class Move(Word):
    SEND_BACK = "send_back"


def chain(*events):
    links, previous = [], GENESIS
    for number, event in enumerate(events, 1):
        links.append(Link(number, event, previous, link(previous, event)))
        previous = links[-1].hash
    return links


def misplaced(expected, found):
    return Broken(expected, f"Event {expected} should stand here, but number {found} does.")


def unconnected(number):
    return Broken(number, f"Event {number} does not follow from the event before it.")


def test_canonical_sorts_keys_and_leaves_no_spaces():
    written = canonical(
        {"move": Move.SEND_BACK, "at": date(2026, 3, 1), "n": [1, True, None, {"b": 2, "a": 1}]}
    )

    assert written == b'{"at":"2026-03-01","move":"send_back","n":[1,true,null,{"a":1,"b":2}]}'


def test_canonical_writes_moments_in_utc_with_microseconds():
    half_past = datetime(2026, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=2)))

    assert canonical({"at": half_past}) == b'{"at":"2026-06-30T22:30:00.000000Z"}'


def test_canonical_composes_text_and_keys():
    assert canonical({"cafe\u0301": "Zoe\u0308"}) == '{"café":"Zoë"}'.encode()


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (1.5, "type float"),
        (b"x", "type bytes"),
        ((1, 2), "type tuple"),
        ({1}, "type set"),
        ({1: "x"}, "a key of type int"),
        ({"é": 1, "e\u0301": 2}, "two keys"),
        ([{"deep": 0.5}], "type float"),
        (2**53, "beyond"),
        (-(2**53), "beyond"),
        ("\ud800", "half a character"),
        (datetime(2026, 1, 1), "time zone"),  # noqa: DTZ001 -- naive is the point
    ],
)
def test_canonical_refuses_what_has_no_one_way_to_be_written(value, reason):
    with pytest.raises(NotCanonical, match=reason):
        canonical({"value": value})


@given(facts)
def test_what_was_read_back_is_written_the_same_again(event):
    assert canonical(json.loads(canonical(event))) == canonical(event)


def test_utc_text_sorts_as_time_does():
    first = datetime(2026, 1, 1, 12, tzinfo=UTC)
    moments = [first + timedelta(microseconds=later) for later in (0, 1, 999_999, 1_000_000)]

    written = [utc_text(moment) for moment in moments]

    assert sorted(written) == written


def test_a_link_covers_the_hash_before_it_and_the_facts():
    assert link(GENESIS, {"move": "submit"}) == sha256(b"0" * 64 + b'\n{"move":"submit"}').hexdigest()


@given(chains)
def test_an_untouched_chain_holds(links):
    assert first_broken(iter(links)) is None


def test_an_empty_chain_holds():
    assert first_broken([]) is None


@given(chains, st.data())
def test_a_changed_fact_is_found_where_it_stands(links, data):
    at = data.draw(st.integers(0, len(links) - 1))
    other = data.draw(facts.filter(lambda event: canonical(event) != canonical(links[at].facts)))
    links[at] = replace(links[at], facts=other)

    assert first_broken(links) == Broken(at + 1, f"Event {at + 1} is not what was written: its hash differs.")


@given(chains, st.data())
def test_a_changed_fact_with_a_fresh_hash_breaks_the_next_event(links, data):
    at = data.draw(st.integers(0, len(links) - 1))
    other = data.draw(facts.filter(lambda event: canonical(event) != canonical(links[at].facts)))
    tail = Link(len(links) + 1, {}, links[-1].hash, link(links[-1].hash, {}))
    links[at] = replace(links[at], facts=other, hash=link(links[at].previous, other))

    assert first_broken([*links, tail]) == unconnected(at + 2)


@given(chains, st.data())
def test_a_changed_number_is_found(links, data):
    at = data.draw(st.integers(0, len(links) - 1))
    number = data.draw(st.integers().filter(lambda number: number != at + 1))
    links[at] = replace(links[at], number=number)

    assert first_broken(links) == misplaced(at + 1, number)


@given(chains.filter(lambda links: len(links) > 1), st.data())
def test_a_removed_event_is_found(links, data):
    at = data.draw(st.integers(0, len(links) - 2))
    del links[at]

    assert first_broken(links) == misplaced(at + 1, at + 2)


@given(chains.filter(lambda links: len(links) > 1), st.data())
def test_a_removed_event_is_found_when_the_rest_is_renumbered(links, data):
    at = data.draw(st.integers(0, len(links) - 2))
    rest = [replace(found, number=number) for number, found in enumerate(links[:at] + links[at + 1 :], 1)]

    assert first_broken(rest) == unconnected(at + 1)


@given(chains.filter(lambda links: len(links) > 1), st.data())
def test_a_changed_order_is_found(links, data):
    order = data.draw(st.permutations(range(len(links))).filter(lambda order: order != sorted(order)))
    first = next(place for place, at in enumerate(order) if place != at)

    broken = first_broken(links[at] for at in order)

    assert broken == misplaced(first + 1, order[first] + 1)


def test_a_chain_that_does_not_begin_at_the_beginning_is_found():
    later = Link(1, {}, "f" * 64, link("f" * 64, {}))

    assert first_broken([later]) == unconnected(1)


def test_facts_the_record_never_writes_are_found_instead_of_raised():
    (only,) = chain({"minutes": 90})

    assert first_broken([replace(only, facts={"minutes": 90.0})]) == Broken(
        1, "Event 1 holds something the record never writes."
    )
