from time import time

import pytest

from training.web import counting
from training.web.counting import Counted


@pytest.fixture
def clock(monkeypatch):
    now = [time()]
    monkeypatch.setattr(counting, "time", lambda: now[0])

    def forward(seconds):
        now[0] += seconds

    return forward


def test_tries_are_counted_apart(clock):
    counted = Counted()
    assert [counted.incr("a", 60), counted.incr("a", 60), counted.incr("b", 60)] == [1, 2, 1]
    assert (counted.get("a"), counted.get("b"), counted.get("nobody")) == (2, 1, 0)


def test_window_ends_by_its_first_try_and_begins_anew(clock):
    counted = Counted()
    counted.incr("a", 60)
    clock(59)
    assert counted.incr("a", 60) == 2
    clock(1)
    assert counted.get("a") == 0
    assert counted.incr("a", 60) == 1


def test_what_is_over_is_forgotten(clock):
    counted = Counted()
    for number in range(100):
        counted.incr(f"address {number}", 30)
    clock(61)
    counted.incr("a", 30)
    assert counted.reset() == 1


def test_one_count_is_cleared_alone(clock):
    counted = Counted()
    counted.incr("a", 60)
    counted.incr("b", 60)
    counted.clear("a")
    assert (counted.get("a"), counted.get("b")) == (0, 1)


def test_expiry_is_a_moment(clock):
    counted = Counted()
    counted.incr("a", 60)
    assert counted.get_expiry("a") == pytest.approx(counting.time() + 60)
