"""The question of conflict, the file and the reviews."""

from sqlalchemy import func, select

from tests import factories_committee as make
from tests.factories import program
from training.actions import committee as actions
from training.domain.review import ReviewStatus
from training.models import Event


def test_no_conflict_opens_the_file(sign_in, sent, committee, saved, stored):
    application = sent()
    (review,) = make.assigned(application, committee.anna, chair=committee.chair)
    saved(application)

    answer = sign_in(committee.anna).post(make.url(application, "conflict"), data={"conflict": "none"})

    assert answer.location == make.url(application)
    assert stored(review).status is ReviewStatus.IN_PROGRESS


def test_a_conflict_shuts_the_file_and_seals_the_words(sign_in, sent, committee, saved, stored, session):
    application = sent()
    (review,) = make.assigned(application, committee.anna, chair=committee.chair)
    saved(application)
    browser = sign_in(committee.anna)

    browser.post(
        make.url(application, "conflict"), data={"conflict": "intimate", "words": "We were married."}
    )

    assert (stored(review).status, stored(review).conflict) == (ReviewStatus.RECUSED, "intimate")
    event = session.scalars(select(Event).where(Event.kind == "review.recuse")).one()
    assert event.facts == {"reason": "intimate"}
    assert b"married" not in event.words
    session.commit()
    assert browser.get(make.url(application)).status_code == 403


def test_an_unanswered_conflict_is_asked_again(sign_in, sent, committee, saved, stored):
    application = sent()
    (review,) = make.assigned(application, committee.anna, chair=committee.chair)
    saved(application)

    answer = sign_in(committee.anna).post(make.url(application, "conflict"), data={})

    assert answer.status_code == 422
    assert stored(review).status is ReviewStatus.ASSIGNED


def test_stepping_back_is_possible_after_opening(sign_in, sent, committee, saved, stored):
    application = sent()
    (review, _) = make.begun(application, committee.anna, committee.ben, chair=committee.chair)
    saved(application)

    sign_in(committee.anna).post(make.url(application, "conflict"), data={"conflict": "relative"})

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

    page = anna.get(make.url(application)).text
    anna.get(make.url(application))
    ben.get(make.url(application))

    assert page.count(make.ESSAY) == 1
    assert readings(session, application) == [committee.anna.ref, committee.ben.ref]


def test_a_file_hides_what_its_reader_may_not_read(sign_in, sent, committee, saved):
    application = sent()
    make.begun(application, committee.anna, committee.chair, chair=committee.chair)
    saved(application)

    anna = sign_in(committee.anna).get(make.url(application)).text
    chair = sign_in(committee.chair).get(make.url(application)).text

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

    answer = sign_in(committee.anna).get(make.url(application))

    assert answer.status_code == 409
    assert make.ESSAY not in answer.text
    assert readings(session, application) == []


def rubric(version, level="3", sentence=make.SENTENCE, act="submit"):
    filled = {"version": str(version), "act": act}
    for one in program().committee.qualities:
        filled[f"level_{one.id}"], filled[f"sentence_{one.id}"] = level, sentence
    return filled


def test_a_draft_is_kept_and_shown_again(reviewing, sign_in, committee, stored):
    browser, page = sign_in(committee.anna), make.url(reviewing.application, "review")
    draft = {"version": "2", "act": "draft", "level_growth": "2", "sentence_caring": "Warm."}

    answer = browser.post(page, data=draft | {"version": str(reviewing.anna.version)})

    assert answer.status_code == 302
    shown = browser.get(page).text
    assert shown.count("checked") == 1
    assert "Warm." in shown
    assert stored(reviewing.anna).status is ReviewStatus.IN_PROGRESS


def test_a_draft_from_an_older_page_does_not_write_over_a_newer(reviewing, sign_in, committee):
    browser, page = sign_in(committee.anna), make.url(reviewing.application, "review")
    version = str(reviewing.anna.version)
    browser.post(page, data={"version": version, "act": "draft", "sentence_caring": "Newer."})

    answer = browser.post(page, data={"version": version, "act": "draft", "sentence_caring": "Older."})

    assert answer.status_code == 409
    assert "Older." in answer.text
    assert "Newer." in browser.get(page).text


def test_a_review_with_gaps_is_shown_again(reviewing, sign_in, committee, stored):
    data = rubric(reviewing.anna.version) | {"level_growth": ""}

    answer = sign_in(committee.anna).post(make.url(reviewing.application, "review"), data=data)

    assert answer.status_code == 422
    assert make.SENTENCE in answer.text
    assert stored(reviewing.anna).status is ReviewStatus.IN_PROGRESS


def test_a_level_that_does_not_exist_is_refused(reviewing, sign_in, committee, stored):
    answer = sign_in(committee.anna).post(
        make.url(reviewing.application, "review"), data=rubric(reviewing.anna.version, level="9")
    )

    assert answer.status_code == 422
    assert stored(reviewing.anna).status is ReviewStatus.IN_PROGRESS


def test_a_review_is_submitted_once(reviewing, sign_in, committee, stored, session):
    browser, page = sign_in(committee.anna), make.url(reviewing.application, "review")
    data = rubric(reviewing.anna.version)

    first, second = browser.post(page, data=data), browser.post(page, data=data)

    assert (first.status_code, second.status_code) == (302, 409)
    assert stored(reviewing.anna).status is ReviewStatus.SUBMITTED
    submitted = select(func.count(Event.id)).where(Event.kind == "review.submit")
    assert session.scalar(submitted) == 1


def test_others_are_read_only_after_submitting_one_s_own(reviewing, sign_in, committee):
    anna, ben = sign_in(committee.anna), sign_in(committee.ben)
    anna.post(
        make.url(reviewing.application, "review"),
        data=rubric(reviewing.anna.version, sentence="Anna’s own thought."),
    )
    file = make.url(reviewing.application)

    before = "Anna’s own thought." in ben.get(file).text
    ben.post(make.url(reviewing.application, "review"), data=rubric(reviewing.ben.version))
    after = "Anna’s own thought." in ben.get(file).text

    assert (before, after) == (False, True)
