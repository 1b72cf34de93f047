"""Who gets in, what the board shows, and who is asked to read."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests import factories_committee as make
from tests.factories import make_person, program
from training.actions import committee as actions
from training.domain.application import ApplicationStatus
from training.domain.roles import Role
from training.models import Review

S = ApplicationStatus
NOW = datetime.now(UTC)
PAGES = ("", "conflict", "review", "decision", "assign")


@pytest.mark.parametrize("page", PAGES)
def test_a_member_who_was_not_asked_is_kept_out(page, sign_in, sent, committee):
    application = sent()

    answer = sign_in(committee.anna).get(make.url(application, page))

    assert answer.status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_who_stepped_back_is_kept_out(page, sign_in, sent, committee, saved):
    application = sent()
    (review,) = make.assigned(application, committee.chair, chair=committee.chair)
    actions.recuse(review, conflict=program().committee.conflict("money"), by=make.chair_by(committee.chair))
    saved(application)

    answer = sign_in(committee.chair).get(make.url(application, page))

    assert answer.status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_a_chair_is_kept_out_of_their_own_file(page, sign_in, sent, saved):
    chair = saved(make_person(Role.CHAIR, Role.APPLICANT, name="Carla Weiss"))
    application = sent(person=chair)
    browser = sign_in(chair)

    assert browser.get(make.url(application, page)).status_code == 403
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

    assert browser.get(make.url(application)).status_code == 403
    page = browser.get(make.url(application, "conflict"))
    assert page.status_code == 200
    assert make.ESSAY not in page.text


def test_somebody_who_left_the_committee_is_kept_out(sign_in, sent, committee, saved):
    application = sent()
    make.begun(application, committee.anna, chair=committee.chair)
    committee.anna.appointments[0].until_on = (NOW - timedelta(days=1)).date()
    saved(application)

    assert sign_in(committee.anna).get(make.url(application)).status_code == 403


def test_an_application_that_does_not_exist_is_not_found(sign_in, committee):
    assert sign_in(committee.chair).get("/committee/applications/A-NOWHERE").status_code == 404


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
    browser.get(make.url(application))

    with queries() as log:
        page = browser.get(make.url(application))

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


def test_assigning_asks_the_ticked_members_and_begins(sign_in, sent, committee, stored, session):
    application = sent()
    browser = sign_in(committee.chair)

    answer = browser.post(
        make.url(application, "assign"), data={"members": [committee.anna.ref, committee.ben.ref]}
    )
    assert answer.status_code == 302
    assert browser.post(make.url(application, "begin")).status_code == 302

    assert stored(application).status is S.UNDER_REVIEW
    found = session.scalars(select(Review.reviewer_id).order_by(Review.id)).all()
    assert found == [committee.anna.id, committee.ben.id]


def test_assigning_nobody_is_asked_again(sign_in, sent, committee, session):
    application = sent()

    answer = sign_in(committee.chair).post(make.url(application, "assign"), data={})

    assert answer.status_code == 422
    assert session.scalar(select(func.count(Review.id))) == 0


def test_the_applicant_cannot_be_assigned(sign_in, sent, committee, saved, session):
    applicant = saved(make_person(Role.APPLICANT, Role.REVIEWER, name="Ines Moreau"))
    application = sent(person=applicant)

    answer = sign_in(committee.chair).post(make.url(application, "assign"), data={"members": [applicant.ref]})

    assert answer.status_code == 422
    assert session.scalar(select(func.count(Review.id))) == 0


def test_assigning_says_who_may_know_the_applicant(sign_in, sent, committee, saved):
    saved(make_person(Role.REVIEWER, name="Jean Moreau", email="jean@clinic.example"))
    application = sent(person=saved(make_person(Role.APPLICANT, name="Ines Moreau", email="i@home.example")))

    page = sign_in(committee.chair).get(make.url(application, "assign")).text

    assert page.count("Possible conflict") == 1
    assert "They have the same surname." in page


def test_a_review_does_not_begin_with_too_few(sign_in, sent, committee, stored, saved):
    application = sent()
    make.assigned(application, committee.anna, chair=committee.chair)
    saved(application)

    answer = sign_in(committee.chair).post(make.url(application, "begin"))

    assert answer.status_code == 409
    assert stored(application).status is S.SUBMITTED
