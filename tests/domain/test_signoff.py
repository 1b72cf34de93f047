"""What is remarkable in a month, and what a request becomes."""

from datetime import date

import pytest

from tests.factories import program
from training.domain.signoff import (
    Flag,
    NothingToSign,
    RequestMove,
    Worked,
    answer_for,
    fingerprint,
    flags,
    missing_after,
    shown,
)

LATER = date(2026, 12, 1)


def worked(day=5, activity="client_session", minutes=90, ref="E-1", case="T2-B6"):
    label = program().internship.activity(activity).label
    return Worked(
        ref=ref, on=date(2026, 10, day), minutes=minutes, activity=activity, label=label, case=case, agreed=90
    )


def followed(day=5):
    return [worked(day, "consultation", 30, f"C-{day}"), worked(day, "mentor_review", 30, f"R-{day}")]


def remarks(entry, log, on=LATER):
    return [flag.words for flag in flags(entry, [entry, *log], program().internship, on=on)]


def test_flags_first_session_of_the_month_is_worth_knowing_only():
    entry = worked()

    assert flags(entry, [entry, *followed()], program().internship, on=LATER) == (
        Flag("first session of the month", is_unusual=False),
    )


def test_flags_second_session_has_none():
    assert remarks(worked(6, ref="E-2"), [worked(5), *followed(6)]) == []


def test_flags_session_longer_than_agreed():
    entry = worked(6, minutes=120, ref="E-2")

    assert remarks(entry, [worked(5), *followed(6)]) == ["longer than the agreed 1 h 30"]


@pytest.mark.parametrize(
    ("day", "missing"), [(12, []), (13, ["no consultation with therapist within 7 days"])]
)
def test_flags_consultation_counts_on_its_last_day(day, missing):
    log = [worked(4, ref="E-0"), worked(day, "consultation", 30, "C"), worked(5, "mentor_review", 30, "R")]

    assert remarks(worked(5), log) == missing


def test_flags_nothing_is_missing_while_there_is_time():
    assert remarks(worked(5), [worked(4, ref="E-0")], on=date(2026, 10, 12)) == []


def test_flags_consultation_on_another_case_does_not_count():
    entry, session = worked(), program().internship.activity("client_session")
    other = [worked(6, "consultation", 30, "C", case="K7-Q2")]

    missed = missing_after(entry, [entry, *other], session, on=LATER)

    assert [one.activity for one in missed] == ["consultation", "mentor_review"]


def test_flags_what_is_written_down_and_not_sent_is_not_missing():
    practice = program().internship

    shown_flags = flags(worked(), [worked()], practice, on=LATER, unsent=followed())

    assert shown_flags == (Flag("first session of the month", is_unusual=False),)


def test_flags_a_draft_answers_for_nothing_but_what_should_follow():
    draft = worked(5, "study", 660, "S", case=None)

    assert flags(worked(5), [worked(5), *followed(5)], program().internship, on=LATER, unsent=[draft]) == (
        Flag("first session of the month", is_unusual=False),
    )


def test_flags_more_than_a_day_holds():
    study = worked(5, "study", 660, "S", case=None)

    assert remarks(study, []) == ["11 h on one day, more than 10 h"]


@pytest.mark.parametrize(
    ("signed", "returned", "move"),
    [(3, 0, RequestMove.SIGN), (2, 1, RequestMove.SIGN_PART), (0, 3, RequestMove.RETURN)],
)
def test_answer_for_what_was_ticked(signed, returned, move):
    assert answer_for(signed, returned) is move


def test_answer_for_nothing_is_refused():
    with pytest.raises(NothingToSign):
        answer_for(0, 0)


def test_fingerprint_changes_with_any_minute():
    before = fingerprint(shown("Q-1", "2026-10", [worked()]))

    assert before == fingerprint(shown("Q-1", "2026-10", [worked()]))
    assert before != fingerprint(shown("Q-1", "2026-10", [worked(minutes=91)]))
