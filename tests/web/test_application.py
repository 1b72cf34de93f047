"""The applicant's pages, from the first to the answer."""

import re

import pytest
from sqlalchemy import func, select

from tests.factories import make_person, program
from tests.factories_application import make_application, make_draft, make_letter, whole_texts
from training.actions.application import CONSENT
from training.domain.answers import written_parts
from training.domain.application import ApplicationStatus as S
from training.domain.application import ReferenceStatus as R
from training.domain.roles import Role
from training.models import Answer, Application, Consent, Event, Letter, ProgramVersion, Reference

COVER = {
    "answer_full_name": "Ines Moreau",
    "answer_contact_email": "ines@example.org",
    "answer_birth_date": "1990-04-01",
}


@pytest.fixture
def person():
    return make_person(Role.APPLICANT, name="Ines Moreau", email="ines@example.org")


class Browser:
    """A client that first lets the test's own session go: outside a request even a look takes the lock."""

    def __init__(self, client, session):
        self.client, self.session = client, session

    def get(self, address):
        self.session.commit()
        return self.client.get(address)

    def post(self, address, data=None):
        self.session.commit()
        return self.client.post(address, data=data)


@pytest.fixture
def ines(sign_in, person, session):
    return Browser(sign_in(person), session)


@pytest.fixture
def version(session):
    found = session.scalars(select(ProgramVersion)).one()
    session.commit()
    return found


@pytest.fixture
def draft(ines, person, vault, version, saved):
    return saved(make_draft(vault, person, version)[0])


@pytest.fixture
def consent(saved, person, draft):
    return saved(Consent(person_id=person.id, text_id=CONSENT, text_version="1", given_at=draft.began_at))


@pytest.fixture
def application(ines, person, vault, version, saved):
    """A whole application of hers, in the state the test asks for."""

    def make(status):
        row = saved(make_application(status, vault=vault, person=person, version=version))
        saved(Consent(person_id=person.id, text_id=CONSENT, text_version="1", given_at=row.began_at))
        return row

    return make


def texts(session, vault, person):
    session.expire_all()
    keys = vault.of(person.ref)
    return {one.question: keys.open(one.place, one.sealed) for one in session.scalars(select(Answer))}


def kinds(session, prefix):
    wanted = select(Event.kind).where(Event.kind.startswith(prefix)).order_by(Event.id)
    return session.scalars(wanted).all()


def test_first_page_says_what_it_is_and_begins_it(ines, session, version):
    page = ines.get("/application")
    assert "USD 30.00, not refundable" in page.text

    answer = ines.post("/application/begin")

    assert (answer.status_code, answer.location) == (302, "/application")
    application = session.scalars(select(Application)).one()
    assert (application.status, application.program_id) == (S.DRAFT, version.id)
    assert kinds(session, "application.") == ["application.begin"]


def test_begin_twice_makes_one_application(ines, session):
    ines.post("/application/begin")

    assert ines.post("/application/begin").status_code == 409
    assert session.scalar(select(func.count(Application.id))) == 1


def test_somebody_who_is_no_applicant_begins_nothing(sign_in, session):
    chair = sign_in(make_person(Role.CHAIR))

    assert chair.get("/application").status_code == 403
    assert chair.post("/application/begin").status_code == 403
    assert chair.get("/application/cover").status_code == 404
    assert session.scalar(select(func.count(Application.id))) == 0


def test_stranger_is_asked_to_sign_in(stranger):
    assert stranger.get("/application/cover").location == "/account/login?next=/application/cover"


def test_personal_questions_are_neither_shown_nor_taken_before_consent(ines, draft, session, vault, person):
    page = ines.get("/application/cover")
    assert "answer_full_name" in page.text
    assert "answer_birth_date" not in page.text

    ines.post("/application/cover", data=COVER)

    assert texts(session, vault, person) == {
        "full_name": "Ines Moreau",
        "contact_email": "ines@example.org",
    }


def test_consent_opens_the_personal_questions(ines, draft, session):
    assert ines.post("/application/consent", data={}).status_code == 422
    assert session.scalar(select(func.count(Consent.id))) == 0

    ines.post("/application/consent", data={"agree": "y"})
    ines.post("/application/consent", data={"agree": "y"})

    assert session.scalar(select(func.count(Consent.id))) == 1
    assert "answer_birth_date" in ines.get("/application/cover").text


def test_withdrawn_consent_deletes_the_answers_and_ends_the_application(ines, application, session):
    row = application(S.SUBMITTED)

    ines.post("/application/consent/withdraw")

    session.refresh(row)
    assert row.status is S.WITHDRAWN
    assert session.scalar(select(func.count(Answer.id))) == 0
    assert session.scalars(select(Consent)).one().withdrawn_at is not None


def test_part_is_saved_sealed_and_leads_on_to_the_next(ines, consent, session, vault, person):
    answer = ines.post("/application/cover", data=COVER)

    assert (answer.status_code, answer.location) == (302, "/application/questionnaire")
    assert texts(session, vault, person)["birth_date"] == "1990-04-01"
    assert not any(b"Ines" in one.sealed for one in session.scalars(select(Answer)))
    events = session.scalars(select(Event).where(Event.kind == "application.save")).all()
    assert [event.facts for event in events] == [{"part": "cover", "count": 3}]


