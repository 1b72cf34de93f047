from datetime import date

import pytest

from tests.factories_certificate import course_facts, eligible
from training.domain.certificate import (
    AlreadyCertified,
    CertificateStatus,
    Facts,
    FileVerdict,
    InternshipFacts,
    NotEligible,
    NothingToReplace,
    SecondPersonNeeded,
    compared,
    eligibility,
    ensure_room,
    ensure_second_person,
    says,
    standing,
    valid_until,
)
from training.domain.requirements import Answer, Progress, Unit

S = CertificateStatus
HOURS = Answer(id="hours", label="Client sessions", unit=Unit.MINUTES, needed=600, raw=600, countable=600)
CASES = Answer(id="cases", label="Clients", unit=Unit.CASES, needed=6, raw=5, countable=5)


def internship(*answers, completed_on=date(2028, 3, 18)):
    progress = Progress(raw=600, countable=600, pending=0, uncounted=(), answers=answers)
    return InternshipFacts(started_on=date(2025, 8, 18), completed_on=completed_on, progress=progress)


def reasons(kind, **facts):
    return eligibility(kind, Facts(**facts)).reasons


# ------------------------------------------------------------------ coursework, recommendation


def test_coursework_states_its_hours_and_day():
    found = eligible("coursework")

    assert found.ok
    assert found.snapshot == {
        "figures": [["100 h", "verified attendance"], ["20 September 2026", "completed"]],
        "fill": {"hours": "100 h", "completed": "20 September 2026"},
        "requirements": [],
    }


def test_coursework_names_each_thing_that_is_missing():
    assert reasons("coursework") == ("The course is not completed.",)
    assert reasons("coursework", course=course_facts(is_signed=False, minutes=5940)) == (
        "The completion of the course is not signed.",
        "1 h of verified attendance are missing.",
    )


@pytest.mark.parametrize("word", [None, "not_yet", "not_recommended"])
def test_recommendation_needs_the_word_recommended(word):
    assert reasons("recommendation", course=course_facts(recommendation=word)) == (
        "There is no recommendation for internship.",
    )
    assert eligible("recommendation").ok


# ------------------------------------------------------------------ internship, certified


def test_internship_needs_every_requirement_still_met():
    assert reasons("internship") == ("The internship is not completed.",)
    assert reasons("internship", internship=internship(HOURS, completed_on=None)) == (
        "The internship is not completed.",
    )
    assert reasons("internship", internship=internship(HOURS, CASES)) == ("Not met: Clients.",)


def test_internship_states_hours_months_and_days():
    found = eligibility("internship", Facts(internship=internship(HOURS)))

    assert found.ok
    assert found.snapshot == {
        "figures": [
            ["10 h", "signed in time"],
            ["31 months", "supervised internship"],
            ["18 March 2028", "completed"],
        ],
        "fill": {"started": "18 August 2025", "completed": "18 March 2028"},
        "requirements": [{"label": "Client sessions", "unit": "minutes", "needed": 600, "countable": 600}],
    }


def test_certified_needs_an_internship_certificate_in_force():
    assert reasons("certified") == ("There is no certificate of internship in force.",)
    assert reasons("certified", certified=frozenset({"internship"})) == ()


def test_kind_without_a_rule_is_never_given():
    assert reasons("grand_master") == ("No rule is known for this certificate.",)


def test_ensure_raises_with_all_reasons():
    with pytest.raises(
        NotEligible, match=r"^The certificate cannot be issued: The course is not completed\.$"
    ):
        eligibility("coursework", Facts()).ensure()


# ------------------------------------------------------------------ standing


@pytest.mark.parametrize("kind", ["coursework", "recommendation", "internship", "something else"])
def test_every_kind_but_one_says_that_it_certifies_nobody(kind):
    disclaimer = "It is not a certification as a surrogate partner."

    assert says(kind).endswith(disclaimer)
    assert disclaimer not in says("certified")


def test_expiry_is_read_off_the_date_from_the_day_after_on():
    last = date(2027, 10, 15)

    assert standing(S.ISSUED, last, last) == "valid"
    assert standing(S.ISSUED, last, date(2027, 10, 16)) == "expired"
    assert standing(S.ISSUED, None, date(2099, 1, 1)) == "valid"
    assert standing(S.REVOKED, last, date(2027, 10, 16)) == "revoked"


def test_valid_until_adds_whole_months():
    assert valid_until(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert valid_until(date(2028, 2, 29), None) is None


@pytest.mark.parametrize("live", [S.PROPOSED, S.APPROVED, S.ISSUED, S.SUSPENDED])
def test_one_live_certificate_of_a_kind_is_enough(live):
    with pytest.raises(AlreadyCertified):
        ensure_room([live, S.REVOKED], is_replacement=False)


@pytest.mark.parametrize("ended", [S.REVOKED, S.SUPERSEDED, S.DROPPED])
def test_ended_certificates_leave_room(ended):
    ensure_room([ended], is_replacement=False)


def test_replacement_follows_one_issued_certificate_and_nothing_else():
    ensure_room([S.ISSUED, S.SUPERSEDED], is_replacement=True)
    with pytest.raises(NothingToReplace):
        ensure_room([S.REVOKED], is_replacement=True)
    with pytest.raises(AlreadyCertified):
        ensure_room([S.ISSUED, S.PROPOSED], is_replacement=True)
    with pytest.raises(AlreadyCertified):
        ensure_room([S.SUSPENDED], is_replacement=True)


def test_second_person_is_somebody_else():
    ensure_second_person("P-1", "P-2")
    with pytest.raises(SecondPersonNeeded):
        ensure_second_person("P-1", "P-1")


@pytest.mark.parametrize(
    ("is_identical", "is_ours", "is_intact", "verdict"),
    [
        (True, True, True, FileVerdict.IDENTICAL),
        (False, True, False, FileVerdict.ALTERED),
        (False, True, True, FileVerdict.ANOTHER),
        (False, False, True, FileVerdict.ANOTHER),
        (False, False, False, FileVerdict.ANOTHER),
    ],
)
def test_file_is_judged_by_hash_first_and_seal_second(is_identical, is_ours, is_intact, verdict):
    assert compared(is_identical=is_identical, is_ours=is_ours, is_intact=is_intact) is verdict
