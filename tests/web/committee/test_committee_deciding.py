"""Deciding, releasing, and the ways back."""

import pytest
from sqlalchemy import func, select

from tests import factories_committee as make
from tests.factories import make_person
from training.domain.application import ApplicationStatus
from training.domain.program import Outcome
from training.domain.review import ReviewStatus
from training.domain.roles import Role
from training.models import Decision, Event, Letter

S = ApplicationStatus


def verdict(application, **fields):
    return {"version": str(application.version), "outcome": "offer"} | fields


def test_a_decision_is_kept_and_nobody_told(deciding, sign_in, committee, stored, session):
    browser = sign_in(committee.chair)
    page = browser.get(make.url(deciding, "decision")).text

    answer = browser.post(make.url(deciding, "decision"), data=verdict(deciding))

    assert page.count(make.SENTENCE) == 8
    assert answer.location == "/committee/release"
    assert stored(deciding).status is S.DECIDED
    assert session.scalar(select(func.count(Letter.id))) == 0


def test_a_reviewer_does_not_decide(deciding, sign_in, committee, stored):
    answer = sign_in(committee.anna).post(make.url(deciding, "decision"), data=verdict(deciding))

    assert answer.status_code == 403
    assert stored(deciding).status is S.UNDER_REVIEW


def test_a_decline_without_a_reason_is_shown_again(deciding, sign_in, committee, stored):
    answer = sign_in(committee.chair).post(
        make.url(deciding, "decision"), data=verdict(deciding, outcome="decline", advice="My own words.")
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
    sign_in(committee.chair).post(make.url(deciding, "decision"), data=page)

    answer = sign_in(second).post(
        make.url(deciding, "decision"), data=page | {"outcome": "waitlist", "advice": "My long advice."}
    )

    assert answer.status_code == 409
    assert "My long advice." in answer.text
    session.expire_all()
    assert session.scalars(select(Decision.outcome)).all() == [Outcome.OFFER]


def test_a_decision_too_early_is_refused(reviewing, sign_in, committee, saved, stored):
    make.cleared(reviewing.application, committee.chair, chair=committee.chair)
    saved(reviewing.application)

    answer = sign_in(committee.chair).post(
        make.url(reviewing.application, "decision"), data=verdict(reviewing.application)
    )

    assert answer.status_code == 409
    assert stored(reviewing.application).status is S.UNDER_REVIEW


def test_returning_names_the_parts_and_writes_to_the_applicant(deciding, sign_in, committee, stored, session):
    data = {"version": str(deciding.version), "parts": ["essay"], "reason": "More about your family."}

    answer = sign_in(committee.chair).post(make.url(deciding, "return"), data=data)

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

    assert sign_in(committee.chair).post(make.url(deciding, "return"), data=data).status_code == 422
    assert stored(deciding).status is S.UNDER_REVIEW


def test_the_chair_opens_a_submitted_review_again(deciding, sign_in, committee, stored):
    review = next(one for one in deciding.reviews if one.reviewer_id == committee.anna.id)
    page = make.url(deciding, f"reviews/{review.ref}/reopen")
    browser = sign_in(committee.chair)

    assert browser.post(page, data={"version": str(review.version)}).status_code == 422
    assert browser.get(page).status_code == 200
    browser.post(page, data={"version": str(review.version), "reason": "A level was mistyped."})

    assert stored(review).status is ReviewStatus.IN_PROGRESS


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

    assert browser.post(make.url(application, "reopen"), data=data).status_code == 422
    assert stored(application).status is S.DECIDED
    browser.post(make.url(application, "reopen"), data=data | {"reason": "A letter was overlooked."})

    assert stored(application).status is S.UNDER_REVIEW


def test_a_waiting_person_is_offered_the_place_that_became_free(decided, sign_in, committee, stored, session):
    application = decided(Outcome.WAITLIST)
    browser = sign_in(committee.chair)
    browser.post("/committee/release", data={"refs": [application.ref]})

    assert browser.post(make.url(application, "offer")).status_code == 302
    assert browser.post(make.url(application, "offer")).status_code == 409

    assert stored(application).status is S.OFFERED
    assert session.scalars(select(Letter.kind).order_by(Letter.id)).all() == ["waitlist", "offer"]


def test_a_declined_application_is_opened_again_on_appeal(decided, sign_in, committee, stored):
    application = decided(Outcome.DECLINE, ["limits"])
    browser = sign_in(committee.chair)
    browser.post("/committee/release", data={"refs": [application.ref]})
    version = str(stored(application).version)

    assert browser.post(make.url(application, "appeal"), data={"version": version}).status_code == 422
    assert stored(application).status is S.DECLINED
    browser.post(make.url(application, "appeal"), data={"version": version, "reason": "A letter was wrong."})

    assert stored(application).status is S.UNDER_REVIEW
    assert "Ines Moreau" in browser.get("/committee?stage=under_review").text