def test_half_a_part_may_be_saved(ines, consent, session, vault, person):
    answer = ines.post("/application/cover", data={"answer_full_name": "Ines", "then": "stop"})

    assert (answer.status_code, answer.location) == (302, "/application")
    assert texts(session, vault, person) == {"full_name": "Ines"}


@pytest.mark.parametrize(
    ("field", "text", "error"),
    [
        ("answer_full_name", "word " * 13, "1 word too many; at most 12."),
        ("answer_birth_date", "the first of April", "Not a valid date value."),
        ("answer_contact_email", "nowhere", "This is not an e-mail address."),
    ],
)
def test_answer_of_the_wrong_shape_is_asked_again_and_nothing_is_kept(
    ines, consent, session, field, text, error
):
    answer = ines.post("/application/cover", data=COVER | {field: text})

    assert answer.status_code == 422
    assert error in answer.text
    assert text.strip() in answer.text
    assert "ines@example.org" in answer.text or field == "answer_contact_email"
    assert session.scalar(select(func.count(Answer.id))) == 0


def test_page_keeps_itself_without_filling_the_record(ines, consent, session, vault, person):
    answer = ines.post(
        "/application/cover",
        data={"answer_full_name": "word " * 20, "answer_birth_date": "19", "autosave": "1"},
    )

    assert (answer.status_code, list(answer.json)) == (200, ["saved"])
    assert re.fullmatch(r"\d\d:\d\d", answer.json["saved"])
    assert texts(session, vault, person) == {"full_name": " ".join(["word"] * 20)}
    assert kinds(session, "application.save") == []


def hidden(page):
    return dict(re.findall(r'name="(form_key|version)" type="hidden" value="([^"]+)"', page.text))


def test_second_window_is_told_and_shown_what_it_typed(ines, consent, session, vault, person):
    first, second = hidden(ines.get("/application/cover")), hidden(ines.get("/application/cover"))
    ines.post("/application/cover", data=COVER | first)

    answer = ines.post("/application/cover", data=COVER | second | {"answer_full_name": "Somebody else"})

    assert answer.status_code == 409
    assert "Somebody else" in answer.text
    assert texts(session, vault, person)["full_name"] == "Ines Moreau"


def test_page_that_kept_itself_may_still_be_saved(ines, consent, session, vault, person):
    page = hidden(ines.get("/application/cover"))
    ines.post("/application/cover", data={"answer_full_name": "In", "autosave": "1"} | page)
    ines.post("/application/cover", data={"answer_full_name": "Ine", "autosave": "1"} | page)

    answer = ines.post("/application/cover", data={"answer_full_name": "Ines"} | page)

    assert answer.status_code == 302
    assert texts(session, vault, person)["full_name"] == "Ines"


@pytest.mark.parametrize("part", ["cover", "questionnaire", "letter", "essay", "pairing"])
def test_every_part_takes_whole_answers(ines, consent, session, vault, person, part):
    questions = next(one for one in written_parts(program().application) if one.id == part).questions
    whole = whole_texts()

    answer = ines.post(
        f"/application/{part}", data={f"answer_{question.id}": whole[question.id] for question in questions}
    )

    assert answer.status_code == 302
    assert texts(session, vault, person) == {question.id: whole[question.id] for question in questions}
    assert ines.get(f"/application/{part}").status_code == 200


def test_unknown_part_is_not_there_and_the_letters_have_their_own_page(ines, draft):
    assert ines.get("/application/nothing").status_code == 404
    assert ines.get("/application/recommendations").location == "/application/references"


def referee(**changes):
    return {"name": "Dr. Feld", "profession": "my therapist", "email": "feld@clinic.example"} | changes


def test_referee_is_named_and_written_to(ines, draft, session):
    answer = ines.post("/application/references/add", data=referee())

    assert (answer.status_code, answer.location) == (302, "/application/references")
    named, letter = session.scalars(select(Reference)).one(), session.scalars(select(Letter)).one()
    assert (named.status, letter.to, letter.kind) == (R.REQUESTED, "feld@clinic.example", "reference_request")
    token = re.search(r"/reference/(\S+)", letter.text).group(1)
    assert token not in named.token_hash
    assert "asked" in ines.get("/application/references").text


def test_referee_may_be_put_on_the_list_first(ines, draft, session):
    ines.post("/application/references/add", data=referee(then="later"))
    named = session.scalars(select(Reference)).one()
    assert (named.status, session.scalar(select(func.count(Letter.id)))) == (R.NOT_REQUESTED, 0)

    ines.post(f"/application/references/{named.ref}/send")

    session.refresh(named)
    assert named.status is R.REQUESTED


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"email": "nowhere"}, 422), ({"name": ""}, 422), ({"email": "INES@example.org"}, 409)],
)
def test_referee_who_cannot_be_one_is_refused(ines, draft, session, changes, status):
    answer = ines.post("/application/references/add", data=referee(**changes))

    assert answer.status_code == status
    assert "my therapist" in answer.text
    assert session.scalar(select(func.count(Reference.id))) == 0


