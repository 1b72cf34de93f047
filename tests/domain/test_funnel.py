from datetime import UTC, datetime, timedelta

from training.domain.application import ApplicationStatus as S
from training.domain.funnel import Arrival, Stay, stays

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def way(name, *steps):
    """Arrivals of one application: a status and the day on which it came there."""
    return [Arrival(name, status, BEGAN + timedelta(days=day)) for status, day in steps]


def found(*ways):
    return {stay.status: stay for one in [stays(arrival for way in ways for arrival in way)] for stay in one}


def test_everybody_is_counted_wherever_they_came_and_where_they_are():
    seen = found(
        way("A", (S.DRAFT, 0), (S.SUBMITTED, 10), (S.UNDER_REVIEW, 12)),
        way("B", (S.DRAFT, 0), (S.SUBMITTED, 4)),
        way("C", (S.DRAFT, 0)),
    )

    assert seen[S.DRAFT] == Stay(S.DRAFT, reached=3, here=1, days=7)
    assert seen[S.SUBMITTED] == Stay(S.SUBMITTED, reached=2, here=1, days=2)
    assert seen[S.UNDER_REVIEW] == Stay(S.UNDER_REVIEW, reached=1, here=1, days=None)
    assert seen[S.ENROLLED] == Stay(S.ENROLLED, reached=0, here=0, days=None)


def test_who_was_sent_back_stayed_twice_and_is_counted_once():
    seen = found(
        way("A", (S.DRAFT, 0), (S.SUBMITTED, 1), (S.RETURNED, 3), (S.SUBMITTED, 9), (S.UNDER_REVIEW, 19))
    )

    assert seen[S.SUBMITTED] == Stay(S.SUBMITTED, reached=1, here=0, days=6)


def test_who_withdrew_is_nowhere_on_the_road():
    seen = found(way("A", (S.DRAFT, 0), (S.SUBMITTED, 1), (S.WITHDRAWN, 3)))

    assert [stay.here for stay in seen.values()] == [0] * 7
    assert seen[S.SUBMITTED].days == 2


def test_arrivals_may_come_in_any_order():
    steps = way("A", (S.DRAFT, 0), (S.SUBMITTED, 5))

    assert stays(steps) == stays(reversed(steps))
