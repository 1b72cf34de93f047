import re
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.domain.program import (
    Mistake,
    ModuleKind,
    Outcome,
    ProgramMistakes,
    QuestionKind,
    Signer,
    UnknownId,
    Who,
    fingerprint,
    read,
    read_internship,
)
from training.domain.program.faults import of_mark

TEXT = Path("training/programs/surrogate-partner.toml").read_text()


def mistakes(text, reader=read):
    with pytest.raises(ProgramMistakes) as refused:
        reader(text)
    return list(refused.value.mistakes)


def line_of(text, part):
    assert part in text
    return text[: text.index(part)].count("\n") + 1


# ------------------------------------------------------------------ the default program


def test_default_program_says_who_and_when():
    program = read(TEXT)
    assert (program.id, program.version, program.effective_on) == (
        "surrogate_partner",
        "2026.1",
        date(2026, 1, 1),
    )
    assert program.body.website == "https://www.example.org"
    assert program.role(Who.INTERN).one == "Surrogate partner intern"


def test_default_program_has_the_five_parts():
    parts = read(TEXT).application.parts
    assert [part.id for part in parts] == ["cover", "questionnaire", "letter", "recommendations", "essay"]


def test_default_program_keeps_pairing_to_the_director():
    questions = read(TEXT).application.pairing.questions
    assert {question.readers for question in questions} == {(Who.DIRECTOR,)}
    assert all(question.sensitive for question in questions)


def test_default_program_plans_enough_of_both_kinds():
    course = read(TEXT).course
    planned = {kind: sum(m.minutes for m in course.modules if m.kind is kind) for kind in ModuleKind}
    assert planned == {ModuleKind.DIDACTIC: 2940, ModuleKind.EXPERIENTIAL: 3300}
    assert course.minutes == 6000


def test_default_program_scores_four_qualities_from_one_to_four():
    qualities = read(TEXT).committee.qualities
    assert [quality.id for quality in qualities] == ["maturity", "growth", "comfort", "caring"]
    assert {tuple(level.score for level in quality.levels) for quality in qualities} == {(1, 2, 3, 4)}


def test_default_program_expects_consultation_and_review_after_a_session():
    session = read(TEXT).internship.activity("client_session")
    assert [(e.activity, e.within_days) for e in session.expects_after] == [
        ("consultation", 7),
        ("mentor_review", 14),
    ]
    assert (session.needs_case, session.signed_by.roles) == (True, (Who.THERAPIST, Who.MENTOR))


def test_program_is_a_value():
    assert read(TEXT) == read(TEXT)
    assert hash(read(TEXT)) == hash(read(TEXT))


def test_lookups_find_by_id():
    program = read(TEXT)
    assert program.part("essay").title == "Personal Evolution Essay"
    assert program.question("own_gender").kind is QuestionKind.TEXT
    assert program.question("flexibility").choice("fixed").label == "Only the dates I gave"
    assert program.internship.activity("study").signed_by is Signer.MENTOR
    assert program.internship.sign_by_months == 1
    assert program.letter("offer").subject == "News about your place"


def test_lookups_find_by_what_tells_things_apart():
    program = read(TEXT)
    assert program.committee.quality("caring").level(4).label == "Strong"
    assert program.committee.decision(Outcome.RETURN).letter == "return_parts"
    assert program.committee.decline_reason("safety").label == "A concern about safety"
    assert program.committee.conflict("acquainted").recuses is False
    assert program.references.question("recommends").choice("yes").label == "Yes, without reservation"
    assert program.course.module("ethics").sessions == 3
    assert program.course.assessment("consent").required is True
    assert program.internship.method("closure").label == "Closure"
    assert program.internship.format("intensive").lasts_days == 14
    assert program.internship.requirement("time").label == "Time in internship"
    assert program.internship.attestation(Who.STAFF).version == 1
    assert program.internship.evaluations.form(Who.MENTOR).by is Who.MENTOR
    assert program.statement("hours").title == "Signing a period of hours"
    assert program.certificate("certified").valid_months == 12
    assert program.retained("certificates").months is None


def test_signer_says_which_roles_sign():
    assert Signer.BOTH.roles == (Who.THERAPIST, Who.MENTOR)
    assert Signer.MENTOR.roles == (Who.MENTOR,)


def test_level_that_is_not_there_is_named():
    with pytest.raises(UnknownId, match="5"):
        read(TEXT).committee.quality("caring").level(5)


