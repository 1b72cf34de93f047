import pytest

from training.domain.application import (
    CLOSED,
    AlreadyOpen,
    ApplicationStatus,
    NotWritable,
    as_told,
    ensure_may_begin,
    ensure_writable,
)


@pytest.mark.parametrize("state", [state for state in ApplicationStatus if state not in CLOSED])
def test_second_application_is_refused_while_one_is_open(state):
    with pytest.raises(AlreadyOpen):
        ensure_may_begin([ApplicationStatus.WITHDRAWN, state])


def test_new_application_may_follow_those_that_ended():
    ensure_may_begin([])
    ensure_may_begin(CLOSED)


def test_decision_that_is_not_released_is_told_to_nobody():
    told = {state: as_told(state) for state in ApplicationStatus if as_told(state) is not state}

    assert told == {ApplicationStatus.DECIDED: ApplicationStatus.UNDER_REVIEW}


def test_refusal_to_write_keeps_the_unreleased_decision_quiet():
    with pytest.raises(NotWritable) as refusal:
        ensure_writable(ApplicationStatus.DECIDED)

    assert str(refusal.value) == "The application is “Under review”; its answers stand as they were sent."
