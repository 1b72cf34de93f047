"""Possible conflicts of interest, as hints beside a name."""

import pytest

from training.domain.acquaintance import Known, possible_conflicts, surname

INES = Known("Ines Moreau", "ines@moreau.example")


@pytest.mark.parametrize(
    ("member", "sentences"),
    [
        (Known("Ruth Adler", "ruth@clinic.example"), []),
        (Known("Jean MOREAU", "jean@clinic.example"), ["They have the same surname."]),
        (Known("Jean Moreau, PhD", "jean@clinic.example"), ["They have the same surname."]),
        (Known("Ruth Adler", "Ruth@Moreau.example"), ["Their e-mail addresses are both at moreau.example."]),
        (Known("Ruth Adler", "feld@practice.example"), ["The applicant named them as a referee."]),
        (Known("Ruth Adler", " Lena@practice.example "), ["They have supervised the applicant."]),
        (
            Known("Jean Moreau", "jean@moreau.example"),
            ["They have the same surname.", "Their e-mail addresses are both at moreau.example."],
        ),
    ],
)
def test_possible_conflicts_are_said_in_sentences(member, sentences):
    found = possible_conflicts(
        member, INES, referees=["Feld@practice.example"], supervisors=["lena@practice.example"]
    )

    assert found == sentences


def test_the_same_free_mail_provider_says_nothing():
    member, applicant = Known("Ruth Adler", "ruth@gmail.com"), Known("Ines Moreau", "ines@gmail.com")

    assert possible_conflicts(member, applicant, referees=[], supervisors=[]) == []


def test_nothing_to_compare_is_no_conflict():
    assert possible_conflicts(Known("", ""), Known("", ""), referees=[], supervisors=[]) == []


@pytest.mark.parametrize(
    ("name", "last"), [("Ines Moreau", "moreau"), ("Moreau", "moreau"), ("Ana Feld, PsyD", "feld"), ("", "")]
)
def test_surname_is_the_last_word_before_a_title(name, last):
    assert surname(name) == last