def test_lookup_of_what_is_not_there_names_it():
    with pytest.raises(UnknownId, match="espresso"):
        read(TEXT).internship.activity("espresso")


# ------------------------------------------------------------------ mistakes, each with line and reason

WRONG = [
    ("cents = 3000", 'cents = "3000"', "application.fee.cents", "must be a whole number, not text"),
    ("cents = 3000", "cents = true", "application.fee.cents", "must be a whole number, not true or false"),
    ("cents = 3000", "cents = -1", "application.fee.cents", "must be at least 0, not -1"),
    (
        "cents = 3000",
        "cents = 30.5",
        "application.fee.cents",
        "must be a whole number, not a number with a decimal point",
    ),
    (
        'currency = "USD"',
        'currency = "usd"',
        "application.fee.currency",
        "“usd” must be three capital letters, such as USD",
    ),
    (
        "refundable = false",
        "refundable = 0",
        "application.fee.refundable",
        "must be true or false, not a whole number",
    ),
    (
        "effective_on = 2026-01-01",
        "effective_on = 2026-01-01T10:00:00",
        "effective_on",
        "must be a date such as 2026-01-31, not a time",
    ),
    ('title = "Cover page"', 'title = " "', "application.parts[1].title", "is empty"),
    (
        'kind = "email"',
        'kind = "mail"',
        "application.parts[1].questions[3].kind",
        "“mail” is not known; did you mean “email”?",
    ),
    ('prefix = "CW"', 'prefix = "cw"', "certificates[1].prefix", "“cw” must be two to four capital letters"),
    ("referee_days = [7, 14, 28]", "referee_days = 7", "references.reminders.referee_days", "must be a list"),
    (
        "referee_days = [7, 14, 28]",
        "referee_days = []",
        "references.reminders.referee_days",
        "is an empty list",
    ),
    (
        "referee_days = [7, 14, 28]",
        "referee_days = [14, 7]",
        "references.reminders.referee_days",
        "the days must rise",
    ),
    (
        'email = "training@example.org"',
        'email = "training"',
        "body.email",
        "“training” must be an e-mail address",
    ),
    (
        'letter = "offer"',
        'letter = "offr"',
        "committee.decisions[1].letter",
        "there is no “offr” in letters; did you mean “offer”?",
    ),
    (
        'after = "anatomy"',
        'after = "anatomie"',
        "course.modules[12].after",
        "there is no “anatomie” in course.modules; did you mean “anatomy”?",
    ),
    (
        'activity = "mentor_review"',
        'activity = "review"',
        "internship.activities[1].expects_after[2].activity",
        "there is no “review” in internship.activities; did you mean “mentor_review”?",
    ),
    (
        'kind = "sign_by"',
        'kind = "sign_bye"',
        "internship.requirements[1].kind",
        "“sign_bye” is not known; did you mean “sign_by”?",
    ),
    (
        'subject = "Your next step"',
        'subject = "Your surrogate training"',
        "letters[11].subject",
        "“surrogat” gives away what this is about; subjects are discreet",
    ),
    (
        "min_words = 80\nmax_words = 600",
        "min_words = 800\nmax_words = 600",
        "application.parts[2].questions[3].min_words",
        "asks for more than max_words, 600",
    ),
    (
        "I, {name}, wrote this",
        "I, {name, wrote this",
        "statements[3].text",
        "braces do not match: unexpected '{' in field name",
    ),
    (
        "partner_from = 60",
        "partner_from = 600",
        "internship.formats[1].partner_from",
        "is more than partner_to, 120",
    ),
    ("daily_minutes = 600", "daily_minutes = 1500", "internship.limits.daily_minutes", "a day has 1440"),
    (
        "didactic_minutes = 2400",
        "didactic_minutes = 3000",
        "course.didactic_minutes",
        "3000 are needed, the didactic modules add up to 2940",
    ),
    ("{ score = 2,", "{ score = 1,", "committee.qualities[1].levels[2]", "1 stands here twice"),
    (
        "I, {name}, wrote this",
        "I, {nmae}, wrote this",
        "statements[3].text",
        "nothing is known to fill {nmae}; did you mean “name”?",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "where", "reason"), WRONG, ids=[reason for *_, reason in WRONG])
def test_mistake_has_line_place_and_reason(right, wrong, where, reason):
    text = TEXT.replace(right, wrong, 1)
    (found,) = [found for found in mistakes(text) if found.where == where]
    assert found.reason == reason
    assert found.line == line_of(TEXT, right)


