"""Where each role begins."""

import pytest

from training.domain.first_visit import MOST, STOPS, Stop, stops
from training.domain.roles import Role

ACCOUNTS = [role for role in Role if role not in {Role.REFEREE, Role.SYSTEM}]


@pytest.mark.parametrize("role", ACCOUNTS)
def test_every_role_has_three_or_four_places_to_begin(role):
    assert len(stops([role])) in {3, MOST}


def test_nobody_else_is_shown_around():
    assert set(STOPS) == set(ACCOUNTS)
    assert stops([]) == stops([Role.REFEREE, Role.SYSTEM]) == []


def test_whoever_holds_several_roles_begins_with_the_furthest():
    assert stops([Role.APPLICANT, Role.TRAINEE, Role.INTERN]) == stops([Role.INTERN])


def test_no_place_comes_twice():
    found = stops([Role.DIRECTOR, Role.REGISTRAR])
    pages = [(stop.endpoint, stop.part) for stop in found]
    assert len(pages) == len(set(pages)) == MOST


def test_the_same_page_under_two_names_keeps_the_first():
    found = stops([Role.ADMINISTRATOR, Role.COORDINATOR])
    assert [stop.endpoint for stop in found] == [
        "people.index",
        "post.overview",
        "staff.record",
        "verify.ask",
    ]
    assert all(isinstance(stop, Stop) for stop in found)
