import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.identifiers import Finding, Kind, found_in

TELLING = [
    ("Wrote to anna.b+x@mail.example.org about it.", Kind.EMAIL, "anna.b+x@mail.example.org"),
    ("Call back at +1 (310) 555-0142.", Kind.PHONE, "+1 (310) 555-0142"),
    ("Number is 310-555-0142 for now", Kind.PHONE, "310-555-0142"),
    ("Mobile +49 170 1234567, mornings", Kind.PHONE, "+49 170 1234567"),
    ("Reached under 555-0142.", Kind.PHONE, "555-0142"),
    ("Client was born on 12.3.84 nearby.", Kind.BIRTH_DATE, "born on 12.3.84"),
    ("DOB: 3/12/1984", Kind.BIRTH_DATE, "DOB: 3/12/1984"),
    ("Born in 1984, the eldest.", Kind.BIRTH_DATE, "Born in 1984"),
    ("It happened on 12 March 1984 at home.", Kind.BIRTH_DATE, "12 March 1984"),
    ("It happened on March 12, 1984 at home.", Kind.BIRTH_DATE, "March 12, 1984"),
    ("File 1984-03-12 came along.", Kind.BIRTH_DATE, "1984-03-12"),
    ("Met Mr. Berger at the door.", Kind.NAME, "Mr. Berger"),
    ("Met Ms Ana Berger at the door.", Kind.NAME, "Ms Ana Berger"),
    ("A woman named Anna came in.", Kind.NAME, "named Anna"),
    ("Spoke of his wife Maria again.", Kind.NAME, "wife Maria"),
    ("The client Anna was calm.", Kind.NAME, "client Anna"),
    ("Walked in with Anna Berger today.", Kind.NAME, "Anna Berger"),
    ("Das war mit Željka Šimić gut.", Kind.NAME, "Željka Šimić"),
]


@pytest.mark.parametrize(("note", "kind", "text"), TELLING, ids=[text for *_, text in TELLING])
def test_what_tells_who_a_client_is_is_found(note, kind, text):
    assert found_in(note) == (Finding(kind, text, note),)


ORDINARY = [
    "",
    "Sensate focus, hands and face. Calm, stopped twice, went on each time.",
    "Session 6 of case T2-B6 lasted from 10:00-11:30.",
    "Consultation with Dr. Feld on 16 November 2026.",
    "Reviewed with Dr Marta Lindqvist, who suggested a slower pace.",
    "Next triadic meeting: 2026-12-03, 2026-12-10 and 2026-12-17.",
    "We met on Monday, October 5, and on Tuesday. Thursday was off.",
    "Body Mapping and Sensate Focus went well; Code of Ethics read.",
    "Drove from Los Angeles to San Diego for the intensive.",
    "The client called twice. I said no. She heard it.",
    "His mother and his sister came up. The client Monday, the group Friday.",
    "Relaxation 20, eye contact 15, talk 25 minutes: 60 in all, of 18000.",
    "My client is in her forties and says things are easier.",
    "Read Masters and Johnson, chapters 3-5, pages 120-180.",
    "Invoice 12345678 is not for this log.",
]


@pytest.mark.parametrize("note", ORDINARY)
def test_ordinary_notes_pass_in_silence(note):
    assert found_in(note) == ()


def test_names_of_people_on_the_record_pass():
    note = "Prepared with Marta Lindqvist before Anna Berger came."
    assert found_in(note, known=["Marta Lindqvist"]) == (Finding(Kind.NAME, "Anna Berger", note),)


def test_findings_come_in_the_order_of_the_note_with_their_own_sentence():
    note = "All went well. Mr. Berger asked for a date.\nMail: a@b.example"
    assert found_in(note) == (
        Finding(Kind.NAME, "Mr. Berger", "Mr. Berger asked for a date."),
        Finding(Kind.EMAIL, "a@b.example", "Mail: a@b.example"),
    )


def test_what_two_rules_find_is_told_once():
    assert [finding.text for finding in found_in("He said the client Anna Berger was calm.")] == [
        "client Anna"
    ]


def test_every_kind_has_advice():
    assert all(kind.advice.startswith("This looks like ") for kind in Kind)


@given(st.text(max_size=200))
def test_findings_stand_in_their_sentence_and_in_the_note(note):
    for finding in found_in(note):
        assert finding.text in note
        assert finding.sentence in note