def test_mistakes_are_all_told_at_once():
    text = TEXT.replace("cents = 3000", "cent = 3000").replace('prefix = "CW"', 'prefix = "?"')
    fee = line_of(TEXT, "[application.fee]")
    assert mistakes(text) == [
        Mistake(fee, "application.fee.cents", "is missing"),
        Mistake(fee + 1, "application.fee.cent", "no such key here; did you mean “cents”?"),
        Mistake(
            line_of(TEXT, 'prefix = "CW"'),
            "certificates[1].prefix",
            "“?” must be two to four capital letters",
        ),
    ]


def test_mistakes_of_sense_are_told_beside_mistakes_of_form():
    text = TEXT.replace("\nminutes = 6000\n", "\nminutes = 9000\n", 1).replace('id = "cover"', "id = 5")
    assert [(m.where, m.reason) for m in mistakes(text)] == [
        ("application.parts[1].id", "must be text, not a whole number"),
        ("course.minutes", "9000 are needed, the modules add up to 6240"),
    ]


def test_doubled_id_is_told_where_it_stands_the_second_time():
    text = TEXT.replace('id = "full_name"', 'id = "called"')
    second = line_of(TEXT, 'id = "called"') - 1
    assert mistakes(text) == [
        Mistake(second, "application.parts[1].questions[2]", "called stands here twice")
    ]


def test_question_asked_in_two_parts_is_refused():
    text = TEXT.replace('id = "support"', 'id = "full_name"')
    assert [m.reason for m in mistakes(text)] == ["the question full_name is asked twice"]


def test_module_before_the_one_it_follows_is_refused():
    text = TEXT.replace('after = "arriving"', 'after = "ethics"', 1)
    assert [m.reason for m in mistakes(text)] == [
        "triadic_model comes before ethics, which has to be passed first"
    ]


def test_choices_missing_and_superfluous():
    text = TEXT.replace('kind = "choices"', 'kind = "paragraph"', 1).replace(
        'kind = "email"', 'kind = "choice"'
    )
    assert [m.reason for m in mistakes(text)] == [
        "needs at least two choices",
        "a question of kind paragraph has none",
    ]


def test_decision_without_a_letter_for_each_outcome_is_refused():
    block = (
        '[[committee.decisions]]\noutcome = "defer"\nlabel = "Defer to a later course"\nletter = "defer"\n'
    )
    assert block in TEXT
    assert [m.reason for m in mistakes(TEXT.replace(block, ""))] == ["nothing is said of defer"]


SENSELESS = [
    ('kind = "email"', 'kind = "email"\nmax_words = 5', "words cannot be counted in an answer of kind email"),
    ('kind = "references"\n', "", "a part has either questions or the kind “references”"),
    ("{ score = 4,", "{ score = 5,", "scores must run from 1 upward without a gap"),
    (
        "\nexperiential_minutes = 2700",
        "\nexperiential_minutes = 3700",
        "3700 are needed, the experiential modules add up to 3300",
    ),
    (
        "\nexperiential_minutes = 2700",
        "\nexperiential_minutes = 3700",
        "is less than didactic_minutes and experiential_minutes together",
    ),
    (
        'label = "Client session"\nneeds_case = true',
        'label = "Client session"\nneeds_case = false',
        "what is expected is looked for in the same case, so needs_case must be true",
    ),
    (
        'kind = "consensus"',
        'kind = "sign_by"\nmonths = 2',
        "more than one is of kind sign_by",
    ),
    ('subject = "A time to talk"', 'subject = "A time\\nto talk"', "must be one line"),
]


@pytest.mark.parametrize(("right", "wrong", "reason"), SENSELESS, ids=[reason for *_, reason in SENSELESS])
def test_what_makes_no_sense_is_refused(right, wrong, reason):
    assert right in TEXT
    assert reason in {found.reason for found in mistakes(TEXT.replace(right, wrong, 1))}


def test_second_part_for_references_is_refused():
    again = '[[application.parts]]\nid = "more"\ntitle = "More"\nintro = "More."\nkind = "references"\n\n'
    text = TEXT.replace("[application.pairing]", again + "[application.pairing]")
    assert [m.reason for m in mistakes(text)] == ["more than one part has the kind “references”"]