def test_same_referee_twice_is_refused(ines, draft, session):
    ines.post("/application/references/add", data=referee())

    assert ines.post("/application/references/add", data=referee()).status_code == 409
    assert session.scalar(select(func.count(Reference.id))) == 1


def test_request_is_taken_back(ines, draft, session):
    ines.post("/application/references/add", data=referee())
    named = session.scalars(select(Reference)).one()

    ines.post(f"/application/references/{named.ref}/cancel")

    session.refresh(named)
    assert (named.status, named.token_hash) == (R.CANCELLED, None)


def test_letters_of_somebody_elses_application_are_out_of_reach(ines, draft, vault, version, saved, session):
    other = saved(make_application(vault=vault, version=version))

    for act in ("send", "cancel"):
        assert ines.post(f"/application/references/{other.references[0].ref}/{act}").status_code == 404

    assert {one.status for one in session.scalars(select(Reference))} == {R.REQUESTED}


def test_unfinished_application_is_not_sent_and_says_what_is_open(ines, consent, draft, session):
    assert "Cover page" in ines.get("/application/check").text

    answer = ines.post("/application/submit")

    assert answer.status_code == 409
    assert "Still open: Cover page, Questionnaire" in answer.text
    session.refresh(draft)
    assert draft.status is S.DRAFT


def test_whole_application_is_sent_once_and_confirmed(ines, application, session):
    row = application(S.DRAFT)
    assert "Everything is there." in ines.get("/application/check").text

    answer = ines.post("/application/submit")

    assert (answer.status_code, answer.location) == (302, "/application")
    assert ines.post("/application/submit").status_code == 409
    session.refresh(row)
    assert row.status is S.SUBMITTED
    kinds_sent = session.scalars(select(Letter.kind).order_by(Letter.id)).all()
    assert kinds_sent == ["reference_request", "reference_request", "application_received"]


def test_sent_application_stands_as_it_was(ines, application, session, vault, person):
    application(S.SUBMITTED)
    before = texts(session, vault, person)

    assert ines.get("/application/cover").location == "/application/check"
    assert ines.post("/application/cover", data=COVER).status_code == 409
    assert texts(session, vault, person) == before


def test_returned_application_shows_why_and_is_sent_again(ines, application, session):
    row = application(S.RETURNED)
    assert "Please say more about the second part." in ines.get("/application").text

    ines.post("/application/cover", data=COVER)
    ines.post("/application/submit")

    session.refresh(row)
    assert row.status is S.SUBMITTED


def test_decision_is_not_told_before_it_is_released(ines, application):
    application(S.DECIDED)

    assert "The committee is reading it." in ines.get("/application").text
    assert ines.get("/application/decision").location == "/application"


@pytest.mark.parametrize(("act", "ends"), [("accept", S.ACCEPTED), ("refuse", S.OFFER_DECLINED)])
def test_offer_is_answered_once(ines, application, session, act, ends):
    row = application(S.OFFERED)
    assert "Accept the place" in ines.get("/application/decision").text

    ines.post(f"/application/decision/{act}")

    assert ines.post(f"/application/decision/{act}").status_code == 409
    session.refresh(row)
    assert row.status is ends


def test_withdrawal_keeps_its_reason_sealed(ines, application, session):
    row = application(S.UNDER_REVIEW)

    ines.post("/application/withdraw", data={"reason": "My mother is ill."})

    session.refresh(row)
    event = session.scalars(select(Event).where(Event.kind == "application.withdraw")).one()
    assert (row.status, event.facts) == (S.WITHDRAWN, {})
    assert b"mother" not in event.words
    assert "Your last application is withdrawn." in ines.get("/application").text


def test_draft_is_discarded_and_another_may_begin(ines, draft, session):
    ines.post("/application/discard")
    ines.post("/application/begin")

    states = session.scalars(select(Application.status).order_by(Application.id)).all()
    assert states == [S.DISCARDED, S.DRAFT]


@pytest.mark.parametrize("status", [S.DRAFT, S.SUBMITTED, S.RETURNED, S.OFFERED, S.DECLINED])
def test_no_page_asks_the_database_more_than_eight_times(ines, application, queries, status):
    application(status)

    for address in ("", "/cover", "/consent", "/references", "/check", "/decision"):
        with queries() as log:
            ines.get(f"/application{address}")
        asked = [one for one in log if one.startswith("SELECT")]
        assert len(asked) <= 8, (address, asked)


def test_letters_are_complete_once_both_have_come(ines, application, vault, saved):
    row = application(S.DRAFT)

    for come, word in (
        (0, "asked for, 0 of 2 have come"),
        (1, "asked for, 1 of 2 has come"),
        (2, "complete"),
    ):
        if come:
            saved(make_letter(row.references[come - 1], vault))
        page = ines.get("/application").text
        assert _word_of_letters(page) == word
        assert "Go on: Check and send" in page


def _word_of_letters(page):
    """The word beside the part of the letters."""
    rest = page.split('href="/application/references"')[1].split("</li>")[0]
    return rest.split("</svg>")[1].split("<")[0].strip()
