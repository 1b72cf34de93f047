"""Rule books: what a registrar may write, and how each mistake in one is explained."""

from fractions import Fraction

import pytest

from tests.domain.requirements.books import BACB, BBS, FILES, book
from training.domain.program import InternshipBook, Program, ProgramMistakes, RuleBook, read_rules
from training.domain.program.rules import Counting, Scope, Span, Weekday, Weight


def mistakes(text):
    with pytest.raises(ProgramMistakes) as refused:
        read_rules(text)
    return [(one.line, one.where, one.reason) for one in refused.value.mistakes]


def line_of(text, part):
    assert part in text
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_shipped_file_is_read_and_every_rule_names_its_source(name):
    rules = book(name).internship.requirements
    assert all(rule.source.strip() and rule.label for rule in rules)
    assert len({rule.id for rule in rules}) == len(rules)


def test_counting_is_by_month_and_together_unless_said():
    usual = Counting(period=Span.MONTH, scope=Scope.ALL, first_day=Weekday.MONDAY)
    assert book("surrogate-partner").internship.counting == usual
    assert book(BBS).internship.counting == Counting(
        period=Span.WEEK, scope=Scope.SETTING, first_day=Weekday.SUNDAY
    )


def test_a_file_is_a_program_a_rule_book_or_an_internship():
    text = FILES["surrogate-partner"].read_text()
    part = text[text.index("[internship]") : text.index("[[statements]]")]
    kinds = [type(read_rules(one)) for one in (text, FILES[BACB].read_text(), part)]
    assert kinds == [Program, RuleBook, InternshipBook]


def test_head_of_a_rule_book_may_be_left_out():
    text = FILES[BACB].read_text()
    found = read_rules(text[text.index("[internship]") :])
    assert (found.id, found.title, found.version) == ("rules", "Rules", "1")


def test_program_with_parts_missing_is_no_rule_book():
    text = 'id = "x"\n[body]\nname = "A body"\n' + FILES[BACB].read_text()
    with pytest.raises(ProgramMistakes):
        read_rules(
            text.replace(
                '\nid = "bacb-supervised"\ntitle = "BACB supervised fieldwork"\nversion = "2022"\n', ""
            )
        )


def test_percent_may_be_whole_and_is_exact():
    assert Weight(times=1.33, tags=("concentrated",)).exactly == Fraction(133, 100)
    text = FILES[BACB].read_text().replace("percent = 5\n", "percent = 7.5\n")
    assert read_rules(text).internship.requirements[6].share == Fraction(75, 1000)


RULE = """
[[internship.requirements]]
id = "new"
label = "New"
source = "-"
"""

WRONG = [
    ('kind = "contacts"', 'kind = "contact"', "[8].kind", "“contact” is not known; did you mean “contacts”?"),
    ("entries = 4", "entry = 4", "[8].entry", "no such key here; did you mean “entries”?"),
    ("most = 10", "most = 0", "[4].most", "must be at least 1, not 0"),
    ("percent = 60", "percent = 160", "[11].percent", "must be more than 0 and at most 100, not 160"),
    ("percent = 60", 'percent = "60"', "[11].percent", "must be a number, not text"),
    ('loses = "period"', 'loses = "month"', "[1].loses", "“month” is not known; known are entry, period"),
    ('mode = "group"', 'mode = "groups"', "[5].part.mode", "“groups” is not known; did you mean “group”?"),
    (
        'trim = { activities = ["independent"] }',
        'trim = { activities = ["independant"] }',
        "[6].trim.activities[1]",
        "there is no “independant” in internship.activities; did you mean “independent”?",
    ),
    (
        'trim = { activities = ["independent"] }',
        "trim = {}",
        "[6].trim.activities",
        "is missing, and so are tags and mode: one of them says which entries are meant",
    ),
    (
        'policy = "prorate"',
        'policy = "trim"',
        "[8].policy",
        "must be zero or prorate, not trim: contacts cannot be trimmed",
    ),
    (
        'id = "signed"',
        'id = "Signed"',
        "[1].id",
        "“Signed” must be lower-case letters, digits, - and _, beginning with a letter",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "where", "reason"), WRONG, ids=[reason for *_, reason in WRONG])
def test_mistake_has_line_place_and_reason(right, wrong, where, reason):
    text = FILES[BACB].read_text()
    found = [
        (line, reason)
        for line, place, reason in mistakes(text.replace(right, wrong, 1))
        if place.endswith(where)
    ]
    assert found == [(line_of(text, right), reason)]


STEPS_DOWN = """kind = "ratio"
measured = { mode = "group" }
units = [{ minutes = 60, mode = "group" }]
steps = [{ units = 2, above_minutes = 60 }, { units = 1, above_minutes = 90 }]"""

SENSELESS = [
    (
        'kind = "start_gate"\nday = "work"',
        "day",
        "must be application or contract: work cannot begin before itself",
    ),
    (
        'kind = "minutes"\nminutes = 5\nin_force = { by = "work" }',
        "in_force.since",
        "is missing, and so is until: one of them says when the rule holds",
    ),
    (
        'kind = "minutes"\nminutes = 5\nin_force = { by = "work", since = 2027-01-01, until = 2026-12-31 }',
        "in_force.since",
        "is after until, 2026-12-31",
    ),
    (
        'kind = "cap"\nminutes = 5\nactivities = ["supervised"]\ntrim = { activities = ["supervised"] }',
        "trim",
        "is what is trimmed anyway; leave it out",
    ),
    (
        'kind = "no_more_than"\npart = { mode = "group" }\nthan = { mode = "group" }',
        "than",
        "is the same as part",
    ),
    (
        'kind = "share"\npercent = 5\npart = { mode = "group" }\ntrim = { mode = "group" }',
        "trim",
        "is the same as part: trimming it would only make the share smaller",
    ),
    (
        'kind = "look_back"\nmonths = 72\nexempt_minutes = 30000',
        "exempt",
        "exempt and exempt_minutes go together: what is spared, and how much of it",
    ),
    (
        'kind = "ratio"\nmeasured = { mode = "group" }\nunits = [{ minutes = 60 }]\nsteps = [{ units = 1 }]',
        "units[1].activities",
        "is missing, and so are tags and mode: one of them says what makes a unit",
    ),
    (
        STEPS_DOWN,
        "steps",
        "units and above_minutes must rise from one step to the next",
    ),
    (
        'kind = "minutes"\nminutes = 5\nweights = [{ times = 3 }]',
        "weights",
        "each weight says which entries it is for: activities, tags or mode",
    ),
]


@pytest.mark.parametrize(("rule", "where", "reason"), SENSELESS, ids=[reason for *_, reason in SENSELESS])
def test_rule_without_sense_is_refused(rule, where, reason):
    found = mistakes(FILES[BACB].read_text() + RULE + rule + "\n")
    assert [(place, told) for _, place, told in found] == [(f"internship.requirements[12].{where}", reason)]


def test_deadline_cannot_go_by_the_day_of_work():
    text = (
        FILES[BACB]
        .read_text()
        .replace('loses = "period"', 'loses = "period"\nin_force = { by = "work", since = 2026-01-01 }')
    )
    assert [told for _, _, told in mistakes(text)] == [
        "a deadline for signatures goes by application or contract, not by work"
    ]


def test_a_second_deadline_is_refused():
    found = mistakes(FILES[BACB].read_text() + RULE + 'kind = "sign_by"\nmonths = 2\n')
    assert [told for _, _, told in found] == ["more than one is of kind sign_by"]