def test_requirement_without_a_kind_names_the_kinds():
    text = TEXT.replace('kind = "sign_by"\n', "", 1)
    kinds = (
        "artefact, best_window, cap, closed_cases, consensus, contacts, cumulative_share, distinct_cases, "
        "entries, evaluation_every, evaluations, follow_up, group_size, look_back, max_gap, minutes, months, "
        "no_more_than, observation, period_minimum, ratio, rolling, share, sign_by, start_gate, "
        "valid_supervisor, weeks"
    )
    assert [m.reason for m in mistakes(text)] == [f"is missing; known are {kinds}"]


def test_list_that_is_empty_or_none_is_refused():
    assert Mistake(1, "roles", "is an empty list") in mistakes("roles = []\n")
    assert Mistake(1, "letters", "must be a list") in mistakes('letters = "none"\n')


def test_mark_nobody_knows_is_an_error():
    with pytest.raises(TypeError, match="no rule for the mark 5"):
        next(of_mark(5, "value"))


def test_prefix_of_two_certificates_is_refused():
    text = TEXT.replace('prefix = "IN"', 'prefix = "CW"')
    assert [m.reason for m in mistakes(text)] == ["the prefix CW stands for two kinds"]


def test_renewal_of_what_never_expires_is_refused():
    text = TEXT.replace('valid_months = 12\nsource = "surrogatetherapy.org, certification', 'source = "x')
    assert [m.reason for m in mistakes(text)] == [
        "what never expires is not renewed: valid_months is missing"
    ]


def test_expectation_needs_a_case_on_both_sides():
    text = TEXT.replace(
        'label = "Consultation with therapist"\nneeds_case = true', 'label = "C"\nneeds_case = false'
    )
    assert [m.reason for m in mistakes(text)] == [
        "consultation is expected after another one, so its needs_case must be true"
    ]


def test_syntax_error_has_its_line():
    (found,) = mistakes(TEXT.replace("cents = 3000", "cents = = 3000"))
    assert found == Mistake(line_of(TEXT, "cents = 3000"), "", "Invalid value")
    assert str(found) == f"line {found.line}: Invalid value"


def test_syntax_error_at_the_end_has_the_last_line():
    assert mistakes('a = 1\nb = """open') == [Mistake(2, "", "Unterminated string")]


def test_empty_file_lacks_everything():
    missing = mistakes("")
    assert {m.reason for m in missing} == {"is missing"}
    assert {m.line for m in missing} == {1}
    assert "internship" in {m.where for m in missing}


def test_table_where_a_value_should_be_and_the_other_way_round():
    assert Mistake(1, "body", "must be a table") in mistakes('body = "ASPT"\n')
    assert Mistake(1, "title", "must be text, not a table") in mistakes("[title]\nx = 1\n")


OPTIONAL = {
    "hint",
    "required",
    "sensitive",
    "min_words",
    "max_words",
    "recuses",
    "after",
    "review",
    "uses_methods",
    "lasts_days",
    "valid_months",
    "months",
}
ONE_LINE = [
    n for n, line in enumerate(TEXT.splitlines()) if re.fullmatch(r'\w+ = ("[^"].*"|\d\S*|\w+)', line)
]


@given(st.sampled_from(ONE_LINE), st.sampled_from(["[[1]]", "{ a = { b = 1 } }", "12:00:00", "nan"]))
@settings(max_examples=60)
def test_nonsense_anywhere_is_told_on_its_line(number, nonsense):
    lines = TEXT.splitlines()
    lines[number] = f"{lines[number].partition(' = ')[0]} = {nonsense}"
    assert number + 1 in {found.line for found in mistakes("\n".join(lines))}


@given(st.sampled_from(ONE_LINE))
@settings(max_examples=60)
def test_line_that_is_gone_is_told_unless_it_was_optional(number):
    lines = TEXT.splitlines()
    key = lines.pop(number).partition(" = ")[0]
    with suppress(ProgramMistakes):
        read("\n".join(lines))
        assert key in OPTIONAL


# ------------------------------------------------------------------ only the internship


def test_internship_is_read_alone():
    only = TEXT[
        TEXT.index("[internship]") : TEXT.index(
            "# ------------------------------------------------------------------ what a signature"
        )
    ]
    assert read_internship(only) == read(TEXT).internship


def test_internship_missing_from_the_file_is_told():
    assert {m.where for m in mistakes("", read_internship)} > {"internship.title", "internship.activities"}


# ------------------------------------------------------------------ fingerprint


def test_fingerprint_is_sha256_of_the_text():
    assert fingerprint("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_fingerprint_changes_with_a_letter():
    assert fingerprint(TEXT) != fingerprint(TEXT.replace("3000", "3001"))
