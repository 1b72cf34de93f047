"""Accounts without a database: tries, invitations, letters."""

from datetime import timedelta

from tests.factories import NOON, TODAY, make_person
from training.actions.account import (
    Message,
    count_wrong_try,
    forget_wrong_tries,
    invite,
    is_open,
    send,
    take_up,
)
from training.domain.roles import Role, by_system
from training.domain.tokens import hashed


def test_wrong_tries_lock_at_the_tenth_and_the_right_one_forgets_them():
    person = make_person()
    for _ in range(9):
        count_wrong_try(person, at=NOON)
    assert person.locked_until is None

    count_wrong_try(person, at=NOON)
    assert person.locked_until == NOON + timedelta(minutes=15)

    forget_wrong_tries(person)
    assert (person.failed_attempts, person.locked_until) == (0, None)


def test_invitation_keeps_only_the_hash_of_its_token_and_ends_when_used():
    invitation, token = invite(" Ada@Example.org ", Role.MENTOR, by=by_system(NOON))
    person = make_person()
    assert (invitation.email, invitation.token_hash) == ("ada@example.org", hashed(token))
    assert is_open(invitation, NOON + timedelta(days=7) - timedelta(seconds=1))
    assert not is_open(invitation, NOON + timedelta(days=7))

    take_up(invitation, person, on=TODAY, at=NOON)

    assert not is_open(invitation, NOON)
    assert person.roles_on(TODAY) == {Role.MENTOR}


def test_letter_is_one_line_above_whatever_stands_in_it():
    message = Message("reset_instructions", "ines@example.org", "A new\r\nBcc: all", "Hello.")

    letter = send(make_person().chain, message, at=NOON)

    assert letter.subject == "A new Bcc: all"
    assert letter.text == "Hello."
