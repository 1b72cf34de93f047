"""The help says what a program asks, whatever it holds."""

from dataclasses import dataclass, replace
from typing import ClassVar

import pytest

from tests.factories import program
from training.domain.path import stretches
from training.domain.program import MinimumMinutes, RoleWord, SignBy, Who
from training.domain.what_counts import SENTENCES, asked, signers, uncounted
from training.domain.worked_example import example


def with_rules(*rules):
    whole = program()
    return replace(whole, internship=replace(whole.internship, requirements=rules))


def minutes(number, *activities):
    return MinimumMinutes(
        id="hours", label="Hours", source="our own choice", minutes=number, activities=activities
    )


SIGNED = SignBy(id="signed", label="Signed in time", source="our own choice", months=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """A kind of rule that has no sentence yet."""

    kind: ClassVar[str] = "moon_phase"
    id: str = "moon"
    label: str = "Under a waxing moon"
    source: str = "an old almanac"


# ------------------------------------------------------------------ what is asked


def test_every_rule_of_the_shipped_program_has_a_sentence():
    rules = program().internship.requirements

    assert {rule.kind for rule in rules} - set(SENTENCES) == set()
    assert [one.label for one in asked(program())] == [rule.label for rule in rules]


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (minutes(90), "At least 1 h 30 that count, of all activities together."),
        (minutes(60, "study"), "At least 1 h that count, logged as “Study”."),
        (
            minutes(60, "study", "consultation"),
            "At least 1 h that count, logged as “Study” or “Consultation with therapist”.",
        ),
        (
            SIGNED,
            (
                "The hours of a month are signed by the last day of the month that comes 3 months later. "
                "What is signed later does not count."
            ),
        ),
    ],
)
def test_a_rule_is_said_in_a_sentence(rule, sentence):
    assert [one.sentence for one in asked(with_rules(rule))] == [sentence]


def test_a_kind_of_rule_without_a_sentence_speaks_by_its_label_and_source():
    (one,) = asked(with_rules(Unheard()))
    assert (one.label, one.sentence, one.source) == ("Under a waxing moon", "", "an old almanac")


# ------------------------------------------------------------------ what does not count


def test_a_program_without_a_deadline_speaks_of_none():
    whats = [one.what for one in uncounted(with_rules(minutes(60)))]
    assert whats == [
        "Hours nobody has signed",
        "Hours before the agreement",
        "More than 10 h on one day",
        "Work written down more than 45 days later",
        "Days of leave",
    ]


def test_an_activity_that_no_rule_asks_for_is_named():
    rules = [minutes(60, one.id) for one in program().internship.activities if one.id != "study"]
    assert uncounted(with_rules(*rules, SIGNED))[-1].what == "“Study”"


def test_the_programs_own_words_say_who_signs():
    whole = program()
    renamed = replace(
        whole, roles=(RoleWord(role=Who.MENTOR, one="LTM", many="LTMs"), *_others(whole, Who.MENTOR))
    )

    assert [who for label, _, who in signers(renamed) if label == "Client session"] == [
        "the supervising therapist and the LTM"
    ]


def _others(whole, role):
    return [word for word in whole.roles if word.role is not role]


# ------------------------------------------------------------------ an example


def fates(whole):
    return [(line.hours, line.fate) for line in example(whole).lines]


def test_the_example_is_counted_by_the_programs_own_rules():
    assert fates(program()) == [("1 h", "lost"), ("2 h", "counts"), ("1 h 30", "lost"), ("1 h 15", "waits")]
    assert example(program()).summary == "Of 5 h 45 in the log 2 h count and 1 h 15 wait; 2 h 30 are lost."


def test_without_a_deadline_nothing_is_late():
    assert fates(with_rules(minutes(60))) == [("1 h", "lost"), ("2 h", "counts"), ("1 h 15", "waits")]


def test_the_deadline_of_the_example_is_the_programs():
    whys = [line.why for line in example(with_rules(minutes(60), SIGNED)).lines]
    assert whys[1] == "Signed on 30 April 2026, in time."
    assert whys[2] == "1 h 30 of February 2026 not counted: signed after 31 May 2026."


# ------------------------------------------------------------------ the path


def test_the_path_says_how_much_and_who():
    assert [(one.id, one.figure, one.hand) for one in stretches(program())] == [
        ("application", "5 parts", "sent by you"),
        ("committee", "2 readers", "decided by the committee chair"),
        ("course", "100 h", "signed by the training director"),
        (
            "internship",
            "24 months or more",
            "signed by the supervising therapist and the mentor",
        ),
        ("certificates", "valid for 12 months", "signed by the registrar and the training director"),
    ]


def test_a_program_without_a_minimum_of_time_is_measured_in_hours():
    assert stretches(with_rules(minutes(600), minutes(6000)))[3].figure == "100 h or more"
    assert stretches(with_rules(SIGNED))[3].figure == ""
