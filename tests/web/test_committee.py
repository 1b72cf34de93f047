"""The committee's pages: who gets in, what is shown, what a post changes, and what a refusal leaves."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from tests import factories_committee as make
from tests.factories import make_person, program
from training.actions import committee as actions
from training.domain.application import ApplicationStatus
from training.domain.program import Outcome
from training.domain.review import ReviewStatus
from training.domain.roles import Role
from training.models import Decision, Event, Letter, Review
from training.queries.program import current

S = ApplicationStatus
NOW = datetime.now(UTC)


@pytest.fixture
def committee(saved):
    found = SimpleNamespace(
        anna=make_person(Role.REVIEWER, name="Anna Feld"),
        ben=make_person(Role.REVIEWER, name="Ben Ortiz"),
        chair=make_person(Role.CHAIR, name="Carla Weiss"),
    )
    saved(found.anna, found.ben, found.chair)
    return found


@pytest.fixture
def sent(session, saved, vault):
    """Make and store one application: `sent(person=…)`."""

    def send(**wishes):
        version = session.scalars(current()).one()
        person = wishes.pop("person", None) or saved(make_person(Role.APPLICANT, name="Ines Moreau"))
        return saved(make.make_sent(version, vault.of, person=person, **wishes))

    return send


@pytest.fixture
def stored(session):
    """The row as the app left it."""

    def look(row):
        session.refresh(row, [column.key for column in type(row).__table__.columns])
        session.commit()  # a transaction left open would keep the app from writing
        return row

    return look


def url(application, page=""):
    return f"/committee/applications/{application.ref}" + (f"/{page}" if page else "")


PAGES = ("", "conflict", "review", "decision", "assign")


# ------------------------------------------------------------------ who gets in


@pytest.mark.parametrize("page", PAGES)
def test_a_member_who_was_not_asked_is_kept_out(page, sign_in, sent, committee):
    application = sent()

    answer = sign_in(committee.anna).get(url(application, page))

    assert answer.status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_who_stepped_back_is_kept_out(page, sign_in, sent, committee, saved):
    application = sent()
    (review,) = make.assigned(application, committee.chair, chair=committee.chair)
    actions.recuse(review, conflict=program().committee.conflict("money"), by=make.chair_by(committee.chair))
    saved(application)

    answer = sign_in(committee.chair).get(url(application, page))

    assert answer.status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_a_chair_is_kept_out_of_their_own_file(page, sign_in, sent, saved):
    chair = saved(make_person(Role.CHAIR, Role.APPLICANT, name="Carla Weiss"))
    application = sent(person=chair)
    browser = sign_in(chair)

    assert browser.get(url(application, page)).status_code == 403
    assert application.ref not in browser.get("/committee").text


def test_applicants_and_strangers_have_no_board(sign_in, sent, stranger):
    application = sent()

    assert sign_in(application.person).get("/committee").status_code == 403
    assert stranger.get("/committee").status_code == 302


def test_a_file_is_shut_before_the_conflict_is_answered(sign_in, sent, committee, saved):
    application = sent()
    make.assigned(application, committee.anna, chair=committee.chair)
    saved(application)
    browser = sign_in(committee.anna)

    assert browser.get(url(application)).status_code == 403
    page = browser.get(url(application, "conflict"))
    assert page.status_code == 200
    assert make.ESSAY not in page.text


def test_somebody_who_left_the_committee_is_kept_out(sign_in, sent, committee, saved):
    application = sent()
    make.begun(application, committee.anna, chair=committee.chair)
    committee.anna.appointments[0].until_on = (NOW - timedelta(days=1)).date()
    saved(application)

    assert sign_in(committee.anna).get(url(application)).status_code == 403


def test_an_application_that_does_not_exist_is_not_found(sign_in, committee):
    assert sign_in(committee.chair).get("/committee/applications/A-NOWHERE").status_code == 404


# ------------------------------------------------------------------ the board


@pytest.mark.parametrize("number", [1, 3])
def test_the_board_asks_the_same_number_of_questions(number, sign_in, sent, committee, saved, queries):
    for _ in range(number):
        application = sent(person=saved(make_person(Role.APPLICANT)))
        make.begun(application, committee.chair, committee.anna, chair=committee.chair)
        saved(application)
    browser = sign_in(committee.chair)
    browser.get("/committee")

    with queries() as log:
        page = browser.get("/committee?stage=under_review")

    assert page.text.count("/assign") == number
    assert len([one for one in log if one.startswith("SELECT")]) == 7


@pytest.mark.parametrize("number", [1, 3])
def test_a_file_asks_the_same_number_of_questions(number, sign_in, sent, committee, saved, queries):
    application = sent(letters=number)
    make.begun(application, committee.chair, committee.anna, committee.ben, chair=committee.chair)
    saved(application)
    browser = sign_in(committee.chair)
    browser.get(url(application))

    with queries() as log:
        page = browser.get(url(application))

    assert page.text.count(make.LETTER) == number
    assert len([one for one in log if one.startswith("SELECT")]) == 8


def test_the_board_shows_a_reviewer_only_what_waits_for_them(sign_in, sent, committee, saved):
    mine, other = sent(), sent(person=saved(make_person(Role.APPLICANT, name="Tomas Berg")))
    make.assigned(mine, committee.anna, chair=committee.chair)
    make.assigned(other, committee.ben, chair=committee.chair)
    saved(mine, other)

    page = sign_in(committee.anna).get("/committee").text

    assert "Ines Moreau" in page
    assert "Tomas Berg" not in page
    assert "All applications" not in page


def test_the_board_sorts_the_longest_waiting_first_and_marks_the_late(sign_in, sent, committee, saved):
    sent(person=saved(make_person(Role.APPLICANT, name="Late Person")), sent=NOW - timedelta(days=30))
    sent(person=saved(make_person(Role.APPLICANT, name="New Person")), sent=NOW - timedelta(days=3))

    page = sign_in(committee.chair).get("/committee").text

    assert page.index("Late Person") < page.index("New Person")
    assert page.count("flag-late") == 1
    assert "30 of 21 days" in page
    assert "3 of 21 days" in page


def test_a_chair_who_stepped_back_sees_no_figures(sign_in, sent, committee, saved, vault):
    application = sent()
    reviews = make.begun(application, committee.chair, committee.anna, chair=committee.chair)
    make.submitted(reviews[1], vault.of)
    actions.recuse(
        reviews[0], conflict=program().committee.conflict("money"), by=make.chair_by(committee.chair)
    )
    saved(application)

    page = sign_in(committee.chair).get("/committee?stage=under_review").text

    assert "you stepped back" in page
    assert "1 of 2" not in page
    assert "2 of 2" not in page


@pytest.fixture
def ready_one(sent, committee, saved, vault):
    application = sent()
    make.ready(application, vault.of, committee.anna, committee.ben, chair=committee.chair)
    return saved(application)


@pytest.mark.parametrize(
    ("stage", "shown"), [("ready_to_decide", True), ("under_review", False), ("past", False)]
)
def test_what_is_ready_stands_under_its_own_tab(stage, shown, sign_in, ready_one, committee):
    page = sign_in(committee.chair).get(f"/committee?stage={stage}").text

    assert ("Ines Moreau" in page) is shown


def test_the_board_is_paged(sign_in, sent, committee, saved):
    for number in range(21):
        person = saved(make_person(Role.APPLICANT, name=f"Person No{number:02}"))
        sent(person=person, letters=0, sent=NOW - timedelta(days=30 - number))
    browser = sign_in(committee.chair)

    assert browser.get("/committee").text.count("Person No") == 20
    assert browser.get("/committee?page=2").text.count("Person No") == 1
    assert browser.get("/committee?page=99").text.count("Person No") == 0


# ------------------------------------------------------------------ assigning


def test_assigning_asks_the_ticked_members_and_begins(sign_in, sent, committee, stored, session):
    application = sent()
    browser = sign_in(committee.chair)

    answer = browser.post(
        url(application, "assign"), data={"members": [committee.anna.ref, committee.ben.ref]}
    )
    assert answer.status_code == 302
    assert browser.post(url(application, "begin")).status_code == 302

    assert stored(application).status is S.UNDER_REVIEW
    found = session.scalars(select(Review.reviewer_id).order_by(Review.id)).all()
    assert found == [committee.anna.id, committee.ben.id]


def test_assigning_nobody_is_asked_again(sign_in, sent, committee, session):
    application = sent()

    answer = sign_in(committee.chair).post(url(application, "assign"), data={})

    assert answer.status_code == 422
    assert session.scalar(select(func.count(Review.id))) == 0


def test_the_applicant_cannot_be_assigned(sign_in, sent, committee, saved, session):
    applicant = saved(make_person(Role.APPLICANT, Role.REVIEWER, name="Ines Moreau"))
    application = sent(person=applicant)

    answer = sign_in(committee.chair).post(url(application, "assign"), data={"members": [applicant.ref]})

    assert answer.status_code == 422
    assert session.scalar(select(func.count(Review.id))) == 0


def test_assigning_says_who_may_know_the_applicant(sign_in, sent, committee, saved):
    saved(make_person(Role.REVIEWER, name="Jean Moreau", email="jean@clinic.example"))
    application = sent(person=saved(make_person(Role.APPLICANT, name="Ines Moreau", email="i@home.example")))

    page = sign_in(committee.chair).get(url(application, "assign")).text

    assert page.count("Possible conflict") == 1
    assert "They have the same surname." in page


def test_a_review_does_not_begin_with_too_few(sign_in, sent, committee, stored, saved):
    application = sent()
    make.assigned(application, committee.anna, chair=committee.chair)
    saved(application)

    answer = sign_in(committee.chair).post(url(application, "begin"))

    assert answer.status_code == 409
    assert stored(application).status is S.SUBMITTED


# ------------------------------------------------------------------ conflict and reading


def test_no_conflict_opens_the_file(sign_in, sent, committee, saved, stored):
    application = sent()
    (review,) = make.assigned(application, committee.anna, chair=committee.chair)
    saved(application)

    answer = sign_in(committee.anna).post(url(application, "conflict"), data={"conflict": "none"})

    assert answer.location == url(application)
    assert stored(review).status is ReviewStatus.IN_PROGRESS


def test_a_conflict_shuts_the_file_and_seals_the_words(sign_in, sent, committee, saved, stored, session):
    application = sent()
    (review,) = make.assigned(application, committee.anna, chair=committee.chair)
    saved(application)
    browser = sign_in(committee.anna)

    browser.post(url(application, "conflict"), data={"conflict": "intimate", "words": "We were married."})

    assert (stored(review).status, stored(review).conflict) == (ReviewStatus.RECUSED, "intimate")
    event = session.scalars(select(Event).where(Event.kind == "review.recuse")).one()
    assert event.facts == {"reason": "intimate"}
    assert b"married" not in event.words
    session.commit()
    assert browser.get(url(application)).status_code == 403


def test_an_unanswered_conflict_is_asked_again(sign_in, sent, committee, saved, stored):
    application = sent()
    (review,) = make.assigned(application, committee.anna, chair=committee.chair)
    saved(application)

    answer = sign_in(committee.anna).post(url(application, "conflict"), data={})

    assert answer.status_code == 422
    assert stored(review).status is ReviewStatus.ASSIGNED


def test_stepping_back_is_possible_after_opening(sign_in, sent, committee, saved, stored):
    application = sent()
    (review, _) = make.begun(application, committee.anna, committee.ben, chair=committee.chair)
    saved(application)

    sign_in(committee.anna).post(url(application, "conflict"), data={"conflict": "relative"})

    assert stored(review).status is ReviewStatus.RECUSED


def readings(session, application):
    kind = Event.kind == "application.read"
    return session.scalars(
        select(Event.actor).where(kind, Event.subject == f"application:{application.ref}").order_by(Event.id)
    ).all()


def test_a_file_is_read_and_the_reading_written_once_an_hour(sign_in, sent, committee, saved, session):
    application = sent()
    make.begun(application, committee.anna, committee.ben, chair=committee.chair)
    saved(application)
    anna, ben = sign_in(committee.anna), sign_in(committee.ben)

    page = anna.get(url(application)).text
    anna.get(url(application))
    ben.get(url(application))

    assert page.count(make.ESSAY) == 1
    assert readings(session, application) == [committee.anna.ref, committee.ben.ref]


def test_a_file_hides_what_its_reader_may_not_read(sign_in, sent, committee, saved):
    application = sent()
    make.begun(application, committee.anna, committee.chair, chair=committee.chair)
    saved(application)

    anna = sign_in(committee.anna).get(url(application)).text
    chair = sign_in(committee.chair).get(url(application)).text

    question = "Do you know of any reason why this person should not work closely"
    assert (question in anna, question in chair) == (False, True)
    assert ("a private word" in anna, "a private word" in chair) == (False, False)


def test_a_returned_file_is_shut_and_no_reading_written(sign_in, sent, committee, saved, session, vault):
    application = sent()
    make.begun(application, committee.anna, committee.ben, chair=committee.chair)
    actions.give_back(
        application,
        program().application.parts[:1],
        words=make.words(vault.of, application),
        by=make.chair_by(committee.chair),
    )
    saved(application)

    answer = sign_in(committee.anna).get(url(application))

    assert answer.status_code == 409
    assert make.ESSAY not in answer.text
    assert readings(session, application) == []


# ------------------------------------------------------------------ reviews


def rubric(version, level="3", sentence=make.SENTENCE, act="submit"):
    filled = {"version": str(version), "act": act}
    for one in program().committee.qualities:
        filled[f"level_{one.id}"], filled[f"sentence_{one.id}"] = level, sentence
    return filled


@pytest.fixture
def reviewing(sent, committee, saved):
    """An application under review, and the reviews of Anna and Ben."""
    application = sent()
    reviews = make.begun(application, committee.anna, committee.ben, chair=committee.chair)
    saved(application)
    return SimpleNamespace(application=application, anna=reviews[0], ben=reviews[1])


def test_a_draft_is_kept_and_shown_again(reviewing, sign_in, committee, stored):
    browser, page = sign_in(committee.anna), url(reviewing.application, "review")
    draft = {"version": "2", "act": "draft", "level_growth": "2", "sentence_caring": "Warm."}

    answer = browser.post(page, data=draft | {"version": str(reviewing.anna.version)})

    assert answer.status_code == 302
    shown = browser.get(page).text
    assert shown.count("checked") == 1
    assert "Warm." in shown
    assert stored(reviewing.anna).status is ReviewStatus.IN_PROGRESS


def test_a_draft_from_an_older_page_does_not_write_over_a_newer(reviewing, sign_in, committee):
    browser, page = sign_in(committee.anna), url(reviewing.application, "review")
    version = str(reviewing.anna.version)
    browser.post(page, data={"version": version, "act": "draft", "sentence_caring": "Newer."})

    answer = browser.post(page, data={"version": version, "act": "draft", "sentence_caring": "Older."})

    assert answer.status_code == 409
    assert "Older." in answer.text
    assert "Newer." in browser.get(page).text


def test_a_review_with_gaps_is_shown_again(reviewing, sign_in, committee, stored):
    data = rubric(reviewing.anna.version) | {"level_growth": ""}

    answer = sign_in(committee.anna).post(url(reviewing.application, "review"), data=data)

    assert answer.status_code == 422
    assert make.SENTENCE in answer.text
    assert stored(reviewing.anna).status is ReviewStatus.IN_PROGRESS


def test_a_level_that_does_not_exist_is_refused(reviewing, sign_in, committee, stored):
    answer = sign_in(committee.anna).post(
        url(reviewing.application, "review"), data=rubric(reviewing.anna.version, level="9")
    )

    assert answer.status_code == 422
    assert stored(reviewing.anna).status is ReviewStatus.IN_PROGRESS


def test_a_review_is_submitted_once(reviewing, sign_in, committee, stored, session):
    browser, page = sign_in(committee.anna), url(reviewing.application, "review")
    data = rubric(reviewing.anna.version)

    first, second = browser.post(page, data=data), browser.post(page, data=data)

    assert (first.status_code, second.status_code) == (302, 409)
    assert stored(reviewing.anna).status is ReviewStatus.SUBMITTED
    submitted = select(func.count(Event.id)).where(Event.kind == "review.submit")
    assert session.scalar(submitted) == 1


def test_others_are_read_only_after_submitting_one_s_own(reviewing, sign_in, committee):
    anna, ben = sign_in(committee.anna), sign_in(committee.ben)
    anna.post(
        url(reviewing.application, "review"),
        data=rubric(reviewing.anna.version, sentence="Anna’s own thought."),
    )
    file = url(reviewing.application)

    before = "Anna’s own thought." in ben.get(file).text
    ben.post(url(reviewing.application, "review"), data=rubric(reviewing.ben.version))
    after = "Anna’s own thought." in ben.get(file).text

    assert (before, after) == (False, True)


# ------------------------------------------------------------------ deciding


@pytest.fixture
def deciding(sent, committee, saved, vault):
    """Everything in: Anna and Ben have submitted, the chair has declared no conflict."""
    application = sent()
    make.cleared(application, committee.chair, chair=committee.chair)
    make.ready(application, vault.of, committee.anna, committee.ben, chair=committee.chair)
    return saved(application)


def verdict(application, **fields):
    return {"version": str(application.version), "outcome": "offer"} | fields


def test_a_decision_is_kept_and_nobody_told(deciding, sign_in, committee, stored, session):
    browser = sign_in(committee.chair)
    page = browser.get(url(deciding, "decision")).text

    answer = browser.post(url(deciding, "decision"), data=verdict(deciding))

    assert page.count(make.SENTENCE) == 8
    assert answer.location == "/committee/release"
    assert stored(deciding).status is S.DECIDED
    assert session.scalar(select(func.count(Letter.id))) == 0


def test_a_reviewer_does_not_decide(deciding, sign_in, committee, stored):
    answer = sign_in(committee.anna).post(url(deciding, "decision"), data=verdict(deciding))

    assert answer.status_code == 403
    assert stored(deciding).status is S.UNDER_REVIEW


def test_a_decline_without_a_reason_is_shown_again(deciding, sign_in, committee, stored):
    answer = sign_in(committee.chair).post(
        url(deciding, "decision"), data=verdict(deciding, outcome="decline", advice="My own words.")
    )

    assert answer.status_code == 422
    assert "My own words." in answer.text
    assert stored(deciding).status is S.UNDER_REVIEW


def test_of_two_chairs_the_second_is_told_and_loses_nothing(
    deciding, sign_in, committee, stored, saved, session
):
    second = saved(make_person(Role.CHAIR, name="Dora Lind"))
    make.cleared(deciding, second, chair=committee.chair)
    saved(deciding)
    page = verdict(deciding)
    sign_in(committee.chair).post(url(deciding, "decision"), data=page)

    answer = sign_in(second).post(
        url(deciding, "decision"), data=page | {"outcome": "waitlist", "advice": "My long advice."}
    )

    assert answer.status_code == 409
    assert "My long advice." in answer.text
    session.expire_all()
    assert session.scalars(select(Decision.outcome)).all() == [Outcome.OFFER]


def test_a_decision_too_early_is_refused(reviewing, sign_in, committee, saved, stored):
    make.cleared(reviewing.application, committee.chair, chair=committee.chair)
    saved(reviewing.application)

    answer = sign_in(committee.chair).post(
        url(reviewing.application, "decision"), data=verdict(reviewing.application)
    )

    assert answer.status_code == 409
    assert stored(reviewing.application).status is S.UNDER_REVIEW


def test_returning_names_the_parts_and_writes_to_the_applicant(deciding, sign_in, committee, stored, session):
    data = {"version": str(deciding.version), "parts": ["essay"], "reason": "More about your family."}

    answer = sign_in(committee.chair).post(url(deciding, "return"), data=data)

    assert answer.status_code == 302
    assert stored(deciding).status is S.RETURNED
    letter = session.scalars(select(Letter)).one()
    assert (letter.kind, letter.to) == ("return_parts", deciding.person.email)
    assert "– Personal Evolution Essay" in letter.text
    assert "/application/\n" in letter.text
    assert "family" not in letter.text
    event = session.scalars(select(Event).where(Event.kind == "application.return")).one()
    assert event.facts == {"parts": ["essay"]}


def test_returning_without_a_word_is_shown_again(deciding, sign_in, committee, stored):
    data = {"version": str(deciding.version), "parts": ["essay"]}

    assert sign_in(committee.chair).post(url(deciding, "return"), data=data).status_code == 422
    assert stored(deciding).status is S.UNDER_REVIEW


def test_the_chair_opens_a_submitted_review_again(deciding, sign_in, committee, stored):
    review = next(one for one in deciding.reviews if one.reviewer_id == committee.anna.id)
    page = url(deciding, f"reviews/{review.ref}/reopen")
    browser = sign_in(committee.chair)

    assert browser.post(page, data={"version": str(review.version)}).status_code == 422
    assert browser.get(page).status_code == 200
    browser.post(page, data={"version": str(review.version), "reason": "A level was mistyped."})

    assert stored(review).status is ReviewStatus.IN_PROGRESS


# ------------------------------------------------------------------ releasing and afterwards


@pytest.fixture
def decided(sent, committee, saved, vault):
    """Make and store a decided application."""

    def make_decided(outcome=Outcome.OFFER, reasons=(), **wishes):
        application = sent(**wishes)
        make.cleared(application, committee.chair, chair=committee.chair)
        members = (committee.anna, committee.ben)
        make.decided(application, vault.of, *members, chair=committee.chair, outcome=outcome, reasons=reasons)
        return saved(application)

    return make_decided


def test_releasing_tells_everybody_ticked_and_nobody_else(
    decided, sign_in, committee, saved, stored, session
):
    first = decided()
    second = decided(Outcome.DECLINE, ["limits"], person=saved(make_person(Role.APPLICANT)))
    kept = decided(person=saved(make_person(Role.APPLICANT)))
    browser = sign_in(committee.chair)
    page = browser.get("/committee/release").text

    browser.post("/committee/release", data={"refs": [first.ref, second.ref]})

    assert page.count('name="refs"') == 3
    found = [stored(one).status for one in (first, second, kept)]
    assert found == [S.OFFERED, S.DECLINED, S.DECIDED]
    letters = session.scalars(select(Letter).order_by(Letter.id)).all()
    assert [(one.kind, one.to) for one in letters] == [
        ("offer", first.person.email),
        ("decline", second.person.email),
    ]
    assert all("/application/decision" in one.text for one in letters)
    assert make.ADVICE not in letters[1].text


def test_a_decision_released_meanwhile_is_not_sent_twice(decided, sign_in, committee, saved, session):
    application = decided()
    other = sign_in(saved(make_person(Role.CHAIR, name="Dora Lind")))
    sign_in(committee.chair).post("/committee/release", data={"refs": [application.ref]})

    answer = other.post("/committee/release", data={"refs": [application.ref]}, follow_redirects=True)

    assert "somebody else was faster" in answer.text
    assert session.scalar(select(func.count(Letter.id))) == 1


def test_releasing_nothing_is_asked_again(decided, sign_in, committee, stored):
    application = decided()

    assert sign_in(committee.chair).post("/committee/release", data={}).status_code == 422
    assert stored(application).status is S.DECIDED


def test_a_reviewer_releases_nothing(decided, sign_in, committee, stored):
    application = decided()
    browser = sign_in(committee.anna)

    assert browser.get("/committee/release").status_code == 403
    assert browser.post("/committee/release", data={"refs": [application.ref]}).status_code == 403
    assert stored(application).status is S.DECIDED


def test_a_chair_does_not_release_their_own_decision(decided, sign_in, saved, stored):
    own = saved(make_person(Role.CHAIR, Role.APPLICANT, name="Dora Lind"))
    application = decided(person=own)
    browser = sign_in(own)

    assert application.ref not in browser.get("/committee/release").text
    browser.post("/committee/release", data={"refs": [application.ref]})
    assert stored(application).status is S.DECIDED


@pytest.mark.parametrize("number", [1, 3])
def test_the_release_page_asks_the_same_number_of_questions(
    number, decided, sign_in, committee, saved, queries
):
    for _ in range(number):
        decided(person=saved(make_person(Role.APPLICANT)))
    browser = sign_in(committee.chair)
    browser.get("/committee/release")

    with queries() as log:
        page = browser.get("/committee/release")

    assert page.text.count('name="refs"') == number
    assert len([one for one in log if one.startswith("SELECT")]) == 6


def test_a_decision_is_taken_back_before_anybody_knows(decided, sign_in, committee, stored):
    application = decided()
    browser = sign_in(committee.chair)
    data = {"version": str(application.version)}

    assert browser.post(url(application, "reopen"), data=data).status_code == 422
    assert stored(application).status is S.DECIDED
    browser.post(url(application, "reopen"), data=data | {"reason": "A letter was overlooked."})

    assert stored(application).status is S.UNDER_REVIEW


def test_a_waiting_person_is_offered_the_place_that_became_free(decided, sign_in, committee, stored, session):
    application = decided(Outcome.WAITLIST)
    browser = sign_in(committee.chair)
    browser.post("/committee/release", data={"refs": [application.ref]})

    assert browser.post(url(application, "offer")).status_code == 302
    assert browser.post(url(application, "offer")).status_code == 409

    assert stored(application).status is S.OFFERED
    assert session.scalars(select(Letter.kind).order_by(Letter.id)).all() == ["waitlist", "offer"]


def test_a_declined_application_is_opened_again_on_appeal(decided, sign_in, committee, stored):
    application = decided(Outcome.DECLINE, ["limits"])
    browser = sign_in(committee.chair)
    browser.post("/committee/release", data={"refs": [application.ref]})
    version = str(stored(application).version)

    assert browser.post(url(application, "appeal"), data={"version": version}).status_code == 422
    assert stored(application).status is S.DECLINED
    browser.post(url(application, "appeal"), data={"version": version, "reason": "A letter was wrong."})

    assert stored(application).status is S.UNDER_REVIEW
    assert "Ines Moreau" in browser.get("/committee?stage=under_review").text
