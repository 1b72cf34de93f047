"""When evaluations are due, and who may read them."""

from datetime import date

from tests.factories import program
from training.domain.evaluation import complete_rounds, readable, rounds_due, still_to_write
from training.domain.internship import Party
from training.domain.program.marks import Who
from training.domain.roles import Role

BEGAN = date(2026, 1, 12)
JULY, JANUARY = date(2026, 7, 12), date(2027, 1, 12)


def test_rounds_due_on_their_day_and_not_before():
    assert rounds_due(BEGAN, 6, [], on=date(2026, 7, 11)) == []
    assert rounds_due(BEGAN, 6, [], on=JULY) == [JULY]
    assert rounds_due(BEGAN, 6, [], on=JANUARY) == [JULY, JANUARY]


def test_rounds_due_are_moved_by_leave_before_them():
    leave = [(date(2026, 3, 1), date(2026, 3, 10))]

    assert rounds_due(BEGAN, 6, leave, on=date(2026, 8, 1)) == [date(2026, 7, 22)]


def test_rounds_due_are_not_moved_by_leave_after_them():
    assert rounds_due(BEGAN, 6, [(date(2026, 8, 1), None)], on=date(2026, 9, 1)) == [JULY]


def test_leave_that_goes_on_keeps_a_round_from_coming_due():
    assert rounds_due(BEGAN, 6, [(date(2026, 7, 1), None)], on=date(2026, 9, 1)) == []


def test_still_to_write_leaves_out_what_is_sent_and_what_came_before():
    assert still_to_write([JULY, JANUARY], [JULY]) == [JANUARY]
    assert still_to_write([JULY, JANUARY], [], since=date(2026, 8, 1)) == [JANUARY]


def test_complete_rounds_need_everyone_asked():
    sent = {(JULY, Party.INTERN), (JULY, Party.MENTOR), (JANUARY, Party.INTERN)}

    assert complete_rounds([JULY, JANUARY], sent, (Party.INTERN, Party.MENTOR)) == 1


def test_readable_keeps_from_supervisors_what_is_for_staff():
    questions = program().internship.evaluations.form(Who.INTERN).questions

    assert [one.id for one in readable(questions, Role.MENTOR)] == ["learned"]
    assert [one.id for one in readable(questions, Role.THERAPIST)] == []
    assert [one.id for one in readable(questions, Role.DIRECTOR)] == ["learned", "supervision"]
